"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class AgreementsConfig(AppConfig):
    """Agreements between providers and customers."""

    name = "bodemplaat.capabilities.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Make known who signs, what follows, and how long is kept what was handed over."""
        proposals = importlib.import_module("bodemplaat.foundation.proposals.api")
        signing = importlib.import_module("bodemplaat.capabilities.agreements.commands.signing")
        proposals.register_kind(signing.Signing())
        importlib.import_module("bodemplaat.foundation.imports.api").name_dependants(
            {
                "agreements.agreement": say("{count} {count:agreement|agreements}"),
                "agreements.handover": say("{count} {count:delivery|deliveries} handed over"),
            }
        )
        kept = importlib.import_module("bodemplaat.capabilities.agreements.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").register(*kept.KINDS)
