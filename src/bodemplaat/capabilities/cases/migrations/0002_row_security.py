"""The second lock on each table of this room, and the numbers of a provider, which a customer's request counts up."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import (
    IS_HOME,
    LockHandledTable,
    LockHomeTable,
    LockTenantTable,
)

OF_CASE = "EXISTS (SELECT FROM cases_case c WHERE c.id = case_id)"

# With the rights of the owner: a customer does not read what a provider counts. Only for a provider that works for somebody
# within reach, or is within reach itself.
NEXT_NUMBER = """
CREATE FUNCTION cases_next_number(provider uuid, of_year int) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
INSERT INTO cases_casecounter AS counter (id, organisation_id, year, last)
SELECT gen_random_uuid(), provider, of_year, 1
WHERE provider = ANY (bodemplaat_scope()) OR EXISTS (
    SELECT FROM organisations_provision p
    WHERE p.provider_id = provider AND p.organisation_id = ANY (bodemplaat_scope())
)
ON CONFLICT (organisation_id, year) DO UPDATE SET last = counter.last + 1
RETURNING last
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("organisations", "0007_provisions_locked_and_filled"),
    ]

    operations = [
        LockTenantTable("cases_casecounter"),
        LockHomeTable("cases_casecounter"),
        LockTenantTable("cases_case"),
        LockHandledTable("cases_case", IS_HOME.format(column="provider_id")),
        LockTenantTable("cases_caseevent"),
        LockHandledTable("cases_caseevent", OF_CASE),
        LockTenantTable("cases_casedocument"),
        LockHandledTable("cases_casedocument", OF_CASE),
        migrations.RunSQL(NEXT_NUMBER, "DROP FUNCTION cases_next_number(uuid, int)"),
    ]
