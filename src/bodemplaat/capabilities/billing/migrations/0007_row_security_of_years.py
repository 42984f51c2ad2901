"""The second lock: years, their costs and decisions are the provider's own; a customer reads its own shares once they are adopted."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockHomeTable, LockTenantTable

OWN = IS_HOME.format(column="organisation_id")
CUSTOMER = f"(state = 'released' AND {IS_HOME.format(column='customer_id')})"
HOME = ("yearsettlement", "yearsettlementhistory", "actualcost", "actualcosthistory", "yeardecision")


class Migration(migrations.Migration):
    dependencies = [("billing", "0006_years")]

    operations = [
        *(LockTenantTable(f"billing_{table}") for table in HOME),
        *(LockHomeTable(f"billing_{table}") for table in HOME),
        LockTenantTable("billing_yearshare", using=f"{OWN} OR {CUSTOMER}", check=OWN),
    ]
