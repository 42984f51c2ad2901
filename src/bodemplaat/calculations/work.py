"""What one kind of calculation brings along: how its file is read, worked out, told and answered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

from bodemplaat.calculations.file.files import InputFile
from bodemplaat.calculations.file.sheets import Sheet
from bodemplaat.kernel import Finding, Trace
from bodemplaat.presentation.report import Remark, Report

Common = Literal["title", "assumptions", "sources"]


class CannotWorkOut(Exception):
    """The file reads well but has no answer; carries findings whose place is a dotted path in a model file."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))


class Opened(Protocol):
    """A file that is being read: what was found in it, and what it remarks about its own entries."""

    findings: list[Finding]

    @property
    def remarks(self) -> list[Remark]:
        """What the file remarks about itself and its entries, in the order of the file."""

    def place_findings(self, findings: Iterable[Finding]) -> None:
        """Take over what stops the calculation, each finding with the place it stands in."""


@dataclass(slots=True)
class OpenedTable:
    """A log or a table: no model, so it has no fields to place a finding at and remarks nothing."""

    file: InputFile
    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def place_findings(self, findings: Iterable[Finding]) -> None:
        """What stops takes the place of the warnings: how a row was taken no longer matters."""
        self.findings = list(findings)


def open_table(file: InputFile, sheets: Sequence[Sheet]) -> OpenedTable:
    """A file that is read row by row; nothing is read yet."""
    return OpenedTable(file)


DRAWN_ON_A_PAGE: Final = 10_000
"""Draws of what is uncertain: a chance of 50 % then has a standard error of half a percent, and the page is soon there."""
Source = TypeVar("Source", bound=Opened)
Model = TypeVar("Model")
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked beside the file: options of this calculation, and the day to put on the paper.

    ``on_a_page`` is whether there is nobody to ask for draws: what the model says is uncertain is then drawn as often as a page has
    time for.
    """

    day: date
    options: Mapping[str, Any] = field(default_factory=dict)
    progress: Callable[[int, int], None] = lambda done, whole: None
    """Call it now and then during long work with what is done and how much there is."""
    on_a_page: bool = False


@dataclass(frozen=True, slots=True)
class Work(Generic[Source, Model, Outcome]):
    """One kind of calculation.

    ``open`` takes the file (``file.load.load`` for a model, ``open_table`` for a log or a table) and ``read`` turns it
    into the model, adding findings; ``solve`` gives the outcome or raises ``CannotWorkOut``; ``report`` tells it;
    ``answer`` gives it as data, amounts as ``Euro``; ``explain`` gives the traces one may ask for by name.
    """

    open: Callable[[InputFile, Sequence[Sheet]], Source]
    read: Callable[[Source, Asked], Model]
    solve: Callable[[Model, Asked], Outcome]
    report: Callable[[Model, Outcome, Asked], Report]
    answer: Callable[[Model, Outcome], Any]
    explain: Callable[[Model, Outcome], Mapping[str, Trace | Callable[[], Trace]]] | None
    """``None`` for a calculation without amounts to explain."""
    kind: str
    """Its name in ``kinds``."""
    format: str
    """Name and version of the JSON, such as ``bodemplaat.costs/1``."""
    sheets: Sequence[Sheet] = ()
    """How the model is laid out in a workbook."""
    common: tuple[Common, ...] = ("title", "assumptions", "sources")
    """What the JSON has beside the answer itself."""
