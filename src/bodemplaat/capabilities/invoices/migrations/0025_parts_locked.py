"""The second lock on the parts of an invoice: as for the invoice that they are of."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockDeskTable, LockTenantTable

OF_INVOICE = "EXISTS (SELECT FROM invoices_receivedinvoice i WHERE i.id = invoice_id)"


class Migration(migrations.Migration):
    dependencies = [("invoices", "0024_parts_of_invoices"), ("cases", "0009_locked_by_the_desk")]

    operations = [
        operation
        for table in ("invoices_paymentpart", "invoices_paymentparthistory")
        for operation in (LockTenantTable(table), LockDeskTable(table, OF_INVOICE))
    ]
