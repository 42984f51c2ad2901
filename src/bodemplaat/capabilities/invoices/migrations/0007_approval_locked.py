"""The second lock on coding and approval: as for the invoice that they are of."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockDeskTable, LockTenantTable

OF_INVOICE = "EXISTS (SELECT FROM invoices_receivedinvoice i WHERE i.id = invoice_id)"


class Migration(migrations.Migration):
    dependencies = [("invoices", "0006_approval"), ("cases", "0009_locked_by_the_desk")]

    operations = [
        operation
        for table in ("invoices_codedline", "invoices_invoicestep", "invoices_invoicestephistory")
        for operation in (LockTenantTable(table), LockDeskTable(table, OF_INVOICE))
    ]
