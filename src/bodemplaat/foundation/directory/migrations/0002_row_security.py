"""The second lock on each table of this room."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("access", "0009_accounts_can_be_shut")]

    operations = [
        LockTenantTable("directory_connection"),
        LockTenantTable("directory_secret"),
        LockTenantTable("directory_directoryperson"),
        LockTenantTable("directory_directorygroup"),
        LockTenantTable("directory_directorymember"),
        LockTenantTable("directory_directoryrefusal"),
    ]
