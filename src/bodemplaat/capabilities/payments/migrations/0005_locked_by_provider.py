"""Who no longer pays for a customer sees of it only what it put in a batch of its own; batches are their provider's alone."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockHandledTable, LockHomeTable

# With the rights of the owner, or the policies of a batch and of its blocks would ask each other without end.
HANDLED = f"""
CREATE FUNCTION payments_handled(batch uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
SELECT EXISTS (SELECT FROM payments_batch b WHERE b.id = batch AND {IS_HOME.format(column="b.organisation_id")})
$$;
"""
IN_OWN_BATCH = "payments_handled(batch_id)"
# A statement tells of batches that an earlier provider sent: who reads it has to know that they were.
PAYS_FOR_CUSTOMER = "EXISTS (SELECT FROM payments_block p WHERE p.batch_id = payments_batch.id)"


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0004_locks_and_counts"),
        ("organisations", "0007_provisions_locked_and_filled"),
    ]

    operations = [
        migrations.RunSQL(HANDLED, "DROP FUNCTION payments_handled(uuid)"),
        LockHandledTable("payments_payment", IN_OWN_BATCH),
        LockHandledTable("payments_paymenthistory", IN_OWN_BATCH),
        LockHandledTable("payments_block", IN_OWN_BATCH),
        LockHandledTable("payments_statement"),
        LockHandledTable("payments_entry"),
        LockHomeTable("payments_batch", PAYS_FOR_CUSTOMER),
        LockHomeTable("payments_batchhistory"),
        LockHomeTable("payments_correction"),
        LockHomeTable("payments_correctionhistory"),
    ]
