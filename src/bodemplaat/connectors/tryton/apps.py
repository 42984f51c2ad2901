"""Django's name for this connector."""

from django.apps import AppConfig


class TrytonConfig(AppConfig):
    """Books of an organisation in Tryton."""

    name = "bodemplaat.connectors.tryton"
    label = "tryton"
