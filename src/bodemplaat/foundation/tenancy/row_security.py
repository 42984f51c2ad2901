"""The second lock: PostgreSQL row-level security, as migration operations.

The application's role is not the owner of the tables and may not bypass policies; when nobody has entered, the
setting is empty and every policy answers no rows.
"""

from django.db.migrations.operations import RunSQL

SCOPE_FUNCTIONS = """
CREATE OR REPLACE FUNCTION bodemplaat_scope() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('bodemplaat.scope', true), ''), ',')::uuid[] $$;
CREATE OR REPLACE FUNCTION bodemplaat_cooperations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('bodemplaat.cooperations', true), ''), ',')::uuid[] $$;
"""

HANDLED_FUNCTIONS = """
CREATE OR REPLACE FUNCTION bodemplaat_whole() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('bodemplaat.whole', true), ''), ',')::uuid[] $$;
CREATE OR REPLACE FUNCTION bodemplaat_homes() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('bodemplaat.homes', true), ''), ',')::uuid[] $$;
"""

DESK_FUNCTION = """
CREATE OR REPLACE FUNCTION bodemplaat_desk() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('bodemplaat.desk', true), ''), ',')::uuid[] $$;
"""

IN_SCOPE = "{column} = ANY ((SELECT bodemplaat_scope())::uuid[])"
IN_COOPERATION = "{column} = ANY ((SELECT bodemplaat_cooperations())::uuid[])"
IS_WHOLE = "{column} = ANY ((SELECT bodemplaat_whole())::uuid[])"
IS_SERVED_AT_DESK = "{column} = ANY ((SELECT bodemplaat_desk())::uuid[])"
IS_HOME = "{column} = ANY ((SELECT bodemplaat_homes())::uuid[])"


class CreateScopeFunctions(RunSQL):
    """The two functions every policy calls: what the entered actor may reach."""

    def __init__(self) -> None:
        super().__init__(
            SCOPE_FUNCTIONS,
            "DROP FUNCTION IF EXISTS bodemplaat_scope(); DROP FUNCTION IF EXISTS bodemplaat_cooperations();",
        )


class LockTenantTable(RunSQL):
    """Give a table its policy: rows are seen and written only within the entered scope.

    ``using`` replaces the usual condition where visibility is wider (the structure of a cooperation); writing
    always needs ``check``, which is the usual condition unless given.
    """

    def __init__(self, table: str, using: str | None = None, check: str | None = None) -> None:
        usual = IN_SCOPE.format(column="organisation_id")
        super().__init__(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY tenant ON {table} USING ({using or usual}) WITH CHECK ({check or usual});",
            f"DROP POLICY IF EXISTS tenant ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
        )


class CreateHandledFunctions(RunSQL):
    """The two functions that policies on cases call: organisations seen whole, and in whose name cases are handled."""

    def __init__(self) -> None:
        super().__init__(
            HANDLED_FUNCTIONS,
            "DROP FUNCTION IF EXISTS bodemplaat_whole(); DROP FUNCTION IF EXISTS bodemplaat_homes();",
        )


class LockHandledTable(RunSQL):
    """Narrow the policy of a table of cases: of an organisation that is not seen whole only what one handles oneself.

    ``handled`` is the condition, in SQL, on which a row belongs to a case that the actor's organisation handles;
    without one such a row is not seen. Writing needs the scope, as everywhere.
    """

    def __init__(self, table: str, handled: str = "false") -> None:
        scope, whole = (text.format(column="organisation_id") for text in (IN_SCOPE, IS_WHOLE))
        super().__init__(
            f"ALTER POLICY tenant ON {table} USING ({scope} AND ({whole} OR {handled}));",
            f"ALTER POLICY tenant ON {table} USING ({scope});",
        )


class CreateDeskFunction(RunSQL):
    """The function that policies on cases at the desk call: the organisations of which they are seen whole."""

    def __init__(self) -> None:
        super().__init__(DESK_FUNCTION, "DROP FUNCTION IF EXISTS bodemplaat_desk();")


class LockDeskTable(RunSQL):
    """As ``LockHandledTable`` for a table of cases at the desk, whose task may have another provider than claims have."""

    def __init__(self, table: str, handled: str) -> None:
        scope, whole, desk = (
            text.format(column="organisation_id") for text in (IN_SCOPE, IS_WHOLE, IS_SERVED_AT_DESK)
        )
        super().__init__(
            f"ALTER POLICY tenant ON {table} USING ({scope} AND ({desk} OR {handled}));",
            f"ALTER POLICY tenant ON {table} USING ({scope} AND ({whole} OR {handled}));",
        )


class LockHomeTable(RunSQL):
    """Narrow the policy of what a provider makes of its work for several customers: it is read by the provider alone.

    ``also`` is a condition, in SQL, on which others read a row; writing needs the organisation itself.
    """

    def __init__(self, table: str, also: str = "false") -> None:
        home, scope = (text.format(column="organisation_id") for text in (IS_HOME, IN_SCOPE))
        super().__init__(
            f"ALTER POLICY tenant ON {table} USING ({home} OR {also}) WITH CHECK ({home});",
            f"ALTER POLICY tenant ON {table} USING ({scope}) WITH CHECK ({scope});",
        )
