"""Django's name for this room."""

from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """Pictures beside tables."""

    name = "bodemplaat.foundation.charts"
    label = "charts"
