"""Whatever closed before there were terms gets its date from the worker, as soon as it starts: by the same rules as later."""

from django.db import migrations

MARK = """
INSERT INTO procrastinate_jobs (queue_name, task_name, args)
SELECT 'outbox', 'retention.nightly', jsonb_build_object('timestamp', floor(extract(epoch FROM now())))
WHERE EXISTS (SELECT FROM organisations_organisation)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("retention", "0002_row_security"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
