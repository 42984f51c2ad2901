"""Django's name for this room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.catalogue"
    label = "catalogue"
