"""The second lock on the budget and its rules: read by whoever keeps those books, as the books themselves."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable

TABLES = ("ledger_budgetamount", "ledger_budgetamounthistory", "ledger_budgetrule")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0014_budget")]

    operations = [*(LockTenantTable(each) for each in TABLES), *(LockHomeTable(each) for each in TABLES)]
