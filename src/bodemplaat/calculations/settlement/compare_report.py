"""Ways to divide told: who pays more and less, by how much, per head and in percent; then the path."""

from collections.abc import Iterator

from bodemplaat.calculations.settlement.compare_answer import Comparison
from bodemplaat.calculations.settlement.file import Choice
from bodemplaat.calculations.settlement.shifts import shifts
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Outcome
from bodemplaat.kernel import Euro, say
from bodemplaat.presentation.charts import lines
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, Column, KeyFigure, Live, Part, Picture, Report, Table
from bodemplaat.presentation.values import joined


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
