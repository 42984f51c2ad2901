"""The second lock on the table of evidence that was crossed out."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("claims", "0009_drafts_accounts_and_struck_evidence")]

    operations = [LockTenantTable("claims_struckevidence")]
