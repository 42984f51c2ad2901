"""The second lock on each table of this room: partners in a cooperation read what is shared with it, and write nothing."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IN_COOPERATION, IN_SCOPE, LockTenantTable

OWN = IN_SCOPE.format(column="organisation_id")
SHARED = "archived_at IS NULL AND " + IN_COOPERATION.format(column="shared_with_id")


class Migration(migrations.Migration):
    dependencies = [("model_files", "0001_initial"), ("organisations", "0002_row_security")]

    operations = [
        LockTenantTable("model_files_modelfile", using=f"{OWN} OR ({SHARED})", check=OWN),
        LockTenantTable("model_files_modelfilehistory"),
        LockTenantTable(
            "model_files_modelversion",
            using=f"{OWN} OR EXISTS (SELECT FROM model_files_modelfile f"
            " WHERE f.id = model_files_modelversion.file_id AND f.archived_at IS NULL AND "
            + IN_COOPERATION.format(column="f.shared_with_id")
            + ")",
            check=OWN,
        ),
        LockTenantTable("model_files_handedin"),
        LockTenantTable("model_files_outcome"),
    ]
