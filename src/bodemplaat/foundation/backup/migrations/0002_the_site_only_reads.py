"""Only the owner of the tables says that a backup was made or set up; whoever else connects can only read it.

A policy and not a right taken away: what the application's role is called is not known here.
"""

from django.db import migrations

TABLES = ("backup_backupmade", "backup_restoration")


class Migration(migrations.Migration):
    dependencies = [("backup", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; CREATE POLICY seen ON {table} FOR SELECT USING (true);",
            f"DROP POLICY seen ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
        )
        for table in TABLES
    ]
