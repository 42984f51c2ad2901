"""The second lock on each table of this room: members of the cooperation read its cut, its seat alone writes it.

Consent is written by the customer that gives it.
"""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IN_SCOPE, LockTenantTable

OWN = IN_SCOPE.format(column="organisation_id")
SEEN = f"{OWN} OR {IN_COOPERATION.format(column='cooperation_id')}"


class Migration(migrations.Migration):
    dependencies = [("division", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        *(
            LockTenantTable(f"division_{table}", using=SEEN, check=OWN)
            for table in ("cutversion", "cutrow", "cutconsent")
        ),
        *(
            LockTenantTable(f"division_{table}history")
            for table in ("cutversion", "cutrow", "cutconsent")
        ),
    ]
