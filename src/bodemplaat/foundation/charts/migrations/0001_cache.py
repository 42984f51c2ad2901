"""The table that drawn pictures are kept in, apart from the counters of sign-in."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(
            "CREATE TABLE charts_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL);"
            "CREATE INDEX charts_cache_expires ON charts_cache (expires)",
            "DROP TABLE charts_cache",
        ),
    ]
