"""The second lock on what is posted by itself, and which organisations keep books."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable

TABLES = ("ledger_postingaccount", "ledger_postingaccounthistory", "ledger_waitingfact")

# With the rights of the owner: who acts for a customer does not read its books. Only of organisations within reach.
KEEPING = """
CREATE FUNCTION ledger_keeping_books(organisations uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT DISTINCT organisation_id FROM ledger_financialyear
WHERE organisation_id = ANY (organisations) AND organisation_id = ANY (bodemplaat_scope())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_facts")]

    operations = [
        *(LockTenantTable(each) for each in TABLES),
        *(LockHomeTable(each) for each in TABLES),
        migrations.RunSQL(KEEPING, "DROP FUNCTION ledger_keeping_books(uuid[])"),
    ]
