"""The second lock on rules: read by their organisation alone; for whoever works for it the platform reads them there."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("rules", "0001_initial")]

    operations = [LockTenantTable("rules_datedrule"), LockHomeTable("rules_datedrule")]
