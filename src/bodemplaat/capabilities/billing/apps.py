"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class BillingConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.billing"
    label = "billing"

    def ready(self) -> None:
        """Make known who releases a run, and how what it bills is called."""
        proposals = importlib.import_module("bodemplaat.foundation.proposals.api")
        runs = importlib.import_module("bodemplaat.capabilities.billing.commands.runs")
        proposals.register_kind(runs.Runs())
        importlib.import_module("bodemplaat.foundation.imports.api").name_dependants(
            {"billing.bill": say("{count} {count:bill|bills}")}
        )
