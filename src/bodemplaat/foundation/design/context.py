"""What every page knows about its frame: theme, appearance, language, organisation, person, places."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.design import themes
from bodemplaat.foundation.design.navigation import Bar, Link, Place, bar, links

APPEARANCE_COOKIE: Final = "appearance"
APPEARANCES: Final = {"system": _("As the device"), "light": _("Light"), "dark": _("Dark")}
APPEARANCE_ICONS: Final = {"system": "gear", "light": "sun", "dark": "moon"}
LANGUAGE_NAMES: Final = {"nl": "Nederlands", "en": "English"}

ROLE_LABELS: Final = {
    "employee": _("Employee"),
    "manager": _("Manager"),
    "ssc_clerk": _("SSC clerk"),
    "ssc_payer": _("SSC payer"),
    "controller": _("Controller"),
    "contract_manager": _("Contract manager"),
    "administrator": _("Administrator"),
    "coop_administrator": _("Administrator of the cooperation"),
    "system": _("The platform"),
    "scim": _("Directory (SCIM)"),  # no role that anyone has: what the trail calls a connection
    "client": _("Other system"),  # the same
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a switch."""

    value: str
    label: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Design:
    """The frame of a page, as ``design`` in every template."""

    theme: str
    theme_stylesheet: str
    appearance: str
    appearances: tuple[Choice, ...]
    language: str
    languages: tuple[Choice, ...]
    organisation_name: str
    person_name: str
    role: str
    role_label: str
    navigation: Bar
    person_links: tuple[Link, ...]
    demo: bool
    path: str
    read_as_of: datetime | None
    """As of when the page was read, where that is not now."""


def design(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Reads ``request.actor`` when there is one; works for a visitor and on an error page."""
    return {"design": SimpleLazyObject(lambda: frame(request))}


def frame(request: HttpRequest) -> Design:
    """Everything the frame of a page shows."""
    actor = getattr(request, "actor", None)
    role = getattr(getattr(actor, "role", None), "value", "") or str(getattr(actor, "role", "") or "")
    appearance = appearance_of(request)
    theme = themes.worn(getattr(request, "theme", None) or getattr(actor, "theme", None))
    language = get_language() or settings.LANGUAGE_CODE
    signed_in = actor is not None or bool(getattr(getattr(request, "user", None), "is_authenticated", False))
    return Design(
        theme=theme,
        theme_stylesheet=themes.stylesheet(theme),
        appearance=appearance,
        appearances=tuple(
            Choice(value, str(label), APPEARANCE_ICONS[value], value == appearance)
            for value, label in APPEARANCES.items()
        ),
        language=language,
        languages=tuple(
            Choice(code, LANGUAGE_NAMES.get(code, str(name)), "globe", code == language.partition("-")[0])
            for code, name in settings.LANGUAGES
        ),
        organisation_name=getattr(actor, "organisation_name", "") or "",
        person_name=getattr(actor, "person_name", "") or "",
        role=role,
        role_label=str(ROLE_LABELS.get(role, "")),
        navigation=bar(links(role=role, path=request.path, actor=actor) if signed_in else ()),
        person_links=tuple(links(role=role, path=request.path, place=Place.PERSON)) if signed_in else (),
        demo=bool(getattr(settings, "DEMO", False)),
        path=request.get_full_path(),
        read_as_of=getattr(request, "read_as_of", None),
    )


def appearance_of(request: HttpRequest) -> str:
    """Light, dark, or as the device: from the cookie, never anything else than those three."""
    chosen = request.COOKIES.get(APPEARANCE_COOKIE, "system")
    return chosen if chosen in APPEARANCES else "system"
