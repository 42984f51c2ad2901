"""The second lock: that a case was rated is for the requester's own organisation; what was thought of it both sides count."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockTenantTable

HOME = IS_HOME.format(column="organisation_id")
EITHER = f"{HOME} OR {IS_HOME.format(column='provider_id')}"


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_what_people_thought")]

    operations = [
        LockTenantTable("cases_caserated", using=HOME, check=HOME),
        LockTenantTable("cases_opinion", using=EITHER, check=HOME),
    ]
