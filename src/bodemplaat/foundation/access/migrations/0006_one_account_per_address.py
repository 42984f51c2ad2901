"""An address is one account, in whatever capitals it is written."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Count
from django.db.models.functions import Lower


class TwoAccountsWithOneAddress(Exception):
    """Accounts stand that differ in capitals only; which of them goes on is for people to say."""


def check_addresses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Stop, naming them, where accounts differ in capitals only; nothing has been changed then."""
    users = apps.get_model("access", "User").objects.using(schema_editor.connection.alias)
    twice = users.annotate(bare=Lower("email")).values("bare").annotate(n=Count("id")).filter(n__gt=1)
    written = users.annotate(bare=Lower("email")).filter(bare__in=twice.values("bare")).order_by("bare", "id")
    found = [f"{address} (account {account})" for address, account in written.values_list("email", "id")]
    if found:
        raise TwoAccountsWithOneAddress(
            "These accounts differ in capitals only: "
            + ", ".join(found)
            + ". Give all but one of each another address (column email of access_user, and of account_emailaddress)"
            " or remove them, and migrate again. Nothing was changed."
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0005_clerks_at_work")]

    operations = [
        migrations.RunPython(check_addresses, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ),
    ]
