"""An Iv3 budget file: per municipality and taakveld salaries, income and costs in thousands of euros.

The columns are those of the open data of Statistics Netherlands as republished per year: ``Gemeenten``, ``Taakveld``,
``L1.1 Salarissen en sociale lasten``, ``Baten``, ``Lasten``, ``Provincie``, ``Gemeentegrootte``, ``Inwonertal``.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from bodemplaat.kernel import Euro, Finding, say
from bodemplaat.surfaces.cli.models.source import Place
from bodemplaat.surfaces.cli.models.values import NotAValue, as_count, as_decimal

COUNTRY = "Nederland"
NAME, TASK, PROVINCE, SIZE, INHABITANTS = (
    "Gemeenten",
    "Taakveld",
    "Provincie",
    "Gemeentegrootte",
    "Inwonertal",
)
AMOUNTS = {"salaries": "L1.1 Salarissen en sociale lasten", "income": "Baten", "costs": "Lasten"}
COLUMNS = (NAME, TASK, PROVINCE, SIZE, INHABITANTS, *AMOUNTS.values())
THOUSAND = 1000


@dataclass(slots=True)
class Municipality:
    """One municipality's budget. ``amounts``: taakveld to figure to amount; an empty cell is absent."""

    name: str
    province: str
    size: str
    inhabitants: int
    amounts: dict[str, dict[str, Euro]] = field(default_factory=dict)

    @property
    def delivered(self) -> bool:
        """Whether it budgeted anything at all: a file of zeros is a file that was not delivered."""
        return any(amount for figures in self.amounts.values() for amount in figures.values())


@dataclass(frozen=True, slots=True)
class Budgets:
    """All municipalities of one file, and the taakvelden in order."""

    municipalities: Mapping[str, Municipality]
    tasks: tuple[str, ...]


def read_budgets(text: str, file: str) -> tuple[Budgets, list[Finding]]:
    """The budgets in a file, and all that is wrong with it, each with its line."""
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    findings = _header(rows.fieldnames or (), file)
    if findings:
        return Budgets({}, ()), findings
    found: dict[str, Municipality] = {}
    tasks: dict[str, None] = {}
    for row in rows:
        place = str(Place(file, rows.line_num))
        name, task = (row[NAME] or "").strip(), " ".join((row[TASK] or "").split())
        if not name or not task:
            findings.append(
                _finding("empty", place, NAME, say("The municipality or the taakveld is missing here."))
            )
            continue
        if name == COUNTRY:
            continue
        tasks.setdefault(task)
        municipality = found.get(name)
        if municipality is None:
            municipality = found[name] = _municipality(row, name, place, findings)
        if task in municipality.amounts:
            text_ = say("'{value}' has this taakveld for the second time: keep one of the two.")
            findings.append(_finding("twice", place, TASK, text_, value=name))
        municipality.amounts[task] = _amounts(row, place, findings)
    return Budgets(found, tuple(tasks)), findings


def _header(columns: object, file: str) -> list[Finding]:
    present = set(columns) if isinstance(columns, list | tuple) else set()
    missing = [column for column in COLUMNS if column not in present]
    if not missing:
        return []
    text = say(
        "These columns are missing: {missing}. The first line names the columns, separated by semicolons."
    )
    return [Finding("iv3.columns", str(Place(file, 1)), text, {"field": "", "missing": ", ".join(missing)})]


def _municipality(row: Mapping[str, str], name: str, place: str, findings: list[Finding]) -> Municipality:
    inhabitants = 0
    try:
        inhabitants = as_count(row[INHABITANTS] or "")
    except NotAValue as problem:
        findings.append(_finding("inhabitants", place, INHABITANTS, str(problem), value=row[INHABITANTS]))
    else:
        if inhabitants <= 0:
            text = say("A municipality has more than no inhabitants: fill in the number.")
            findings.append(_finding("inhabitants", place, INHABITANTS, text))
    return Municipality(name, (row[PROVINCE] or "").strip(), (row[SIZE] or "").strip(), inhabitants)


def _amounts(row: Mapping[str, str], place: str, findings: list[Finding]) -> dict[str, Euro]:
    amounts: dict[str, Euro] = {}
    for figure, column in AMOUNTS.items():
        text = (row[column] or "").strip()
        if not text:
            continue
        try:
            amounts[figure] = Euro.of(as_decimal(text) * THOUSAND)
        except NotAValue as problem:
            findings.append(_finding("amount", place, column, str(problem), value=text))
        except ValueError:
            message = say("'{value}' thousand euros is not whole in cents.")
            findings.append(_finding("amount", place, column, message, value=text))
    return amounts


def _finding(code: str, place: str, column: str, text: str, **values: object) -> Finding:
    return Finding(f"iv3.{code}", place, text, {"field": column, **values})
