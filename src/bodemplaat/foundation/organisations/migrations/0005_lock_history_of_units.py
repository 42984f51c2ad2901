"""The second lock on the history of units."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_units_have_days_and_people_numbers")]

    operations = [LockTenantTable("organisations_unithistory")]
