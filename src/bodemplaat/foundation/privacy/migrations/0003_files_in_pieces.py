"""The file of one's own data is kept in pieces: what is ready is cut, so that nobody loses a file that they asked for."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

CUT = """
INSERT INTO privacy_datarequestpiece (id, organisation_id, request_id, place, content)
SELECT gen_random_uuid(), r.organisation_id, r.id, n, substring(r.content FROM n * 1048576 + 1 FOR 1048576)
FROM privacy_datarequest r, LATERAL generate_series(0, (length(r.content) - 1) / 1048576) AS n
WHERE r.content IS NOT NULL;
UPDATE privacy_datarequest SET size = length(content) WHERE content IS NOT NULL;
"""
JOIN = """
UPDATE privacy_datarequest r SET content = (
    SELECT string_agg(p.content, ''::bytea ORDER BY p.place) FROM privacy_datarequestpiece p WHERE p.request_id = r.id
) WHERE r.ready_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_row_security")]

    operations = [
        migrations.CreateModel(
            name="DataRequestPiece",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("place", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="privacy.datarequest",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_manager_name": "records",
                "constraints": [models.UniqueConstraint(fields=("request", "place"), name="one_piece_at_a_place")],
            },
            managers=[("records", django.db.models.manager.Manager())],
        ),
        migrations.AddField("datarequest", "size", models.PositiveBigIntegerField(default=0, help_text="bytes of the file")),
        migrations.RunSQL(CUT, JOIN),
        migrations.RemoveField("datarequest", "content"),
    ]
