"""The tree a model file is read into: every value is still text and knows the line or cell it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bodemplaat.kernel import Finding

REMARKS = ("assumption", "source", "note")
"""Fields that may stand in any block: they are gathered and shown in every output."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: ``ssc.yaml:12`` or ``ssc.xlsx Kosten!C7``."""

    file: str
    line: int = 0
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file} {self.sheet}!{self.cell}" if self.cell else f"{self.file} {self.sheet}"
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as text, exactly as written; an empty one is absent.

    ``stored``: the file itself keeps a number here, as a workbook does, so its notation is ours. ``cut``: the notation of
    the file cut it in pieces, which has been told; what is read of it stands in for a value and is told no more.
    """

    text: str
    place: Place
    stored: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Values in order."""

    items: Sequence["Node"]
    place: Place


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by name, in the order of the file; ``places`` tells where each name stands."""

    entries: Mapping[str, "Node"]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)


Node: TypeAlias = Scalar | Items | Fields


class UnreadableModel(Exception):
    """The file is no model at all, or breaks the form so far that no field can be read; carries the findings."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{finding.place}: {finding.render()}" for finding in findings))
