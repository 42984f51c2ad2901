"""Closed cases had the longest term of a request, whatever their service says: they get their date anew from the worker."""

from django.db import migrations

ANEW = """
DELETE FROM retention_keeping WHERE kind = 'cases' AND hold_id IS NULL AND proposal_id IS NULL;
INSERT INTO procrastinate_jobs (queue_name, task_name, args)
SELECT 'outbox', 'retention.nightly', jsonb_build_object('timestamp', floor(extract(epoch FROM now())))
WHERE EXISTS (SELECT FROM organisations_organisation)
AND NOT EXISTS (SELECT FROM procrastinate_jobs WHERE task_name = 'retention.nightly' AND status = 'todo');
"""


class Migration(migrations.Migration):
    dependencies = [("retention", "0004_own_terms")]

    operations = [migrations.RunSQL(ANEW, migrations.RunSQL.noop)]
