"""Django's name for this surface, and its places in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bodemplaat.foundation.design.api import NavigationItem, Place, register


class SelfserviceConfig(AppConfig):
    """Self-service for employee and manager, phone first."""

    name = "bodemplaat.surfaces.selfservice"
    label = "selfservice"

    def ready(self) -> None:
        """Everyone has claims of their own; employees and managers work here."""
        here = frozenset({"employee", "manager"})
        register(
            NavigationItem(
                pgettext_lazy("page", "Start"), "selfservice:home", roles=here, order=10, icon="home"
            ),
            NavigationItem(_("Approve"), "selfservice:approvals", roles=here, order=20, icon="check-circle"),
            NavigationItem(_("My claims"), "selfservice:claims", order=40, icon="euro", place=Place.PERSON),
            NavigationItem(
                _("My data"), "selfservice:own_data", order=60, icon="document", place=Place.PERSON
            ),
            NavigationItem(
                _("Substitutes"), "selfservice:substitutes", order=50, icon="people", place=Place.PERSON
            ),
        )
