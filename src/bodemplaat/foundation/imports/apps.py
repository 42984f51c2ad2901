"""Django's name for this room."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Lists that are filled from files."""

    name = "bodemplaat.foundation.imports"
    label = "imports"
