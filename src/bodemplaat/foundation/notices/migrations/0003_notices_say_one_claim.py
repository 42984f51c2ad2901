"""Notices that were stored with a text that the catalog no longer knows: they were read in English by everyone."""

from django.db import migrations

OLD = "No clerk of the service centre can decide: {count} claims waiting"
NEW = "No clerk of the service centre can decide: {count} {count:claim|claims} waiting"


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_row_security")]

    operations = [
        migrations.RunSQL(
            [("UPDATE notices_notice SET subject = %s WHERE subject = %s", [NEW, OLD])],
            [("UPDATE notices_notice SET subject = %s WHERE subject = %s", [OLD, NEW])],
        )
    ]
