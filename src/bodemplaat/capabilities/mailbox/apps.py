"""Django's name for this room."""

import importlib

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.mailbox"
    label = "mailbox"

    def ready(self) -> None:
        """Say how long its records are kept, and let its job be known."""
        mailbox = importlib.import_module("bodemplaat.capabilities.mailbox.retention")
        retention = importlib.import_module("bodemplaat.foundation.retention.api")
        retention.register(*mailbox.KINDS)
        retention.goes_with("cases", mailbox.WITH_CASES)
