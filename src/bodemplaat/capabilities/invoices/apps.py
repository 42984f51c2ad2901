"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class InvoicesConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.invoices"
    label = "invoices"

    def ready(self) -> None:
        """Say how long its records are kept, and how they are called."""
        invoices = importlib.import_module("bodemplaat.capabilities.invoices.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").register(*invoices.KINDS)
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        imports.name_dependants({"invoices.receivedinvoice": say("{count} {count:invoice|invoices}")})
