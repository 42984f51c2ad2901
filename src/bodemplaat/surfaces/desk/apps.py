"""Django's name for this surface."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk of the shared service centre: queues, checks, payments."""

    name = "bodemplaat.surfaces.desk"
    label = "desk"
