"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class ClaimsConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.claims"
    label = "claims"

    def ready(self) -> None:
        """Say how its records are called where they build on somebody or something of a list."""
        claims = importlib.import_module("bodemplaat.capabilities.claims.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").register(claims.CLAIMS)
        books = importlib.import_module("bodemplaat.capabilities.claims.commands.books")
        ledger = importlib.import_module("bodemplaat.capabilities.ledger.api")
        ledger.register_purposes(books.COST, books.DEBT)
        own = importlib.import_module("bodemplaat.capabilities.claims.queries.own")
        importlib.import_module("bodemplaat.foundation.privacy.api").register_own(*own.OWN)
        imports = importlib.import_module("bodemplaat.foundation.imports.api")
        imports.name_dependants(
            {
                "claims.claimstep": say("{count} {count:step|steps} of an approval"),
                "claims.claim": say("{count} {count:claim|claims}"),
            }
        )
