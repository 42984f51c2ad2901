"""Django's name for this surface, and its places in the frame."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design.api import NavigationItem, register


class BoardConfig(AppConfig):
    """For who commissions, owns, controls and administers: figures, rules, people, exports."""

    name = "bodemplaat.surfaces.board"
    label = "board"

    def ready(self) -> None:
        """Each role gets the few places that it works in."""
        controller, manager, administrator = "controller", "contract_manager", "administrator"
        register(
            NavigationItem(
                _("Overview"),
                "board:overview",
                roles=frozenset({controller, manager}),
                order=10,
                icon="chart",
            ),
            NavigationItem(_("Claims"), "board:claims", roles=frozenset({controller}), order=20, icon="euro"),
            NavigationItem(
                _("Samples"), "board:samples", roles=frozenset({controller}), order=30, icon="search"
            ),
            NavigationItem(
                _("Rules"),
                "board:settings",
                roles=frozenset({controller, administrator}),
                order=40,
                icon="gear",
            ),
            NavigationItem(
                _("People"), "board:people", roles=frozenset({administrator}), order=50, icon="people"
            ),
            NavigationItem(
                _("Who does what"),
                "board:tasks",
                roles=frozenset({controller, administrator}),
                order=55,
                icon="inbox",
            ),
            NavigationItem(
                _("Division of work"),
                "board:divisions",
                roles=frozenset({controller, manager, administrator, "coop_administrator"}),
                order=57,
                icon="document",
            ),
            NavigationItem(
                _("Trail"),
                "board:trail",
                roles=frozenset({controller, administrator}),
                order=60,
                icon="clock",
            ),
            NavigationItem(
                _("Requests to correct data"),
                "board:correction_requests",
                roles=frozenset({administrator}),
                order=65,
                icon="edit",
            ),
            NavigationItem(
                _("Keeping and destroying"),
                "board:retention",
                roles=frozenset({controller, administrator}),
                order=70,
                icon="document",
            ),
        )
