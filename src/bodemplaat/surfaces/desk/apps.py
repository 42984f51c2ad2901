"""Django's name for this surface, and its places in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class DeskConfig(AppConfig):
    """The desk of the shared service centre: queues, checks, payments."""

    name = "bodemplaat.surfaces.desk"
    label = "desk"

    def ready(self) -> None:
        """Clerks check, payers pay and read statements; a payer may look a claim up."""
        payer = frozenset({"ssc_payer"})
        staff = frozenset({"ssc_clerk", "ssc_payer"})
        register(
            NavigationItem(_("Payments"), "desk:payments", roles=payer, order=10, icon="euro"),
            NavigationItem(_("Statements"), "desk:statements", roles=payer, order=20, icon="bank"),
            NavigationItem(_("Claims"), "desk:queue", roles=staff, order=30, icon="inbox"),
        )
