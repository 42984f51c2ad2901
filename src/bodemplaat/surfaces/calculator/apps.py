"""Django's name for this surface, and its place in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, Place, register


class CalculatorConfig(AppConfig):
    """For who calculates, and for who reads what a partner shares."""

    name = "bodemplaat.surfaces.calculator"
    label = "calculator"

    def ready(self) -> None:
        """Those who calculate find it in the bar, those who read what is shared in their own menu."""
        calculate = frozenset({"controller", "contract_manager"})
        read = frozenset({"manager", "ssc_clerk", "ssc_payer"})
        register(
            NavigationItem(_("Models"), "calculator:models", roles=calculate, order=35, icon="calculator"),
            NavigationItem(
                _("Shared models"),
                "calculator:shared",
                roles=read,
                order=35,
                icon="calculator",
                place=Place.PERSON,
            ),
        )
