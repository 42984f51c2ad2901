"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class AgreementsConfig(AppConfig):
    """For who manages contracts, at the provider and at the customer."""

    name = "bodemplaat.surfaces.agreements"
    label = "agreements_pages"

    def ready(self) -> None:
        """Agreements, and what is delivered by them, for whoever reads them."""
        register(
            NavigationItem(
                _("Agreements"),
                "agreements:list",
                roles=frozenset({"contract_manager", "controller", "administrator"}),
                order=58,
                icon="document",
            )
        )
        register(
            NavigationItem(
                _("Deliveries"),
                "agreements:deliveries",
                roles=frozenset({"contract_manager", "controller", "administrator"}),
                order=59,
                icon="calendar",
            )
        )
