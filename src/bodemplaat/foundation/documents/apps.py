"""Django's name for this room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files handed in or made."""

    name = "bodemplaat.foundation.documents"
    label = "documents"
