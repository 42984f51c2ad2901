"""An organisation shuts an account for its own part: nobody acts as that person, and its clerks do not count it."""

from django.db import migrations, models

BEFORE = """
CREATE OR REPLACE FUNCTION access_assignments(account bigint, on_day date)
RETURNS TABLE (
    assignment_id uuid, role varchar, organisation_id uuid, organisation_name varchar,
    person_id uuid, person_name varchar, theme varchar, scope uuid[], partly uuid[], cooperations uuid[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH mine AS (
    SELECT a.id, a.role, a.organisation_id, o.name AS organisation_name, p.id AS person_id, p.name AS person_name,
        o.theme, access_task_of(a.role) AS task
    FROM access_personalaccount pa
    JOIN organisations_person p ON p.id = pa.person_id
    JOIN access_roleassignment a ON a.person_id = p.id
    JOIN organisations_organisation o ON o.id = a.organisation_id
    WHERE pa.user_id = account AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
), provided AS (
    SELECT mine.id, p.organisation_id AS customer, bool_or(p.valid_until IS NULL OR p.valid_until > on_day) AS now
    FROM mine JOIN organisations_provision p ON p.provider_id = mine.organisation_id AND p.task = mine.task
    WHERE p.valid_from <= on_day
      AND (p.valid_until IS NULL OR p.valid_until > on_day OR p.finishes_open OR p.reads_earlier)
    GROUP BY mine.id, p.organisation_id
)
SELECT mine.id, mine.role, mine.organisation_id, mine.organisation_name, mine.person_id, mine.person_name,
    mine.theme,
    array_prepend(mine.organisation_id, ARRAY(
        SELECT customer FROM provided WHERE provided.id = mine.id AND customer <> mine.organisation_id
    )),
    ARRAY(
        SELECT customer FROM provided WHERE provided.id = mine.id AND NOT now
        UNION SELECT mine.organisation_id WHERE mine.task IS NOT NULL AND NOT EXISTS (
            SELECT FROM provided WHERE provided.id = mine.id AND customer = mine.organisation_id AND now
        )
    ),
    ARRAY(
        SELECT DISTINCT m.cooperation_id FROM organisations_membership m
        WHERE m.organisation_id = mine.organisation_id
          AND m.valid_from <= on_day AND (m.valid_until IS NULL OR m.valid_until > on_day)
    )
FROM mine
$$;

CREATE OR REPLACE FUNCTION access_clerks(on_day date)
RETURNS TABLE (organisation_id uuid, provider_id uuid, person_id uuid, same uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT served.organisation_id, served.provider_id, a.person_id, ARRAY(
        SELECT other.person_id FROM access_personalaccount own JOIN access_personalaccount other USING (user_id)
        WHERE own.person_id = a.person_id
        UNION SELECT a.person_id
    )
FROM (
    SELECT DISTINCT p.organisation_id, p.provider_id FROM organisations_provision p
    WHERE p.task = 'expense_claims' AND p.organisation_id = ANY (bodemplaat_scope()) AND p.valid_from <= on_day
      AND (p.valid_until IS NULL OR p.valid_until > on_day OR p.finishes_open)
) AS served
JOIN access_roleassignment a ON a.organisation_id = served.provider_id AND a.role = 'ssc_clerk'
    AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
WHERE NOT EXISTS (
        SELECT FROM organisations_employment job
        WHERE job.person_id = a.person_id AND job.valid_from <= on_day AND job.valid_until <= on_day
    ) OR EXISTS (
        SELECT FROM organisations_employment job
        WHERE job.person_id = a.person_id AND job.valid_from <= on_day
          AND (job.valid_until IS NULL OR job.valid_until > on_day)
    )
$$;
"""

OPEN_ONLY = """
CREATE OR REPLACE FUNCTION access_assignments(account bigint, on_day date)
RETURNS TABLE (
    assignment_id uuid, role varchar, organisation_id uuid, organisation_name varchar,
    person_id uuid, person_name varchar, theme varchar, scope uuid[], partly uuid[], cooperations uuid[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH mine AS (
    SELECT a.id, a.role, a.organisation_id, o.name AS organisation_name, p.id AS person_id, p.name AS person_name,
        o.theme, access_task_of(a.role) AS task
    FROM access_personalaccount pa
    JOIN organisations_person p ON p.id = pa.person_id
    JOIN access_roleassignment a ON a.person_id = p.id
    JOIN organisations_organisation o ON o.id = a.organisation_id
    WHERE pa.user_id = account AND pa.shut_at IS NULL AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
), provided AS (
    SELECT mine.id, p.organisation_id AS customer, bool_or(p.valid_until IS NULL OR p.valid_until > on_day) AS now
    FROM mine JOIN organisations_provision p ON p.provider_id = mine.organisation_id AND p.task = mine.task
    WHERE p.valid_from <= on_day
      AND (p.valid_until IS NULL OR p.valid_until > on_day OR p.finishes_open OR p.reads_earlier)
    GROUP BY mine.id, p.organisation_id
)
SELECT mine.id, mine.role, mine.organisation_id, mine.organisation_name, mine.person_id, mine.person_name,
    mine.theme,
    array_prepend(mine.organisation_id, ARRAY(
        SELECT customer FROM provided WHERE provided.id = mine.id AND customer <> mine.organisation_id
    )),
    ARRAY(
        SELECT customer FROM provided WHERE provided.id = mine.id AND NOT now
        UNION SELECT mine.organisation_id WHERE mine.task IS NOT NULL AND NOT EXISTS (
            SELECT FROM provided WHERE provided.id = mine.id AND customer = mine.organisation_id AND now
        )
    ),
    ARRAY(
        SELECT DISTINCT m.cooperation_id FROM organisations_membership m
        WHERE m.organisation_id = mine.organisation_id
          AND m.valid_from <= on_day AND (m.valid_until IS NULL OR m.valid_until > on_day)
    )
FROM mine
$$;

CREATE OR REPLACE FUNCTION access_clerks(on_day date)
RETURNS TABLE (organisation_id uuid, provider_id uuid, person_id uuid, same uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT served.organisation_id, served.provider_id, a.person_id, ARRAY(
        SELECT other.person_id FROM access_personalaccount own JOIN access_personalaccount other USING (user_id)
        WHERE own.person_id = a.person_id
        UNION SELECT a.person_id
    )
FROM (
    SELECT DISTINCT p.organisation_id, p.provider_id FROM organisations_provision p
    WHERE p.task = 'expense_claims' AND p.organisation_id = ANY (bodemplaat_scope()) AND p.valid_from <= on_day
      AND (p.valid_until IS NULL OR p.valid_until > on_day OR p.finishes_open)
) AS served
JOIN access_roleassignment a ON a.organisation_id = served.provider_id AND a.role = 'ssc_clerk'
    AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
WHERE NOT EXISTS (
        SELECT FROM access_personalaccount own WHERE own.person_id = a.person_id AND own.shut_at IS NOT NULL
    ) AND (NOT EXISTS (
        SELECT FROM organisations_employment job
        WHERE job.person_id = a.person_id AND job.valid_from <= on_day AND job.valid_until <= on_day
    ) OR EXISTS (
        SELECT FROM organisations_employment job
        WHERE job.person_id = a.person_id AND job.valid_from <= on_day
          AND (job.valid_until IS NULL OR job.valid_until > on_day)
    ))
$$;

CREATE FUNCTION access_open_at_others(account bigint, but uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT EXISTS (
    SELECT FROM access_personalaccount WHERE user_id = account AND shut_at IS NULL AND organisation_id <> but
)
$$;

CREATE FUNCTION access_known_to_others(account bigint, but uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT EXISTS (SELECT FROM access_personalaccount WHERE user_id = account AND organisation_id <> but)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_organisations_with_a_role")]

    operations = [
        migrations.AddField("personalaccount", "shut_at", models.DateTimeField(
            blank=True, help_text="since when nobody can act as this person; empty while it is open", null=True
        )),
        migrations.AddField("user", "is_shut", models.BooleanField(
            default=False, help_text="not active because every organisation that it signs in for has shut it"
        )),
        migrations.AddField("user", "sign_outs", models.PositiveIntegerField(
            default=0, help_text="how many times all sessions of this account were ended at once"
        )),
        migrations.RunSQL(
            OPEN_ONLY,
            "DROP FUNCTION access_known_to_others(bigint, uuid); DROP FUNCTION access_open_at_others(bigint, uuid);" + BEFORE,
        ),
    ]
