"""The second lock on each table of this room: of an organisation that is seen partly only what one takes in oneself."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockHandledTable, LockTenantTable

OF_INVOICE = "EXISTS (SELECT FROM invoices_receivedinvoice i WHERE i.id = invoice_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("invoices", "0001_initial"),
        ("organisations", "0007_provisions_locked_and_filled"),
    ]

    operations = [
        LockTenantTable("invoices_receivedinvoice"),
        LockHandledTable("invoices_receivedinvoice", IS_HOME.format(column="provider_id")),
        LockTenantTable("invoices_invoiceevent"),
        LockHandledTable("invoices_invoiceevent", OF_INVOICE),
    ]
