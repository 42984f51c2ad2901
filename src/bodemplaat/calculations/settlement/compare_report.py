"""Ways to divide told: who pays more and less, by how much, per head and in percent; then the path."""

from collections.abc import Iterator

from bodemplaat.calculations.settlement.compare_answer import Comparison
from bodemplaat.calculations.settlement.file import Choice
from bodemplaat.calculations.settlement.shifts import shifts
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.settlement import Outcome
from bodemplaat.kernel import say
from bodemplaat.presentation.charts import lines
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.naming import foremost, listed
from bodemplaat.presentation.report import Cell, KeyFigure, Live, Part, Picture, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import joined


def report(choice: Choice, outcome: Comparison, request: Asked) -> Report:
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
        day=request.day,
    )


def _lead(outcome: Comparison) -> str:
    sentences = []
    for other in outcome.others:
        if not other.pay_more:
            sentences.append(say("With “{name}” nobody pays more.", name=other.name))
            continue
        count, first = len(other.pay_more), foremost(other.pay_more, other.difference)
        text = (
            say("With “{name}” only {first} pays more: {amount}.")
            if count == 1
            else say("With “{name}” {count} {count:pays|pay} more, each as much: {amount}.")
            if len(first) == count
            else say("With “{name}” {count} {count:pays|pay} more, {first} most: {amount}.")
            if len(first) == 1
            else say("With “{name}” {count} {count:pays|pay} more, {first} most: {amount} each.")
        )
        sentences.append(
            text.using(name=other.name, count=count, first=listed(first), amount=other.difference(first[0]))
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
    return (
        Rows(outcome.reference.amounts)
        .column("participant", say("Participant"), str)
        .amounts("s", outcome.outcomes, lambda each: each.name, lambda name, each: each.amounts[name])
        .table("scenarios", say("What each pays"), total_label=say("Together"))
    )


def _difference(choice: Choice, other: Outcome, number: int) -> Table:
    def percent(name: str) -> Cell:
        share = Live(other.percent(name), "=IF({before}=0,0,{difference}/ABS({before}))")
        return share if other.reference[name] else None

    difference = "={after}-{before}"
    names = Rows(sorted(other.amounts, key=lambda each: (-other.difference(each).cents, each)))
    names.column("participant", say("Participant"), str)
    names.summed("before", say("Reference"), lambda name: other.reference[name])
    names.summed("after", other.name, lambda name: other.amounts[name])
    names.summed("difference", say("Difference"), other.difference, difference)
    names.column("percent", say("Difference in percent"), percent, Kind.RATIO)
    if any(other.heads.values()):
        head = say("Per head of {driver}", driver=choice.cooperation.heads)
        names.amount("head", head, other.per_head)
        names.amount("more", say("Difference per head"), other.difference_per_head)
    title = say("“{name}” beside the reference", name=other.name)
    return names.table(f"difference-{number}", title, total_label=say("Together"))


def _path_table(choice: Choice, outcome: Comparison) -> Table:
    text = say("Each year the total of “{name}”, divided by a mixture of the shares then and the new ones.")
    return (
        Rows(outcome.path)
        .column("year", say("Year"), lambda step: str(step.year))
        .column("part", say("Follows the new division"), lambda step: step.followed, Kind.RATIO)
        .amounts(
            "p",
            outcome.reference.amounts,
            str,
            lambda step, name: step.amounts[name],
            total=False,
            together=say("Together"),
        )
        .table("path", say("The path"), note=text.using(name=choice.towards))
    )


def _path_picture(choice: Choice, outcome: Comparison) -> Picture:
    points = [
        (name, str(step.year), float(step.amounts[name].decimal))
        for name in outcome.reference.amounts
        for step in outcome.path
    ]
    first, last = outcome.path[0], outcome.path[-1]
    moved = foremost(first.amounts, lambda name: abs(last.amounts[name] - first.amounts[name]))
    text = (
        say("From {start} to {end} {name} moves most: from {first} to {last}.")
        if len(moved) == 1
        else say("From {start} to {end} {name} move most: {amount} each.")
    )
    alt = text.using(
        start=str(first.year),
        end=str(last.year),
        name=listed(moved),
        first=first.amounts[moved[0]],
        last=last.amounts[moved[0]],
        amount=abs(last.amounts[moved[0]] - first.amounts[moved[0]]),
    )
    return lines(say("What each pays along the path"), alt, points, unit="€")
