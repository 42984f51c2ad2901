"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class PaymentsConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.payments"
    label = "payments"

    def ready(self) -> None:
        """Make the kinds of record known that are kept for a term."""
        payments = importlib.import_module("bodemplaat.capabilities.payments.retention")
        retention = importlib.import_module("bodemplaat.foundation.retention.api")
        retention.register(payments.STATEMENTS, payments.PAYMENTS, payments.BATCHES)
        books = importlib.import_module("bodemplaat.capabilities.payments.commands.books")
        importlib.import_module("bodemplaat.capabilities.ledger.api").register_purposes(books.BANK)
        own = importlib.import_module("bodemplaat.capabilities.payments.queries.own")
        importlib.import_module("bodemplaat.foundation.privacy.api").register_own(*own.OWN)
        importlib.import_module("bodemplaat.foundation.imports.api").name_dependants(
            {
                "payments.bankaccount": say("{count} {count:bank account|bank accounts}"),
                "payments.batch": say("{count} {count:batch|batches}"),
                "payments.payment": say("{count} {count:payment|payments}"),
            }
        )
