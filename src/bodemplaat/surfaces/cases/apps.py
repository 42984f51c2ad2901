"""Django's name for this surface, and its places in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, Place, register


class CasePagesConfig(AppConfig):
    """Everybody asks; clerks work on it."""

    name = "bodemplaat.surfaces.cases"
    label = "case_pages"

    def ready(self) -> None:
        """One place for everybody, and one for the desk."""
        staff = frozenset({"ssc_clerk"})
        heard = frozenset({"ssc_clerk", "contract_manager", "controller"})
        readers = heard - staff
        register(
            NavigationItem(_("My requests"), "cases:mine", order=35, icon="question", place=Place.PERSON),
            NavigationItem(_("Cases"), "cases:queue", roles=staff, order=25, icon="inbox"),
            NavigationItem(_("Satisfaction"), "cases:satisfaction", roles=readers, order=28, icon="chart"),
            NavigationItem(_("Complaints"), "cases:complaints", roles=heard, order=27, icon="warning"),
        )
