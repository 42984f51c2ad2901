"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class BillingConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.billing"
    label = "billing"

    def ready(self) -> None:
        """Make known who releases a run and adopts a settled year, its list of costs, and how what a run bills is called."""
        proposals = importlib.import_module("bodemplaat.foundation.proposals.api")
        runs = importlib.import_module("bodemplaat.capabilities.billing.commands.runs")
        proposals.register_kind(runs.Runs())
        years = importlib.import_module("bodemplaat.capabilities.billing.commands.years")
        proposals.register_kind(years.YearSettlements())
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        lists = importlib.import_module("bodemplaat.capabilities.billing.lists")
        imports.register_list(lists.ACTUAL_COSTS)
        imports.name_dependants({"billing.bill": say("{count} {count:bill|bills}")})
