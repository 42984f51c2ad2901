"""Django's name for this surface."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Coming in: sign-in, choosing a role, the inbox, changing language."""

    name = "bodemplaat.surfaces.front"
    label = "front"
