"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class PerformancePagesConfig(AppConfig):
    """One place for those who agree on norms and answer for them."""

    name = "bodemplaat.surfaces.performance"
    label = "performance_pages"

    def ready(self) -> None:
        """In the menu of controllers and contract managers."""
        register(
            NavigationItem(
                _("Norms kept"),
                "performance:all",
                roles=frozenset({"controller", "contract_manager"}),
                order=15,
                icon="check-circle",
            )
        )
