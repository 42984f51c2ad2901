"""The second lock on the history of cost centres."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_cost_centres_have_history")]

    operations = [LockTenantTable("ledger_costcentrehistory")]
