"""The second lock on each table of this room."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockTenantTable


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial"), ("access", "0009_accounts_can_be_shut")]

    operations = [
        LockTenantTable("webhooks_webhook"),
        LockTenantTable("webhooks_webhookhistory"),
        LockTenantTable("webhooks_webhooksecret"),
        LockTenantTable("webhooks_webhookdelivery"),
        LockTenantTable("webhooks_webhooktry"),
    ]
