"""``bodemplaat compare-keys``: ways to divide beside each other, before the board decides."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.settlement.model import Choice
from bodemplaat.calculations.settlement.reading import entry_of, read_cooperation
from bodemplaat.calculations.settlement.reading_choice import read_choice
from bodemplaat.calculations.settlement.settle_work import placed, settled
from bodemplaat.calculations.settlement.sheets import COMPARE, COOPERATION
from bodemplaat.calculations.settlement.shifts import shifts
from bodemplaat.calculations.work import Asked, CannotWorkOut, Work
from bodemplaat.engines.settlement import CannotDivide, Outcome, Scenario, Step, compare, phase_in
from bodemplaat.kernel import Euro, Trace, say
from bodemplaat.presentation.charts import lines
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, KeyFigure, Live, Part, Picture, Report, Table
from bodemplaat.presentation.values import joined

ZERO = Euro(0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every scenario's outcome, the reference first, and the steps of the path."""

    outcomes: tuple[Outcome, ...]
    path: tuple[Step, ...]

    @property
    def reference(self) -> Outcome:
        """What the others are laid beside."""
        return self.outcomes[0]

    @property
    def others(self) -> tuple[Outcome, ...]:
        """All but the reference."""
        return self.outcomes[1:]


def read(reading: Reading, asked: Asked) -> Choice:
    """The cooperation and the scenarios in the file."""
    whole = entry_of(reading)
    choice = read_choice(whole, read_cooperation(reading, whole))
    whole.done()
    return choice


def solve(choice: Choice, asked: Asked) -> Comparison:
    """Divide by every scenario; raises ``CannotWorkOut`` with every cost that cannot be divided."""
    cooperation = choice.cooperation
    try:
        outcomes = compare(cooperation.arrangement, choice.scenarios, cooperation.heads)
    except CannotDivide as problem:
        raise CannotWorkOut(*placed(cooperation, problem)) from None
    by_name = {outcome.name: outcome for outcome in outcomes}
    path = phase_in(outcomes[0].amounts, by_name[choice.towards].amounts, choice.path) if choice.path else ()
    return Comparison(outcomes, path)


def report(choice: Choice, outcome: Comparison, asked: Asked) -> Report:
    """Who pays more and less, by how much, per head and in percent; then the path."""
    return Report(
        title=choice.cooperation.title,
        subtitle=say("Ways to divide, compared with “{name}”", name=outcome.reference.name),
        lead=_lead(outcome),
        figures=[
            KeyFigure(say("Changes sides: {name}", name=other.name), other.moved) for other in outcome.others
        ],
        parts=tuple(_parts(choice, outcome)),
        warnings=tuple(_warnings(outcome)),
        day=asked.day,
    )


def _lead(outcome: Comparison) -> str:
    sentences = []
    for other in outcome.others:
        if not other.pay_more:
            sentences.append(say("With “{name}” nobody pays more.", name=other.name))
            continue
        count, first = len(other.pay_more), other.pay_more[0]
        text = (
            say("With “{name}” only {first} pays more: {amount}.")
            if count == 1
            else say("With “{name}” {count} pay more, {first} most: {amount}.")
        )
        sentences.append(
            text.using(name=other.name, count=count, first=first, amount=other.difference(first))
        )
    return joined(sentences, " ")


def _warnings(outcome: Comparison) -> Iterator[str]:
    for other in outcome.others:
        if other.total != outcome.reference.total:
            text = say(
                "“{name}” adds up to {total}, the reference to {reference}: part of a difference is not the key's."
            )
            yield text.using(name=other.name, total=other.total, reference=outcome.reference.total)


def _parts(choice: Choice, outcome: Comparison) -> Iterator[Part]:
    yield _side_by_side(outcome)
    for number, other in enumerate(outcome.others, 1):
        yield _difference(choice, other, number)
    picture = shifts(outcome.others)
    if picture is not None:
        yield picture
    if outcome.path:
        yield _path_table(choice, outcome)
        yield _path_picture(choice, outcome)


def _side_by_side(outcome: Comparison) -> Table:
    keys = [f"s{number}" for number in range(len(outcome.outcomes))]
    columns = [Column("participant", say("Participant"))]
    columns += [
        Column(key, each.name, Kind.AMOUNT, total=True)
        for key, each in zip(keys, outcome.outcomes, strict=True)
    ]
    rows: list[list[Cell]] = [
        [name, *(each.amounts[name] for each in outcome.outcomes)] for name in outcome.reference.amounts
    ]
    title = say("What each pays")
    return Table("scenarios", title, columns, rows, total_label=say("Together"))


def _difference(choice: Choice, other: Outcome, number: int) -> Table:
    columns = [
        Column("participant", say("Participant")),
        Column("before", say("Reference"), Kind.AMOUNT, total=True),
        Column("after", other.name, Kind.AMOUNT, total=True),
        Column("difference", say("Difference"), Kind.AMOUNT, total=True),
        Column("percent", say("Difference in percent"), Kind.RATIO),
    ]
    heads = any(other.heads.values())
    if heads:
        driver = choice.cooperation.heads
        columns += [
            Column("head", say("Per head of {driver}", driver=driver), Kind.AMOUNT),
            Column("more", say("Difference per head"), Kind.AMOUNT),
        ]
    rows = []
    for name in sorted(other.amounts, key=lambda each: (-other.difference(each).cents, each)):
        row: list[Cell] = [
            name,
            other.reference[name],
            other.amounts[name],
            Live(other.difference(name), "={after}-{before}"),
            Live(other.percent(name), "=IF({before}=0,0,{difference}/{before})")
            if other.reference[name]
            else None,
        ]
        if heads:
            row += [other.per_head(name), other.difference_per_head(name)]
        rows.append(row)
    title = say("“{name}” beside the reference", name=other.name)
    return Table(f"difference-{number}", title, columns, rows, total_label=say("Together"))


def _path_table(choice: Choice, outcome: Comparison) -> Table:
    names = list(outcome.reference.amounts)
    keys = [f"p{number}" for number in range(len(names))]
    columns = [
        Column("year", say("Year")),
        Column("part", say("Follows the new division"), Kind.RATIO),
    ]
    columns += [Column(key, name, Kind.AMOUNT) for key, name in zip(keys, names, strict=True)]
    columns.append(Column("total", say("Together"), Kind.AMOUNT))
    sums = f"=SUM({{{keys[0]}}}:{{{keys[-1]}}})"
    rows: list[list[Cell]] = [
        [
            str(step.year),
            step.followed,
            *(step.amounts[name] for name in names),
            Live(Euro.total(step.amounts.values()), sums),
        ]
        for step in outcome.path
    ]
    text = say("Each year the total of “{name}”, divided by a mixture of the shares then and the new ones.")
    return Table("path", say("The path"), columns, rows, note=text.using(name=choice.towards))


def _path_picture(choice: Choice, outcome: Comparison) -> Picture:
    points = [
        (name, str(step.year), float(step.amounts[name].decimal))
        for name in outcome.reference.amounts
        for step in outcome.path
    ]
    first, last = outcome.path[0], outcome.path[-1]
    moved = max(first.amounts, key=lambda name: abs((last.amounts[name] - first.amounts[name]).cents))
    alt = say(
        "From {start} to {end} {name} moves most: from {first} to {last}.",
        start=str(first.year),
        end=str(last.year),
        name=moved,
        first=first.amounts[moved],
        last=last.amounts[moved],
    )
    return lines(say("What each pays along the path"), alt, points, unit="€")


def as_json(choice: Choice, outcome: Comparison) -> dict[str, Any]:
    """Per scenario the amounts, their differences, per head and in percent; the path by year."""
    return {
        "year": choice.cooperation.arrangement.year.start.year,
        "reference": outcome.reference.name,
        "scenarios": [_scenario_json(each) for each in outcome.outcomes],
        "path": [
            {
                "year": step.year,
                "followed": step.followed,
                "participants": [{"name": name, "total": amount} for name, amount in step.amounts.items()],
            }
            for step in outcome.path
        ],
    }


def _scenario_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.name,
        "total": outcome.total,
        "moved": outcome.moved,
        "pay_more": list(outcome.pay_more),
        "pay_less": list(outcome.pay_less),
        "participants": [
            {
                "name": name,
                "total": amount,
                "difference": outcome.difference(name),
                "percent": outcome.percent(name),
                "per_head": outcome.per_head(name),
                "difference_per_head": outcome.difference_per_head(name),
            }
            for name, amount in outcome.amounts.items()
        ],
    }


def explain(choice: Choice, outcome: Comparison) -> Mapping[str, Trace | Callable[[], Trace]]:
    """The reasons of what a participant pays in every scenario, by ``participant`` and ``participant, scenario``."""
    found: dict[str, Trace | Callable[[], Trace]] = {}
    for participant in choice.cooperation.arrangement.participants:
        for scenario in choice.scenarios:
            found[f"{participant.name}, {scenario.name}"] = partial(
                _trace, choice, scenario, participant.name
            )
        found[participant.name] = partial(_trace, choice, _chosen(choice), participant.name)
    return found


def _chosen(choice: Choice) -> Scenario:
    return next(scenario for scenario in choice.scenarios if scenario.name == choice.towards)


def _trace(choice: Choice, scenario: Scenario, participant: str) -> Trace:
    name = f"{participant}, {scenario.name}"
    if scenario.amounts:
        return Trace(name, scenario.amounts[participant], say("given in the model"))
    arrangement = choice.cooperation.arrangement
    costs = tuple(
        replace(line, key=scenario.keys.get(line.name, scenario.key or line.key))
        for line in arrangement.costs
    )
    trace = settled(choice.cooperation, replace(arrangement, costs=costs)).explain(participant)
    return replace(trace, name=name)


WORK: Work[Reading, Choice, Comparison] = Work(
    load,
    read,
    solve,
    report,
    as_json,
    explain,
    format="bodemplaat.compare-keys/1",
    sheets=(*COOPERATION, *COMPARE),
)
