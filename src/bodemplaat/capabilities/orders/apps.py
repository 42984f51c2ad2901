"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class OrdersConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.orders"
    label = "orders"

    def ready(self) -> None:
        """Say how long orders are kept and how they are called, and that what is approved is an obligation of the budget."""
        kinds = importlib.import_module("bodemplaat.capabilities.orders.retention").KINDS
        importlib.import_module("bodemplaat.foundation.retention.api").register(*kinds)
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        imports.name_dependants({"orders.order": say("{count} {count:order|orders}")})
        obliged = importlib.import_module("bodemplaat.capabilities.orders.queries.budget").obligations
        importlib.import_module("bodemplaat.capabilities.ledger.api").register_obligations("orders", obliged)
