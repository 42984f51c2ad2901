"""The second lock on the pieces of files: an organisation's own, not of those that work for it."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_files_in_pieces")]

    operations = [LockTenantTable("privacy_datarequestpiece"), LockHomeTable("privacy_datarequestpiece")]
