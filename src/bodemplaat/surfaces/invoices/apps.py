"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class InvoicePagesConfig(AppConfig):
    """Clerks take invoices in."""

    name = "bodemplaat.surfaces.invoices"
    label = "invoice_pages"

    def ready(self) -> None:
        """One place, at the desk."""
        clerks = frozenset({"ssc_clerk"})
        register(NavigationItem(_("Invoices"), "invoices:list", roles=clerks, order=32, icon="document"))
