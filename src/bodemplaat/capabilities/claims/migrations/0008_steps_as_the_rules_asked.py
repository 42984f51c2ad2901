"""Open steps that were given to the fallback function ask again for whom the rules ask: who decides is worked out now.

The first version of a step, in its history, is the one that the rules asked for.
"""

from django.db import migrations

AS_ASKED = """
UPDATE claims_claimstep s
SET by = first.by, function = first.function
FROM (
    SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, by, function
    FROM claims_claimstephistory ORDER BY pgh_obj_id, pgh_id
) first
WHERE first.pgh_obj_id = s.id AND s.state = 'open' AND s.by = 'function'
    AND (first.by, first.function) IS DISTINCT FROM (s.by, s.function)
"""
WAS_TOLD = """
UPDATE claims_claimstep SET asked = ARRAY[assignee_id] WHERE state = 'open' AND assignee_id IS NOT NULL AND asked = '{}'
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_claimstep_asked")]

    operations = [
        migrations.RunSQL(AS_ASKED, migrations.RunSQL.noop),
        migrations.RunSQL(WAS_TOLD, migrations.RunSQL.noop),
    ]
