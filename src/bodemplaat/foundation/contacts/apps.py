"""Django's name for this room."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """Whom to call, at a customer and at a provider."""

    name = "bodemplaat.foundation.contacts"
    label = "contacts"
