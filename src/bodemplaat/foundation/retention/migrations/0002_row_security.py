"""The second lock on each table of this room, and whom the platform works for at night."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable

TABLES = (
    "retention_hold",
    "retention_holdhistory",
    "retention_destructionproposal",
    "retention_destructionproposalhistory",
    "retention_keeping",
    "retention_certificate",
)

# With the rights of the owner: the nightly job has not entered yet. Ids only.
FUNCTIONS = """
CREATE FUNCTION retention_organisations() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT id FROM organisations_organisation ORDER BY 1
$$;
CREATE FUNCTION retention_partners(own uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT other.organisation_id FROM organisations_membership mine JOIN organisations_membership other USING (cooperation_id)
WHERE mine.organisation_id = own
UNION SELECT provider_id FROM organisations_provision WHERE organisation_id = own
UNION SELECT organisation_id FROM organisations_provision WHERE provider_id = own
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0001_initial"),
        ("organisations", "0008_cooperations_have_a_variant_and_a_seat"),
    ]

    operations = [
        *(LockTenantTable(table) for table in TABLES),
        *(LockHomeTable(table) for table in TABLES),
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION retention_organisations(); DROP FUNCTION retention_partners(uuid);"
        ),
    ]
