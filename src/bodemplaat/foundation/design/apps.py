"""Django's name for this room."""

import importlib

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Tokens, components, notation, error pages and sign-in pages in one look."""

    name = "bodemplaat.foundation.design"
    label = "design"

    def ready(self) -> None:
        """Let ``manage.py check`` measure the contrast of every theme."""
        importlib.import_module("bodemplaat.foundation.design.checks")
