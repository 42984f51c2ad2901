"""When stored claims were handed in first: the earliest hand-in on the timeline, or else in their history."""

from django.db import migrations

FILL = """
UPDATE claims_claim c
SET first_submitted_at = LEAST(
    (SELECT min(e.at) FROM claims_claimevent e WHERE e.claim_id = c.id AND e.event = 'claim.submitted'),
    (SELECT min(h.submitted_at) FROM claims_claimhistory h WHERE h.pgh_obj_id = c.id),
    c.submitted_at
)
WHERE c.submitted_at IS NOT NULL AND c.first_submitted_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_first_submission")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
