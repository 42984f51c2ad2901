"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class BillingPagesConfig(AppConfig):
    """Controllers bill customers by their agreements, and read what they were billed."""

    name = "bodemplaat.surfaces.billing"
    label = "billing_pages"

    def ready(self) -> None:
        """One place, beside the own invoices."""
        register(
            NavigationItem(
                _("Billing"), "billing:list", roles=frozenset({"controller"}), order=34, icon="euro"
            )
        )
