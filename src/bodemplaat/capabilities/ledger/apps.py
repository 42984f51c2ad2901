"""Django's name for this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.ledger"
    label = "ledger"
