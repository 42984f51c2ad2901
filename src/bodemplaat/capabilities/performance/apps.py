"""Django's name for this room."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.performance"
    label = "performance"
