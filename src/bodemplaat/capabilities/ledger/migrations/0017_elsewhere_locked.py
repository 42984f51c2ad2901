"""The second lock on what is handed over to books elsewhere: read by whoever keeps the books here, as the books themselves."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable

TABLES = ("ledger_accountelsewhere", "ledger_accountelsewherehistory", "ledger_entryelsewhere")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0016_elsewhere")]

    operations = [*(LockTenantTable(each) for each in TABLES), *(LockHomeTable(each) for each in TABLES)]
