"""Django's name for this room."""

import importlib

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        """Say how long is kept what was counted and what was not found."""
        knowledge = importlib.import_module("bodemplaat.capabilities.knowledge.retention")
        importlib.import_module("bodemplaat.foundation.retention.api").register(*knowledge.KINDS)
