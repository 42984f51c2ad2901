"""Django's name for this surface."""

import importlib

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Coming in: sign-in, choosing a role, the inbox, changing language."""

    name = "bodemplaat.surfaces.front"
    label = "front"

    def ready(self) -> None:
        """Take its places in the frame."""
        importlib.import_module("bodemplaat.surfaces.front.places").connect()
