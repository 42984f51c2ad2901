"""Django's name for this room."""

import importlib

from django.apps import AppConfig

from bodemplaat.kernel import say


class ContactsConfig(AppConfig):
    """Whom to call, at a customer and at a provider."""

    name = "bodemplaat.foundation.contacts"
    label = "contacts"

    def ready(self) -> None:
        """Make the kind of record known that is kept for a term: a contact that has ended."""
        retention = importlib.import_module("bodemplaat.foundation.retention.api")
        retention.register(
            retention.Dossier(
                "contacts", say("Contacts that ended"), "contacts.Contact", retention.ended("valid_until")
            )
        )
        importlib.import_module("bodemplaat.foundation.imports.api").name_dependants(
            {
                "contacts.contact": say("{count} {count:contact|contacts}"),
            }
        )
