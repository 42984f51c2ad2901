"""The second lock: a contact is seen by its whole cooperation, and written by its own organisation."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IN_SCOPE, LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial"), ("organisations", "0007_provisions_locked_and_filled")]

    operations = [
        LockTenantTable(
            "contacts_contact",
            using=IN_SCOPE.format(column="organisation_id")
            + " OR "
            + IN_COOPERATION.format(column="cooperation_id"),
        ),
        LockTenantTable("contacts_contacthistory"),
    ]
