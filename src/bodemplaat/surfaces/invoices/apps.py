"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class InvoicePagesConfig(AppConfig):
    """Clerks take invoices in; whoever answers for a budget decides on them."""

    name = "bodemplaat.surfaces.invoices"
    label = "invoice_pages"

    def ready(self) -> None:
        """One place at the desk, and one for managers: others come by the message that they get."""
        clerks = frozenset({"ssc_clerk"})
        register(NavigationItem(_("Invoices"), "invoices:list", roles=clerks, order=32, icon="document"))
        managers = frozenset({"manager"})
        register(
            NavigationItem(
                _("Approve invoices"), "invoices:to_decide", roles=managers, order=25, icon="document"
            )
        )
