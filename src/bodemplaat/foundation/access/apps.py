"""Django's name for this room."""

import importlib

from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save


class AccessConfig(AppConfig):
    """Accounts, roles, functions and substitutes."""

    name = "bodemplaat.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Hear of every address and account that is stored."""
        addresses = importlib.import_module("bodemplaat.foundation.access.addresses")
        pre_save.connect(addresses.verify_own, sender="account.EmailAddress")
        post_save.connect(addresses.drop_others, sender="access.User")
