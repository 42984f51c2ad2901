"""The second lock on corrections, and how many payments the amounts settled that were read before."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable

COVERS = """
UPDATE payments_entry SET covers = payments_block.count
FROM payments_block WHERE payments_block.id = payments_entry.block_id
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_bank_answers")]

    operations = [
        LockTenantTable("payments_correction"),
        LockTenantTable("payments_correctionhistory"),
        migrations.RunSQL(COVERS, migrations.RunSQL.noop),
    ]
