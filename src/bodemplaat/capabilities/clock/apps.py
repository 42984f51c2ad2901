"""Django's name for this room."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.clock"
    label = "clock"
