"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class FoundingConfig(AppConfig):
    """For the administrator of an organisation: units, people, files, and whether all is there to begin."""

    name = "bodemplaat.surfaces.founding"
    label = "founding"

    def ready(self) -> None:
        """One place in the bar, from which the rest is reached."""
        register(
            NavigationItem(
                _("Set-up"), "founding:home", roles=frozenset({"administrator"}), order=45, icon="check"
            ),
            NavigationItem(
                _("The cooperation"),
                "founding:cooperation",
                roles=frozenset({"coop_administrator"}),
                order=45,
                icon="people",
            ),
        )
