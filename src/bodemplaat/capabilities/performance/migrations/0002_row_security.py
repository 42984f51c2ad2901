"""The second lock: provider and customer read a report; the provider writes it."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockTenantTable

OWN = IS_HOME.format(column="organisation_id")
EITHER = f"{OWN} OR {IS_HOME.format(column='customer_id')}"


class Migration(migrations.Migration):
    dependencies = [
        ("performance", "0001_initial"),
        ("organisations", "0007_provisions_locked_and_filled"),
    ]

    operations = [LockTenantTable("performance_performancereport", using=EITHER, check=OWN)]
