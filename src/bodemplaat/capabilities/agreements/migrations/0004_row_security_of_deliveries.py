"""The second lock: what was handed over is of both sides, and of nobody else."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockTenantTable

BOTH = f"{IS_HOME.format(column='organisation_id')} OR {IS_HOME.format(column='customer_id')}"


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_what_is_delivered")]

    operations = [
        LockTenantTable("agreements_handover", using=BOTH, check=BOTH),
        LockTenantTable("agreements_handoverhistory", using=BOTH, check=BOTH),
    ]
