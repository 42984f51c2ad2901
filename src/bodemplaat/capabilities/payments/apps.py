"""Django's name for this room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The capability of this room."""

    name = "bodemplaat.capabilities.payments"
    label = "payments"
