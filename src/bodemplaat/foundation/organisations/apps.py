"""Django's name for this room."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations, cooperations, people and employments."""

    name = "bodemplaat.foundation.organisations"
    label = "organisations"
