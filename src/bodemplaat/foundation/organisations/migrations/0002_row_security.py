"""The second lock on each table of this room."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IN_SCOPE, CreateScopeFunctions, LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        CreateScopeFunctions(),
        LockTenantTable(
            "organisations_organisation",
            using=IN_SCOPE.format(column="id")
            + " OR EXISTS (SELECT FROM organisations_membership m WHERE m.organisation_id = organisations_organisation.id"
            + " AND " + IN_COOPERATION.format(column="m.cooperation_id") + ")",
            check=IN_SCOPE.format(column="id"),
        ),
        LockTenantTable(
            "organisations_organisationhistory", using=IN_SCOPE.format(column="id"), check=IN_SCOPE.format(column="id")
        ),
        LockTenantTable(
            "organisations_cooperation",
            using=IN_COOPERATION.format(column="id"),
            check=IN_COOPERATION.format(column="id"),
        ),
        LockTenantTable(
            "organisations_membership",
            using=IN_SCOPE.format(column="organisation_id")
            + " OR " + IN_COOPERATION.format(column="cooperation_id"),
        ),
        LockTenantTable("organisations_unit"),
        LockTenantTable("organisations_person"),
        LockTenantTable("organisations_personhistory"),
        LockTenantTable("organisations_employment"),
        LockTenantTable("organisations_employmenthistory"),
    ]
