"""The second lock on invoices of our own, and numbers without gaps whoever writes them, by whatever statement."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable

TABLES = ("billingparty", "billingpartyhistory", "salescount", "salesinvoice")

# At the end of the transaction, with the rights of the owner: a file that is put back holds its rows in any order.
WITHOUT_GAPS = """
CREATE FUNCTION sales_numbers_without_gaps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.sequence > 1 AND NOT EXISTS (
        SELECT FROM sales_salesinvoice i
        WHERE i.organisation_id = NEW.organisation_id AND i.year = NEW.year AND i.sequence = NEW.sequence - 1
    ) THEN
        RAISE check_violation USING CONSTRAINT = 'sales_numbers_without_gaps',
            MESSAGE = 'the invoices of a year are numbered without gaps';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER numbers_without_gaps AFTER INSERT OR UPDATE ON sales_salesinvoice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sales_numbers_without_gaps();
"""
BACK = "DROP TRIGGER numbers_without_gaps ON sales_salesinvoice; DROP FUNCTION sales_numbers_without_gaps();"


class Migration(migrations.Migration):
    dependencies = [("sales", "0001_initial"), ("organisations", "0016_organisations_change_from_a_day")]

    operations = [
        *(LockTenantTable(f"sales_{table}") for table in TABLES),
        *(LockHomeTable(f"sales_{table}") for table in TABLES),
        migrations.RunSQL(WITHOUT_GAPS, BACK),
    ]
