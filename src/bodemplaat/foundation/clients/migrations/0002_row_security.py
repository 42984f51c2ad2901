"""The second lock on each table of this room."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockHomeTable, LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial"), ("access", "0009_accounts_can_be_shut")]

    operations = [
        LockTenantTable("clients_client"),
        LockTenantTable("clients_clienthistory"),
        LockTenantTable("clients_clientsecret"),
        LockTenantTable("clients_scopeproposal"),
        LockHomeTable("clients_scopeproposal"),
        LockTenantTable("clients_clientrefusal"),
        LockTenantTable("clients_clientanswer"),
    ]
