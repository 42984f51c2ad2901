"""The second lock on each table of this room: of an organisation that is seen partly only what one writes oneself."""

from django.db import migrations

from bodemplaat.foundation.tenancy.row_security import IS_HOME, LockDeskTable, LockTenantTable

OF_ORDER = "EXISTS (SELECT FROM orders_order o WHERE o.id = order_id)"
OF_RECEIPT = "EXISTS (SELECT FROM orders_receipt r WHERE r.id = receipt_id)"


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial"), ("cases", "0009_locked_by_the_desk")]

    operations = [
        LockTenantTable("orders_ordercount"),
        *(
            operation
            for table, handled in (
                ("orders_order", IS_HOME.format(column="provider_id")),
                ("orders_orderhistory", IS_HOME.format(column="provider_id")),
                ("orders_orderline", OF_ORDER),
                ("orders_orderstep", OF_ORDER),
                ("orders_orderstephistory", OF_ORDER),
                ("orders_orderevent", OF_ORDER),
                ("orders_receipt", OF_ORDER),
                ("orders_receivedline", OF_RECEIPT),
            )
            for operation in (LockTenantTable(table), LockDeskTable(table, handled))
        ),
    ]
