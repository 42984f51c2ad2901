"""The second lock on each table of this room: of an organisation that is seen partly only what one takes in oneself."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockDeskTable, LockTenantTable

OF_INVOICE = "EXISTS (SELECT FROM invoices_receivedinvoice i WHERE i.id = invoice_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("invoices", "0001_initial"),
        ("cases", "0009_locked_by_the_desk"),
    ]

    operations = [
        LockTenantTable("invoices_receivedinvoice"),
        LockDeskTable("invoices_receivedinvoice", IS_HOME.format(column="provider_id")),
        LockTenantTable("invoices_invoiceevent"),
        LockDeskTable("invoices_invoiceevent", OF_INVOICE),
    ]
