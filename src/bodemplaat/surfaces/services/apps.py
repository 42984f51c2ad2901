"""Django's name for this surface, and its places in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, Place, register


class ServicesConfig(AppConfig):
    """Everybody finds the services in their own menu; the pages of whoever keeps them are reached from there."""

    name = "bodemplaat.surfaces.services"
    label = "services"

    def ready(self) -> None:
        """One place for everybody."""
        register(
            NavigationItem(_("Services"), "services:offered", order=30, icon="document", place=Place.PERSON)
        )
