"""The second lock: either party reads and decides; what was decided is read with its proposal and written at home."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockTenantTable

EITHER = f"{IS_HOME.format(column='organisation_id')} OR {IS_HOME.format(column='partner_id')}"
OWN = IS_HOME.format(column="organisation_id")
WITH_ITS_PROPOSAL = "EXISTS (SELECT FROM proposals_proposal p WHERE p.id = proposal_id)"


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial"), ("organisations", "0007_provisions_locked_and_filled")]

    operations = [
        LockTenantTable("proposals_proposal", using=EITHER, check=EITHER),
        LockTenantTable("proposals_proposalhistory", using=EITHER, check=EITHER),
        LockTenantTable("proposals_decision", using=WITH_ITS_PROPOSAL, check=OWN),
    ]
