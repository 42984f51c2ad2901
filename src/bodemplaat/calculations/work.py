"""What a command of this room brings along: how its file is read, worked out and told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.file.sheets import Sheet
from bodemplaat.kernel import Finding, Trace
from bodemplaat.presentation.report import Report
from bodemplaat.presentation.words import Words

Model = TypeVar("Model")
Outcome = TypeVar("Outcome")


class CannotWorkOut(Exception):
    """The model reads well but has no answer; carries findings whose place is a dotted path in the file."""

    def __init__(self, *findings: Finding) -> None:
        self.findings = findings
        super().__init__("; ".join(finding.render() for finding in findings))


@dataclass(frozen=True, slots=True)
class Asked:
    """What stood on the command line: options of this command, and the day to put on the paper."""

    day: date
    options: Mapping[str, Any] = field(default_factory=dict)
    progress: Callable[[int, int], None] = lambda done, whole: None
    """Call it now and then during long work with what is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Model, Outcome]):
    """One model command.

    ``read`` takes the file's entry and gives the model, adding findings; ``solve`` gives the outcome or raises
    ``CannotWorkOut``; ``report`` tells it; ``as_json`` gives amounts as integer cents (``Euro`` values are turned
    into cents, exact numbers into text); ``explain`` gives the traces one may ask for by name.
    """

    read: Callable[[Reading, Asked], Model]
    solve: Callable[[Model, Asked], Outcome]
    report: Callable[[Model, Outcome, Words, Asked], Report]
    as_json: Callable[[Model, Outcome], dict[str, Any]]
    explain: Callable[[Model, Outcome], Mapping[str, Trace | Callable[[], Trace]]] | None
    """``None`` for a command made with ``explains=False``."""
    format: str
    """Name and version of the JSON, such as ``bodemplaat.costs/1``."""
    sheets: Sequence[Sheet] = ()
    """How the model is laid out in a workbook."""
