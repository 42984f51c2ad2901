"""What a role reaches follows from the tasks that its organisation provides, per customer and day."""

from django.db import migrations

BY_TASK = """
CREATE FUNCTION access_task_of(role varchar) RETURNS varchar LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN role IN ('ssc_clerk', 'contract_manager') THEN 'expense_claims' WHEN role = 'ssc_payer' THEN 'payments' END
$$;

DROP FUNCTION access_assignments(bigint, date);
CREATE FUNCTION access_assignments(account bigint, on_day date)
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

DROP FUNCTION access_clerks(date);
CREATE FUNCTION access_clerks(on_day date)
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


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_one_account_per_address"),
        ("organisations", "0007_provisions_locked_and_filled"),
    ]

    operations = [migrations.RunSQL(BY_TASK)]
