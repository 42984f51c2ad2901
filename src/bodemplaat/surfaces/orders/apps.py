"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class OrderPagesConfig(AppConfig):
    """Clerks write orders; whoever answers for a budget decides on them, and anybody of the organisation notes what came."""

    name = "bodemplaat.surfaces.orders"
    label = "order_pages"

    def ready(self) -> None:
        """One place at the desk, one for managers, and one for whoever receives."""
        clerks, managers = frozenset({"ssc_clerk"}), frozenset({"manager"})
        register(NavigationItem(_("Orders"), "orders:list", roles=clerks, order=33, icon="document"))
        register(
            NavigationItem(_("Approve orders"), "orders:to_decide", roles=managers, order=26, icon="document")
        )
        people = frozenset({"employee", "manager"})
        register(
            NavigationItem(_("Receive orders"), "orders:to_receive", roles=people, order=27, icon="inbox")
        )
