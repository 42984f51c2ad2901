"""Django's name for this surface."""

from django.apps import AppConfig


class SelfserviceConfig(AppConfig):
    """Self-service for employee and manager, phone first."""

    name = "bodemplaat.surfaces.selfservice"
    label = "selfservice"
