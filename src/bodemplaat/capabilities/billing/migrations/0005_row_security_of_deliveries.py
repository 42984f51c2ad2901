"""The second lock: a customer reads which deliveries a line bills once its bill is released."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockTenantTable

OWN = IS_HOME.format(column="organisation_id")
CUSTOMER = f"(state = 'released' AND {IS_HOME.format(column='customer_id')})"


class Migration(migrations.Migration):
    dependencies = [("billing", "0004_what_was_delivered")]

    operations = [LockTenantTable("billing_billeddelivery", using=f"{OWN} OR {CUSTOMER}", check=OWN)]
