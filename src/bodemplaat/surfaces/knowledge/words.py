"""How what this room keeps as codes is said to a reader."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

AUDIENCES: Final[Mapping[str, Any]] = {
    "employee": _("Everybody"),
    "manager": _("Managers"),
    "controller": _("Controllers"),
    "clerk": _("The service centre itself"),
    "reply": _("To be sent by the desk, about a case"),
}
STATES: Final[Mapping[str, tuple[Any, str]]] = {
    "draft": (_("Draft"), "neutral"),
    "published": (_("Published"), "success"),
    "ended": (_("Ended"), "neutral"),
}
