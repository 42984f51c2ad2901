"""The second lock on each table of this room: an organisation's own, not of those that work for it."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable

TABLES = ("privacy_datarequest", "privacy_correctionrequest")


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
        ("organisations", "0008_cooperations_have_a_variant_and_a_seat"),
    ]

    operations = [
        *(LockTenantTable(table) for table in TABLES),
        *(LockHomeTable(table) for table in TABLES),
    ]
