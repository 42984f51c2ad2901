"""What every page of a rule about invoices says: an administrator proposes, and a controller confirms it."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

BY_CONTROLLER: Final[dict[str, Any]] = {
    "who_decides": _("A controller decides on it."),
    "has_come": _(
        "Its day has come, so it can be confirmed no more. An administrator takes it back and proposes it for a later day."
    ),
    "proposed": _("Proposed. A controller confirms it before it holds."),
}
"""The same words of ``RuleWords``, whichever rule it is."""
