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

IN_SCOPE = "{column} = ANY ((SELECT bodemplaat_scope())::uuid[])"
IN_COOPERATION = "{column} = ANY ((SELECT bodemplaat_cooperations())::uuid[])"


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
