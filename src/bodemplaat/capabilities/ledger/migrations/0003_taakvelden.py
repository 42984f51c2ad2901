"""The taakvelden of municipalities in the numbering of 2025, from the table beside the models.

Each row says where it was read and how surely; codes that ended before 2025 are not loaded.
"""

import csv
from datetime import date
from pathlib import Path

from django.db import migrations

TABLE = Path(__file__).resolve().parent.parent / "taakvelden.csv"


def load(apps, schema_editor):
    taakveld = apps.get_model("ledger", "Taakveld")
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    taakveld.objects.using(schema_editor.connection.alias).bulk_create(
        taakveld(
            code=row["code"],
            name=row["name"],
            position=position,
            valid_from=date.fromisoformat(row["valid_from"]),
            source=row["source"],
        )
        for position, row in enumerate(rows)
    )


def unload(apps, schema_editor):
    apps.get_model("ledger", "Taakveld").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_row_security")]

    operations = [migrations.RunPython(load, unload)]
