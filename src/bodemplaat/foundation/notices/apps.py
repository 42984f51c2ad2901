"""Django's name for this room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people."""

    name = "bodemplaat.foundation.notices"
    label = "notices"
