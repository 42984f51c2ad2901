"""Django's name for this room."""

from django.apps import AppConfig


class DivisionConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.division"
    label = "division"
