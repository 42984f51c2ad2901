"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class CatalogueConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Say how its records are called where something of a list is to be undone."""
        importlib.import_module("bodemplaat.foundation.imports.api").name_dependants(
            {
                "catalogue.service": say("{count} {count:service|services}"),
            }
        )
