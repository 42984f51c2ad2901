"""Django's name for this room."""

import importlib

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.performance"
    label = "performance"

    def ready(self) -> None:
        """Make known how reports are signed."""
        proposals = importlib.import_module("bodemplaat.foundation.proposals.api")
        commands = importlib.import_module("bodemplaat.capabilities.performance.commands")
        proposals.register_kind(commands.Sealing())
