"""The words of this surface: marked texts in the reader's language, mistakes of a file, what an import does."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.foundation.access.api import FUNCTIONS
from bodemplaat.foundation.clients.api import BY_TWO, SCOPE_WORDS, Scope
from bodemplaat.foundation.imports.api import FileMistake, Mistake
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.organisations.api import PART_WORDS, PARTICIPANT
from bodemplaat.foundation.tenancy.api import Refused
from bodemplaat.kernel import Finding, Said

ACTS: Mapping[str, Any] = {"add": _("New"), "change": _("Changed"), "end": _("Ends")}
TONES: Mapping[str, str] = {"add": "success", "change": "info", "end": "warning"}


VARIANTS: Mapping[str, Any] = {
    "shared_centre": _("Shared service centre: a centre of the members works for all"),
    "centre": _("Centre municipality: one works for the others"),
    "matrix": _("Matrix: each works for the others on a task of its own"),
    "network": _("Network: staff of several members work together"),
    "project": _("Project: together for one purpose and a time"),
}
KINDS: Mapping[str, Any] = {
    "municipality": _("Municipality"),
    "provider": _("Service centre or other provider"),
    "water_board": _("Water board"),
    "province": _("Province"),
    "arrangement": _("Other joint arrangement"),
    "joint_unit": _("Joint unit without legal personality"),
}
PARTS: Mapping[str, Any] = {
    "owner": _("Owner: sets frames and budget"),
    "commissioner": _("Commissioner: concludes agreements and gives orders"),
    "customer": _("Customer: has work done and watches its quality"),
    "end_user": _("End user: its staff use the services"),
    "provider": _("Provider: does the work"),
}


def parts_said(parts: Collection[str]) -> str:
    """As what a member takes part, in few words: who is all four parts of a participant at once is a participant."""
    left = set(parts)
    names = ["participant"] if left.issuperset(PARTICIPANT) else []
    left -= set(PARTICIPANT) if names else set()
    names += [part for part in PART_WORDS if part in left]
    return ", ".join(gettext(PART_WORDS[name]) for name in names)


CHANGE_STATES: Mapping[str, tuple[Any, str, str]] = {
    "asked": (_("Waits for a controller"), "waiting", "clock"),
    "confirmed": (_("Confirmed"), "success", "check"),
    "refused": (_("Refused"), "danger", "error"),
    "withdrawn": (_("Withdrawn"), "neutral", "return"),
}
"""What became of a proposed account: words, tone, icon."""


INVITATION_STATES: Mapping[str, tuple[Any, str, str]] = {
    "not_invited": (_("Not invited"), "neutral", "mail"),
    "waits": (_("Invited"), "waiting", "clock"),
    "expired": (_("Invitation ran out"), "warning", "clock"),
    "done": (_("Can sign in"), "success", "check"),
    "no_address": (_("No address"), "warning", "error"),
    "shut": (_("Account shut"), "neutral", "error"),
}
"""How far somebody is with signing in: words, tone, icon."""


NAMING_LINES: Final = frozenset({"first", "other"})
"""Values of a text about a line that are the number of another line."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something about a line of a file, in words; ``file`` where there are several."""

    line: int
    column: str
    text: str
    file: str = ""


def function_said(code: str) -> str:
    """A named function; an organisation's own reads as it was written."""
    return said(FUNCTIONS[code]) if code in FUNCTIONS else code.replace("_", " ")


def names_said(names: Sequence[str], most: int = 5) -> str:
    """The first few names, and how many there are more."""
    shown, more = ", ".join(names[:most]), len(names) - most
    if more <= 0:
        return shown
    return ngettext("{names} and {n} other", "{names} and {n} others", more).format(names=shown, n=more)


def said(text: Said) -> str:
    """A marked text in the reader's language; marked values are translated, lists of them joined."""
    return worded(str(text), {name: _value(value) for name, value in text.values.items()})


def told(mistakes: Iterable[Mistake], *, before: int = 0) -> list[Told]:
    """What is wrong with a file, or asks for attention; ``before`` lines of it were not written by the reader."""
    return [
        Told(
            max(0, each.line - before),
            gettext(each.column) if each.column else "",
            said(_counted(each.said, before)),
        )
        for each in mistakes
    ]


def _counted(text: Said, before: int) -> Said:
    """A text that names other lines too, counted as the reader counts."""
    lines = {
        name: value - before
        for name, value in text.values.items()
        if name in NAMING_LINES and isinstance(value, int)
    }
    return text.using(**lines) if before and lines else text


def told_of_files(mistakes: Iterable[FileMistake]) -> list[Told]:
    """The same of several files."""
    return [replace(told([each.mistake])[0], file=each.file) for each in mistakes]


def refused(refusal: Refused) -> str:
    """Why not, in the reader's language."""
    return worded(refusal.text, refusal.values)


def plain(reason: str) -> str:
    """Why a request was refused; the values that were in it are not kept, and show as dots."""
    return worded(reason, dict.fromkeys(re.findall(r"{(\w+)}", reason), "…"))


def scope_words(scopes: Iterable[Scope], *, in_full: bool = False) -> list[str]:
    """What scopes let a client do, in words."""
    said = [tuple(worded(text, {}) for text in SCOPE_WORDS[scope]) for scope in scopes]
    return [f"{short}: {meaning}" if in_full else short for short, meaning in said]


def scope_choices() -> list[tuple[str, str]]:
    """Every scope there is, to choose from."""
    return [(scope.value, scope_words([scope])[0]) for scope in Scope]


def scopes_explained() -> list[str]:
    """What each scope comes to."""
    return scope_words(Scope, in_full=True)


def given_by_two() -> str:
    """Which scopes no administrator gives alone, one after another."""
    return ", ".join(f"“{words}”" for words in scope_words(each for each in Scope if each in BY_TWO))


def found(finding: Finding) -> str:
    """What is wrong and what to do, in the reader's language."""
    return worded(finding.text, finding.values)


def language() -> str:
    """The reader's language."""
    return get_language() or "nl"


def _value(value: object) -> object:
    if isinstance(value, Said):
        return said(value)
    if isinstance(value, list):
        return ", ".join(str(_value(each)) for each in value)
    return value
