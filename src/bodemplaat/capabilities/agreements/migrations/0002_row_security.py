"""The second lock, and days that do not overlap: a customer reads what was offered, members what holds for all."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IS_HOME, LockTenantTable

OWN = IS_HOME.format(column="organisation_id")
CUSTOMER = f"(state <> 'draft' AND {IS_HOME.format(column='customer_id')})"
MEMBERS = f"(published_at IS NOT NULL AND {IN_COOPERATION.format(column='cooperation_id')})"

NO_OVERLAP = """
ALTER TABLE agreements_agreement ADD CONSTRAINT signed_agreements_do_not_overlap EXCLUDE USING gist
    (organisation_id WITH =, customer_id WITH =, kind WITH =, daterange(valid_from, valid_until) WITH &&)
    WHERE (state = 'signed')
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial"), ("proposals", "0002_row_security")]

    operations = [
        LockTenantTable("agreements_agreement", using=f"{OWN} OR {CUSTOMER}", check=f"{OWN} OR {CUSTOMER}"),
        LockTenantTable(
            "agreements_agreementhistory", using=f"{OWN} OR {CUSTOMER}", check=f"{OWN} OR {CUSTOMER}"
        ),
        LockTenantTable("agreements_charter", using=f"{OWN} OR {MEMBERS}", check=OWN),
        LockTenantTable("agreements_charterhistory"),
        migrations.RunSQL(
            NO_OVERLAP, "ALTER TABLE agreements_agreement DROP CONSTRAINT signed_agreements_do_not_overlap"
        ),
    ]
