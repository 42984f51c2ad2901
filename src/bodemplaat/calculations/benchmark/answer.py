"""Who is compared with whom, on what, and who is left out and why; then as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal, TypeAlias

from bodemplaat.calculations.benchmark.iv3 import Budgets, Municipality, read_budgets
from bodemplaat.calculations.benchmark.names import matching
from bodemplaat.calculations.render.schema import Count, Limits
from bodemplaat.calculations.work import Asked, CannotWorkOut, OpenedTable
from bodemplaat.engines.benchmark import Comparison, Figure, compare
from bodemplaat.kernel import Euro, Finding, Rounding, say

FORMAT = "bodemplaat.benchmark/1"
TOTAL = ""
"""The line over all taakvelden together."""
FigureName: TypeAlias = Literal["costs", "salaries", "income", "net"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: whose figure, against whom, which figure, which taakvelden (none is the total and all)."""

    municipality: str
    against: str = "size"
    figure: FigureName = "costs"
    tasks: tuple[str, ...] = ()
    without_zeros: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One taakveld, or the total. ``comparison`` is ``None`` when the own figure or every peer's is missing.

    ``peers`` are those compared with, ``empty`` those that left the cell empty, ``zeros`` those that budget nothing.
    """

    task: str
    own: Figure | None
    comparison: Comparison | None
    peers: tuple[Figure, ...]
    empty: tuple[str, ...]
    zeros: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """All lines, the group, and who delivered nothing."""

    question: Question
    own: Municipality
    group: tuple[str, ...]
    not_delivered: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BudgetFile:
    """The budgets of all municipalities in a file."""

    name: str
    budgets: Budgets


def read(opened: OpenedTable, _: Asked) -> BudgetFile:
    """The budgets, with all that is to be said about the file."""
    budgets, findings = read_budgets(opened.file.read(), opened.file.name)
    opened.findings += findings
    return BudgetFile(opened.file.name, budgets)


def solve(file: BudgetFile, request: Asked) -> Outcome:
    """The comparison that the options ask for, named as the fields of ``Question``; raises ``CannotWorkOut``."""
    outcome, problems = compared(file.budgets, Question(**request.options))
    if outcome is None:
        raise CannotWorkOut(*problems)
    return outcome


def compared(budgets: Budgets, question: Question) -> tuple[Outcome | None, list[Finding]]:
    """The comparison, or everything that stands in its way."""
    findings: list[Finding] = []
    own = _named(budgets, question.municipality, "--municipality", findings)
    group = _group(budgets, question, own, findings)
    tasks = _tasks(budgets, question, findings)
    if own is not None and own.undivided:
        text = say(
            "'{value}' gives {tasks} as a whole and the others give its parts: there is nothing alike to compare."
        )
        tasks_told = ", ".join(f"'{task}'" for task in own.undivided)
        findings.append(
            Finding("benchmark.undivided", "--municipality", text, {"value": own.name, "tasks": tasks_told})
        )
    elif own is not None and not own.delivered:
        text = say(
            "The file holds only zeros for '{value}': it was not delivered, so there is nothing to compare."
        )
        findings.append(Finding("benchmark.not_delivered", "--municipality", text, {"value": own.name}))
    if own is None or findings:
        return None, findings
    lines = tuple(_line(own, [m for m in group if m.delivered], task, question) for task in tasks)
    missing = tuple(sorted(m.name for m in group if not m.delivered))
    return Outcome(question, own, tuple(m.name for m in group), missing, lines), []


def amount_of(municipality: Municipality, task: str, figure: str) -> Euro | None:
    """One figure; ``None`` where no cell for it is filled in. Net is costs less income."""
    if figure == "net":
        costs, income = (amount_of(municipality, task, part) for part in ("costs", "income"))
        return None if costs is None or income is None else costs - income
    tasks = municipality.amounts if task == TOTAL else [task]
    cells = [municipality.amounts.get(name, {}).get(figure) for name in tasks]
    filled = [cell for cell in cells if cell is not None]
    return Euro.total(filled) if filled else None


def _line(own: Municipality, group: Iterable[Municipality], task: str, question: Question) -> Line:
    peers: list[Figure] = []
    empty: list[str] = []
    zeros: list[str] = []
    for municipality in group:
        amount = amount_of(municipality, task, question.figure)
        if amount is None:
            empty.append(municipality.name)
        elif not amount:
            zeros.append(municipality.name)
        if amount is not None and (amount or not question.without_zeros):
            peers.append(Figure(municipality.name, amount, municipality.inhabitants))
    amount = amount_of(own, task, question.figure)
    mine = None if amount is None else Figure(own.name, amount, own.inhabitants)
    comparison = None if mine is None else compare(mine, peers)
    return Line(task, mine, comparison, tuple(peers), tuple(sorted(empty)), tuple(sorted(zeros)))


def _group(
    budgets: Budgets, question: Question, own: Municipality | None, findings: list[Finding]
) -> list[Municipality]:
    others = [
        m for m in budgets.municipalities.values() if (own is None or m.name != own.name) and not m.undivided
    ]
    if question.against == "size":
        return [m for m in others if own is not None and m.size == own.size]
    if question.against == "province":
        return [m for m in others if own is not None and m.province == own.province]
    names = [name.strip() for name in question.against.split(";") if name.strip()]
    if len(names) == 1 and names[0] not in budgets.municipalities and "," in names[0]:
        names = [name.strip() for name in names[0].split(",") if name.strip()]
    chosen = {m.name: m for name in names if (m := _named(budgets, name, "--against", findings)) is not None}
    return [m for m in chosen.values() if (own is None or m.name != own.name) and not m.undivided]


def _named(budgets: Budgets, name: str, place: str, findings: list[Finding]) -> Municipality | None:
    hits, near = matching(name, {known: one.province for known, one in budgets.municipalities.items()})
    if len(hits) == 1:
        return budgets.municipalities[hits[0]]
    if hits:
        text = say("'{value}' may be {names}: write which one.")
        findings.append(Finding("benchmark.several", place, text, {"value": name, "names": ", ".join(hits)}))
        return None
    text = say("There is no municipality '{value}' in this file.{hint}")
    hint = f" ({', '.join(near)}?)" if near else ""
    findings.append(Finding("benchmark.unknown", place, text, {"value": name, "hint": hint}))
    return None


def _tasks(budgets: Budgets, question: Question, findings: list[Finding]) -> tuple[str, ...]:
    if not question.tasks:
        return (TOTAL, *budgets.tasks)
    chosen: list[str] = []
    for wanted in question.tasks:
        if wanted.casefold() in ("total", "totaal"):
            chosen.append(TOTAL)
            continue
        hits = [
            task
            for task in budgets.tasks
            if wanted.casefold() in (task.casefold(), task.split(" ")[0].casefold())
        ]
        if not hits:
            text = say("There is no taakveld '{value}' in this file. Known: {known}.")
            codes = ", ".join(task.split(" ")[0] for task in budgets.tasks)
            findings.append(
                Finding("benchmark.taakveld", "--taakveld", text, {"value": wanted, "known": codes})
            )
        chosen += hits
    return tuple(dict.fromkeys(chosen))


# -- as data -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Peers:
    """How those compared with lie, per inhabitant, and where the own figure stands among them."""

    count: Annotated[int, Limits(1)]
    least: Euro
    lower_quartile: Euro
    median: Euro
    upper_quartile: Euro
    most: Euro
    cheaper: Count
    dearer: Count
    difference: Euro
    """Own less median, per inhabitant."""
    difference_over_all_inhabitants: Euro


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One taakveld, or all of them together."""

    taakveld: str | None
    """null is all taakvelden together."""
    own: Euro | None
    """null where the cell is empty."""
    own_per_inhabitant: Euro | None
    peers: Peers | None
    empty: tuple[str, ...]
    """Left the cell empty; left out."""
    zeros: tuple[str, ...]
    """Budget nothing; counted as zero unless --without-zeros."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Amounts are integer cents; figures per inhabitant are cents rounded half up."""

    municipality: str
    inhabitants: Annotated[int, Limits(1)]
    against: str
    figure: FigureName
    group: tuple[str, ...]
    """All in the group, those that delivered nothing included."""
    not_delivered: tuple[str, ...]
    """The file holds only zeros for them; they are left out."""
    lines: tuple[TaskLine, ...]


def benchmark(file: BudgetFile, outcome: Outcome) -> Benchmark:
    """The own figure and its peers, line by line."""
    return Benchmark(
        municipality=outcome.own.name,
        inhabitants=outcome.own.inhabitants,
        against=outcome.question.against,
        figure=outcome.question.figure,
        group=outcome.group,
        not_delivered=outcome.not_delivered,
        lines=tuple(_told(line) for line in outcome.lines),
    )


def _told(line: Line) -> TaskLine:
    return TaskLine(
        taakveld=line.task or None,
        own=None if line.own is None else line.own.amount,
        own_per_inhabitant=None if line.own is None else euros(line.own.per_inhabitant),
        peers=None if line.comparison is None else _peers(line.comparison),
        empty=line.empty,
        zeros=line.zeros,
    )


def _peers(comparison: Comparison) -> Peers:
    peers = comparison.peers
    return Peers(
        count=peers.count,
        least=euros(peers.least),
        lower_quartile=euros(peers.lower_quartile),
        median=euros(peers.median),
        upper_quartile=euros(peers.upper_quartile),
        most=euros(peers.most),
        cheaper=comparison.cheaper,
        dearer=comparison.dearer,
        difference=distance(comparison),
        difference_over_all_inhabitants=comparison.amount,
    )


def distance(comparison: Comparison) -> Euro:
    """Own figure less the median as both are shown: anyone who subtracts what they read finds the same to the cent."""
    return euros(comparison.own.per_inhabitant) - euros(comparison.peers.median)


def euros(value: Fraction) -> Euro:
    """Euros per inhabitant to the cent, rounded half up."""
    return Euro(100).times(value, Rounding.HALF_UP)
