"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class SalesConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.sales"
    label = "sales"

    def ready(self) -> None:
        """Say how long its records are kept, and how they are called."""
        sales = importlib.import_module("bodemplaat.capabilities.sales.retention").SALES
        importlib.import_module("bodemplaat.foundation.retention.api").register(sales)
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        imports.name_dependants(
            {
                "sales.salesinvoice": say("{count} {count:invoice of our own|invoices of our own}"),
                "sales.billingparty": say("{count} {count:customer|customers}"),
            }
        )
