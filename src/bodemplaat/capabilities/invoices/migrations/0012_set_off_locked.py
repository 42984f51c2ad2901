"""The second lock on what is set off: as for the invoice that it is taken off."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockDeskTable, LockTenantTable

OF_INVOICE = "EXISTS (SELECT FROM invoices_receivedinvoice i WHERE i.id = invoice_id)"


class Migration(migrations.Migration):
    dependencies = [("invoices", "0011_set_off"), ("cases", "0009_locked_by_the_desk")]

    operations = [
        LockTenantTable("invoices_setoff"),
        LockDeskTable("invoices_setoff", OF_INVOICE),
    ]
