"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class SalesPagesConfig(AppConfig):
    """Clerks and controllers make the invoices of their organisation."""

    name = "bodemplaat.surfaces.sales"
    label = "sales_pages"

    def ready(self) -> None:
        """One place, beside the invoices that come in."""
        sellers = frozenset({"ssc_clerk", "controller"})
        register(NavigationItem(_("Our invoices"), "sales:list", roles=sellers, order=33, icon="document"))
