"""The second lock on each table of this room."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        LockTenantTable("claims_claimsettings"),
        LockTenantTable("claims_claimsettingshistory"),
        LockTenantTable("claims_claimkind"),
        LockTenantTable("claims_claimkindhistory"),
        LockTenantTable("claims_claimcounter"),
        LockTenantTable("claims_claim"),
        LockTenantTable("claims_claimhistory"),
        LockTenantTable("claims_claimline"),
        LockTenantTable("claims_claimlinehistory"),
        LockTenantTable("claims_lineevidence"),
        LockTenantTable("claims_claimstep"),
        LockTenantTable("claims_claimstephistory"),
        LockTenantTable("claims_claimevent"),
        LockTenantTable("claims_sample"),
        LockTenantTable("claims_sampleitem"),
        LockTenantTable("claims_sampleitemhistory"),
    ]
