"""Django's name for this room."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.billing"
    label = "billing"
