"""The second lock on each table of this room: partners in the cooperation read when a provider is open, and write nothing."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IN_SCOPE, LockTenantTable

OWN = IN_SCOPE.format(column="organisation_id")
PARTNERS = IN_COOPERATION.format(column="cooperation_id")


class Migration(migrations.Migration):
    dependencies = [("clock", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        LockTenantTable("clock_openingweek", using=f"{OWN} OR {PARTNERS}", check=OWN),
        LockTenantTable("clock_specialday", using=f"{OWN} OR {PARTNERS}", check=OWN),
        LockTenantTable("clock_openingweekhistory"),
        LockTenantTable("clock_specialdayhistory"),
    ]
