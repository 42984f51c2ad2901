"""What a check found: a value with a code, a place and a text with its cure. Checks return all their findings;
only what stops a command is raised.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from bodemplaat.kernel.said import Said

_CELL, _NUMBERS = re.compile(r"([A-Z]+)(\d+)$"), re.compile(r"(\d{1,18})")


class Severity(Enum):
    """What a finding does: an error stops, a warning asks for attention, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    ``code`` is stable and dotted (``claim.too_old``); ``place`` says where (``lines.0.date``, ``model.yaml:12``,
    ``Kosten!C7``; empty for the whole); ``text`` is marked with ``say`` and has ``{named}`` places that ``values``
    fills; ``link`` is the id of a record that explains it, if any.
    """

    code: str
    place: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    link: str = ""

    @property
    def said(self) -> Said:
        """The text with its values, as a report shows it."""
        return Said(self.text, self.values)

    def render(self, translate: Callable[[str], str] = str) -> str:
        """The text in the reader's language, its places filled."""
        return self.said.render(translate)

    @property
    def stops(self) -> bool:
        """Whether the command it was made for may not go on."""
        return self.severity is Severity.ERROR


def in_order_of_place(finding: Finding) -> tuple[object, ...]:
    """What to sort findings by so that they stand as in the file: line 5 before line 10, ``A5`` before ``A10`` and ``B5``.

    Numbers count as numbers; of a cell the row goes before the column.
    """
    before, mark, cell = finding.place.rpartition("!")
    written = _CELL.match(cell) if mark else None
    if written is None:
        return (_naturally(finding.place), 0, 0, "")
    column, row = written.groups()
    return (_naturally(before), int(row), len(column), column)


def _naturally(text: str) -> tuple[tuple[bool, int, str], ...]:
    return tuple(
        (True, int(part), "") if part.isascii() and part.isdigit() else (False, 0, part)
        for part in _NUMBERS.split(text)
        if part
    )


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only those that stop."""
    return tuple(finding for finding in findings if finding.stops)
