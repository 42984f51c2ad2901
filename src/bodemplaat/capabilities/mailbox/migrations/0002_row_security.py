"""The second lock on each table of this room, and for whom a message is, which is asked before anybody has entered."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHandledTable, LockHomeTable, LockTenantTable

OF_PROVIDER = ("mailbox_mailaddress", "mailbox_mailaddresshistory", "mailbox_mail")
OF_CASE = "EXISTS (SELECT FROM cases_case c WHERE c.id = case_id)"

# With the rights of the owner: the job that reads the mail has not entered yet. Ids only.
FUNCTIONS = """
CREATE FUNCTION mailbox_addressed(addresses text[]) RETURNS TABLE (provider uuid, address uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT a.organisation_id, a.id FROM mailbox_mailaddress a
WHERE a.ended_at IS NULL AND a.address = ANY (addresses) ORDER BY a.address
$$;
CREATE FUNCTION mailbox_cases(tokens text[]) RETURNS TABLE (provider uuid, "case" uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT c.provider_id, c.id FROM mailbox_thread t JOIN cases_case c ON c.id = t.case_id
WHERE t.token = ANY (tokens) ORDER BY c.id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mailbox", "0001_initial"),
        ("cases", "0002_row_security"),
    ]

    operations = [
        *(LockTenantTable(table) for table in OF_PROVIDER),
        *(LockHomeTable(table) for table in OF_PROVIDER),
        LockTenantTable("mailbox_thread"),
        LockHandledTable("mailbox_thread", OF_CASE),
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION mailbox_addressed(text[]); DROP FUNCTION mailbox_cases(text[]);"
        ),
    ]
