"""The second lock on lines of invoices that were compared with orders: as for the invoice."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import LockDeskTable, LockTenantTable

OF_INVOICE = "EXISTS (SELECT FROM invoices_receivedinvoice i WHERE i.id = invoice_id)"


class Migration(migrations.Migration):
    dependencies = [("invoices", "0022_matched_with_orders"), ("cases", "0009_locked_by_the_desk")]

    operations = [
        LockTenantTable("invoices_matchedline"),
        LockDeskTable("invoices_matchedline", OF_INVOICE),
    ]
