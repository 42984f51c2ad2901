"""The second lock on the closing of a year: read by whoever keeps those books, as the books themselves."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_year_closing"), ("organisations", "0018_who_changed_an_account")]

    operations = [LockTenantTable("ledger_yearclosing"), LockHomeTable("ledger_yearclosing")]
