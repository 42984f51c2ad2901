"""The application that ties the others together once all are loaded."""

import importlib

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Connects ports and announcements to who fills and hears them."""

    name = "bodemplaat.project"
    label = "project"

    def ready(self) -> None:
        """Wire the rooms together."""
        importlib.import_module("bodemplaat.project.wiring").connect()
