"""What a clerk and a contract manager reach follows from every desk of a customer; whole is whoever has all of them."""

from django.db import migrations

DESK_TASKS = """
CREATE FUNCTION access_desk_tasks_of(role varchar) RETURNS varchar[] LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN role IN ('ssc_clerk', 'contract_manager')
    THEN ARRAY['desk', 'desk_personnel', 'desk_finance', 'desk_ict']::varchar[]
    ELSE ARRAY[access_task_of(role)] END
$$;
"""

BY_EVERY_DESK = """
CREATE OR REPLACE FUNCTION access_assignments(account bigint, on_day date)
RETURNS TABLE (
    assignment_id uuid, role varchar, organisation_id uuid, organisation_name varchar,
    person_id uuid, person_name varchar, theme varchar, scope uuid[], partly uuid[], desk_partly uuid[], cooperations uuid[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH mine AS (
    SELECT a.id, a.role, a.organisation_id, o.name AS organisation_name, p.id AS person_id, p.name AS person_name,
        o.theme, access_task_of(a.role) AS task, access_desk_tasks_of(a.role) AS desk_tasks
    FROM access_personalaccount pa
    JOIN organisations_person p ON p.id = pa.person_id
    JOIN access_roleassignment a ON a.person_id = p.id
    JOIN organisations_organisation o ON o.id = a.organisation_id
    WHERE pa.user_id = account AND pa.shut_at IS NULL AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
), begun AS (
    SELECT mine.id, p.organisation_id AS customer,
        bool_or(p.task = mine.task AND (p.valid_until IS NULL OR p.valid_until > on_day)) AS now,
        bool_or(p.task = ANY (mine.desk_tasks) AND (p.valid_until IS NULL OR p.valid_until > on_day)) AS desk_now
    FROM mine JOIN organisations_provision p
        ON p.provider_id = mine.organisation_id AND (p.task = mine.task OR p.task = ANY (mine.desk_tasks))
    WHERE p.valid_from <= on_day
      AND (p.valid_until IS NULL OR p.valid_until > on_day OR p.finishes_open OR p.reads_earlier)
    GROUP BY mine.id, p.organisation_id
), provided AS (
    SELECT begun.id, customer, now, desk_now AND NOT EXISTS (
        SELECT FROM organisations_provision other
        WHERE other.organisation_id = customer AND other.task = ANY (mine.desk_tasks)
          AND other.provider_id <> mine.organisation_id AND other.valid_from <= on_day
          AND (other.valid_until IS NULL OR other.valid_until > on_day)
    ) AS desk_now
    FROM begun JOIN mine USING (id)
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
        SELECT customer FROM provided WHERE provided.id = mine.id AND NOT desk_now
        UNION SELECT mine.organisation_id WHERE mine.task IS NOT NULL AND NOT EXISTS (
            SELECT FROM provided WHERE provided.id = mine.id AND customer = mine.organisation_id AND desk_now
        )
    ),
    ARRAY(
        SELECT DISTINCT m.cooperation_id FROM organisations_membership m
        WHERE m.organisation_id = mine.organisation_id
          AND m.valid_from <= on_day AND (m.valid_until IS NULL OR m.valid_until > on_day)
    )
FROM mine
$$;
"""

BY_ONE_DESK = """
CREATE OR REPLACE FUNCTION access_assignments(account bigint, on_day date)
RETURNS TABLE (
    assignment_id uuid, role varchar, organisation_id uuid, organisation_name varchar,
    person_id uuid, person_name varchar, theme varchar, scope uuid[], partly uuid[], desk_partly uuid[], cooperations uuid[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH mine AS (
    SELECT a.id, a.role, a.organisation_id, o.name AS organisation_name, p.id AS person_id, p.name AS person_name,
        o.theme, access_task_of(a.role) AS task, access_desk_task_of(a.role) AS desk_task
    FROM access_personalaccount pa
    JOIN organisations_person p ON p.id = pa.person_id
    JOIN access_roleassignment a ON a.person_id = p.id
    JOIN organisations_organisation o ON o.id = a.organisation_id
    WHERE pa.user_id = account AND pa.shut_at IS NULL AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until > on_day)
), provided AS (
    SELECT mine.id, p.organisation_id AS customer,
        bool_or(p.task = mine.task AND (p.valid_until IS NULL OR p.valid_until > on_day)) AS now,
        bool_or(p.task = mine.desk_task AND (p.valid_until IS NULL OR p.valid_until > on_day)) AS desk_now
    FROM mine JOIN organisations_provision p ON p.provider_id = mine.organisation_id AND p.task IN (mine.task, mine.desk_task)
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
        SELECT customer FROM provided WHERE provided.id = mine.id AND NOT desk_now
        UNION SELECT mine.organisation_id WHERE mine.task IS NOT NULL AND NOT EXISTS (
            SELECT FROM provided WHERE provided.id = mine.id AND customer = mine.organisation_id AND desk_now
        )
    ),
    ARRAY(
        SELECT DISTINCT m.cooperation_id FROM organisations_membership m
        WHERE m.organisation_id = mine.organisation_id
          AND m.valid_from <= on_day AND (m.valid_until IS NULL OR m.valid_until > on_day)
    )
FROM mine
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0013_own_provider_security"),
        ("organisations", "0019_a_list_may_have_a_desk_of_its_own"),
    ]

    operations = [
        migrations.RunSQL(DESK_TASKS, "DROP FUNCTION access_desk_tasks_of(varchar)"),
        migrations.RunSQL(BY_EVERY_DESK, BY_ONE_DESK),
    ]
