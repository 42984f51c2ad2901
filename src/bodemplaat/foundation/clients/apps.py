"""Django's name for this room."""

import importlib

from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Other systems that work for one organisation."""

    name = "bodemplaat.foundation.clients"
    label = "clients"

    def ready(self) -> None:
        """What nobody gives a client alone is a kind of proposal."""
        proposals = importlib.import_module("bodemplaat.foundation.proposals.api")
        scoping = importlib.import_module("bodemplaat.foundation.clients.scoping")
        proposals.register_kind(scoping.Scopes())
