"""The second lock on each table of this room: partners in the cooperation read what is published, and write nothing."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IN_SCOPE, LockTenantTable

OWN = IN_SCOPE.format(column="organisation_id")
PARTNERS = IN_COOPERATION.format(column="cooperation_id")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        LockTenantTable(
            "catalogue_service",
            using=f"{OWN} OR ({PARTNERS} AND EXISTS (SELECT FROM catalogue_serviceversion v"
            " WHERE v.service_id = catalogue_service.id AND v.state IN ('published', 'ended')))",
            check=OWN,
        ),
        LockTenantTable(
            "catalogue_serviceversion",
            using=f"{OWN} OR (state IN ('published', 'ended') AND {PARTNERS})",
            check=OWN,
        ),
        LockTenantTable("catalogue_serviceversionhistory"),
    ]
