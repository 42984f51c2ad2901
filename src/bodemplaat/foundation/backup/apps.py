"""Django's name for this room."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    """Keeping the whole in one file."""

    name = "bodemplaat.foundation.backup"
    label = "backup"
