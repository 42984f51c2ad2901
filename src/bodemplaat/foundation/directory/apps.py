"""Django's name for this room."""

import importlib

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """People, accounts and groups as an organisation's own directory keeps them."""

    name = "bodemplaat.foundation.directory"
    label = "directory"

    def ready(self) -> None:
        """What the directory said of somebody goes with that person."""
        retention = importlib.import_module("bodemplaat.foundation.retention.api")
        retention.goes_with(
            "people",
            retention.Part("directory.DirectoryMember", "person"),
            retention.Part("directory.DirectoryPerson", "person"),
        )
