"""The second lock: a run is the provider's own; a customer reads its own bills and their lines once they are released."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockHomeTable, LockTenantTable

OWN = IS_HOME.format(column="organisation_id")
CUSTOMER = f"(state = 'released' AND {IS_HOME.format(column='customer_id')})"
HOME = ("vattreatment", "vattreatmenthistory", "billingrun")


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial"), ("proposals", "0002_row_security")]

    operations = [
        *(LockTenantTable(f"billing_{table}") for table in HOME),
        *(LockHomeTable(f"billing_{table}") for table in HOME),
        LockTenantTable("billing_bill", using=f"{OWN} OR {CUSTOMER}", check=OWN),
        LockTenantTable("billing_billrow", using=f"{OWN} OR {CUSTOMER}", check=OWN),
    ]
