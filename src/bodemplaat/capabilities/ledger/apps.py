"""Django's name for this room, and the list that it fills from files."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class LedgerConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Make its list known."""
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        lists = importlib.import_module("bodemplaat.capabilities.ledger.lists")
        imports.register_list(lists.COST_CENTRES)
        imports.name_dependants(
            {
                "ledger.costcentre": say("{count} {count:cost centre|cost centres}"),
            }
        )
