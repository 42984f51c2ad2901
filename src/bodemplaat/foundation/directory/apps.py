"""Django's name for this room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """People, accounts and groups as an organisation's own directory keeps them."""

    name = "bodemplaat.foundation.directory"
    label = "directory"
