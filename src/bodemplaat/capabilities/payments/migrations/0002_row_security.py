"""The second lock on each table of this room."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        LockTenantTable("payments_bankaccount"),
        LockTenantTable("payments_bankaccounthistory"),
        LockTenantTable("payments_batch"),
        LockTenantTable("payments_batchhistory"),
        LockTenantTable("payments_block"),
        LockTenantTable("payments_payment"),
        LockTenantTable("payments_paymenthistory"),
        LockTenantTable("payments_statement"),
        LockTenantTable("payments_entry"),
    ]
