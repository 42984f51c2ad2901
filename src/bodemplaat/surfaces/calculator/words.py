"""The words of this surface."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from bodemplaat.calculations.kinds import KINDS, Kind
from bodemplaat.kernel import Finding
from bodemplaat.presentation.voice import Voice

FORMS: Final[Mapping[str, tuple[Any, str]]] = {
    "xlsx": (
        _("As a workbook (XLSX)"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "pdf": (_("As paper (PDF)"), "application/pdf"),
    "json": (_("For a machine (JSON)"), "application/json"),
}
"""The files that a report is drawn as, and their media type."""


def language() -> str:
    """The reader's language, ``nl`` or ``en``."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def model_kinds() -> tuple[Kind, ...]:
    """The kinds of calculation whose file is a model."""
    return tuple(kind for kind in KINDS.values() if kind.is_model)


def has_keys(name: str) -> bool:
    """Whether a model of this kind is one of a cooperation, which divides costs by keys."""
    return name in KINDS and KINDS[name].family == KINDS["compare-keys"].family


def kind_title(name: str) -> str:
    """What a kind is called for a reader; its name where it is not known any more."""
    return Voice(language()).translate(KINDS[name].title) if name in KINDS else name


def kind_line(name: str) -> str:
    """What a kind does, in one line."""
    return Voice(language()).translate(KINDS[name].line)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds by their title, for a list to choose from."""
    return sorted(((kind.name, kind_title(kind.name)) for kind in model_kinds()), key=lambda each: each[1])


def told(finding: Finding) -> str:
    """A finding in the reader's language, whichever catalog has its words."""
    voice = Voice(language())

    def translate(text: str) -> str:
        translated = voice.translate(text)
        return translated if translated != text else gettext(text)

    return finding.said.render(translate, voice.show)


def all_told(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Place and text of each."""
    return [(finding.place, told(finding)) for finding in findings]
