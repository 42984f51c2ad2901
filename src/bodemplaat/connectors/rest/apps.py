"""Django's name for this connector."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """The addresses at which other systems read and send."""

    name = "bodemplaat.connectors.rest"
    label = "rest"
