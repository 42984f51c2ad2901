"""Django's name for this connector."""

import importlib

from django.apps import AppConfig


class RestConfig(AppConfig):
    """The addresses at which other systems read and send."""

    name = "bodemplaat.connectors.rest"
    label = "rest"

    def ready(self) -> None:
        """What rooms announce is told to the systems that want it."""
        importlib.import_module("bodemplaat.connectors.rest.telling").connect()
