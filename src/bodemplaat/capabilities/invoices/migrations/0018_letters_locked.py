"""The second lock on what suppliers wrote: as for the invoice that it stands with."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockDeskTable, LockTenantTable

OF_INVOICE = "EXISTS (SELECT FROM invoices_receivedinvoice i WHERE i.id = invoice_id)"


class Migration(migrations.Migration):
    dependencies = [("invoices", "0017_letters_of_suppliers"), ("cases", "0009_locked_by_the_desk")]

    operations = [
        LockTenantTable("invoices_supplierletter"),
        LockDeskTable("invoices_supplierletter", OF_INVOICE),
    ]
