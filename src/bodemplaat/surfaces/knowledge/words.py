"""How what this room keeps as codes is said to a reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, Said
from bodemplaat.presentation import notation

AUDIENCES: Final[Mapping[str, Any]] = {
    "employee": _("Everybody"),
    "manager": _("Managers"),
    "controller": _("Controllers"),
    "clerk": _("The service centre itself"),
}
STATES: Final[Mapping[str, tuple[Any, str]]] = {
    "draft": (_("Draft"), "neutral"),
    "published": (_("Published"), "success"),
    "ended": (_("Ended"), "neutral"),
}


def language() -> str:
    """The reader's language."""
    return get_language() or "nl"


def refused(refusal: Refused) -> str:
    """Why not, in the reader's language."""
    return Said(refusal.text, _readable(refusal.values)).render(gettext)


def found(finding: Finding) -> str:
    """What is wrong and what to do, in the reader's language."""
    return Said(finding.text, _readable(finding.values)).render(gettext)


def _readable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: notation.day(value, language()) if isinstance(value, date) else value
        for name, value in values.items()
    }
