"""Django's name for this room."""

import importlib

from allauth.account.signals import user_logged_in
from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save


class AccessConfig(AppConfig):
    """Accounts, roles, functions and substitutes."""

    name = "bodemplaat.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Hear of every address and account that is stored, and of who comes in."""
        addresses = importlib.import_module("bodemplaat.foundation.access.addresses")
        sign_ins = importlib.import_module("bodemplaat.foundation.access.sign_ins")
        user_logged_in.connect(sign_ins.signed_in)
        pre_save.connect(addresses.verify_own, sender="account.EmailAddress")
        post_save.connect(addresses.drop_others, sender="access.User")
