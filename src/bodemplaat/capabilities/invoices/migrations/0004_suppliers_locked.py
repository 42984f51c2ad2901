"""The second lock on the register: as for invoices, of an organisation that is seen partly only what one keeps oneself."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockDeskTable, LockTenantTable

KEEPS = IS_HOME.format(column="provider_id")
OF_SUPPLIER = "EXISTS (SELECT FROM invoices_supplier s WHERE s.id = supplier_id)"


class Migration(migrations.Migration):
    dependencies = [("invoices", "0003_suppliers"), ("cases", "0009_locked_by_the_desk")]

    operations = [
        operation
        for table, handled in (
            ("invoices_supplier", KEEPS),
            ("invoices_supplierhistory", KEEPS),
            ("invoices_supplieraccount", OF_SUPPLIER),
            ("invoices_supplieraccounthistory", OF_SUPPLIER),
            ("invoices_waitingtime", KEEPS),
            ("invoices_waitingtimehistory", KEEPS),
        )
        for operation in (LockTenantTable(table), LockDeskTable(table, handled))
    ]
