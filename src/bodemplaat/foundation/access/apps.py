"""Django's name for this room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts, roles, functions and substitutes."""

    name = "bodemplaat.foundation.access"
    label = "access"
