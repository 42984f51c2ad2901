"""Django's name for this room."""

from django.apps import AppConfig


class ModelFilesConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.model_files"
    label = "model_files"
