"""Django's name for this connector."""

from django.apps import AppConfig


class ScimConfig(AppConfig):
    """The address to which an organisation's directory sends people, accounts and groups."""

    name = "bodemplaat.connectors.scim"
    label = "scim"
