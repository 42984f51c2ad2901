"""Django's name for this room."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.claims"
    label = "claims"
