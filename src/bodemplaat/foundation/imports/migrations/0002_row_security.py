"""The second lock on each table of this room."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        LockTenantTable("imports_import"),
        LockTenantTable("imports_importchange"),
    ]
