"""The second lock on each table of this room, the question before it, and the counters of sign-in."""

from pathlib import Path

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable

ACCESS_ASSIGNMENTS = Path(__file__).with_name("access_assignments.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        LockTenantTable("access_personalaccount"),
        LockTenantTable("access_roleassignment"),
        LockTenantTable("access_roleassignmenthistory"),
        LockTenantTable("access_functionassignment"),
        LockTenantTable("access_functionassignmenthistory"),
        LockTenantTable("access_substitution"),
        LockTenantTable("access_substitutionhistory"),
        migrations.RunSQL(ACCESS_ASSIGNMENTS, "DROP FUNCTION access_assignments(bigint, date)"),
        migrations.RunSQL(
            "CREATE TABLE access_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL);"
            "CREATE INDEX access_cache_expires ON access_cache (expires)",
            "DROP TABLE access_cache",
        ),
    ]
