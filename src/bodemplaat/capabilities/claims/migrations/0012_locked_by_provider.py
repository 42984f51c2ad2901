"""Claims handed in until now get the provider of their organisation, and who left a customer sees only what it handled."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockHandledTable

FILL = """
UPDATE claims_claim c SET provider_id = p.provider_id FROM organisations_provision p
WHERE p.organisation_id = c.organisation_id AND p.task = 'expense_claims' AND p.valid_until IS NULL
  AND c.submitted_at IS NOT NULL
"""
HANDLED = IS_HOME.format(column="provider_id")
OF_CLAIM = "EXISTS (SELECT FROM claims_claim c WHERE c.id = claim_id)"
OF_LINE = "EXISTS (SELECT FROM claims_claimline l WHERE l.id = line_id)"


class Migration(migrations.Migration):
    dependencies = [("claims", "0011_provider"), ("organisations", "0007_provisions_locked_and_filled")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        LockHandledTable("claims_claim", HANDLED),
        LockHandledTable("claims_claimhistory", HANDLED),
        LockHandledTable("claims_claimline", OF_CLAIM),
        LockHandledTable("claims_claimlinehistory", OF_CLAIM),
        LockHandledTable("claims_lineevidence", OF_LINE),
        LockHandledTable("claims_struckevidence", OF_CLAIM),
        LockHandledTable("claims_claimstep", OF_CLAIM),
        LockHandledTable("claims_claimstephistory", OF_CLAIM),
        LockHandledTable("claims_claimevent", OF_CLAIM),
        LockHandledTable("claims_sample"),
        LockHandledTable("claims_sampleitem"),
        LockHandledTable("claims_sampleitemhistory"),
        LockHandledTable("claims_claimcounter"),
    ]
