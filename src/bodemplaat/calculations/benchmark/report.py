"""The comparison told: own figure against the median, the peers as a picture, who is left out and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bodemplaat.calculations.benchmark.answer import TOTAL, BudgetFile, Line, Outcome, distance, euros
from bodemplaat.calculations.work import Asked
from bodemplaat.engines.benchmark import Comparison
from bodemplaat.kernel import say
from bodemplaat.presentation import palette
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Cell, KeyFigure, Live, Paragraph, Part, Picture, Report, Table
from bodemplaat.presentation.rows import Rows
from bodemplaat.presentation.values import Capital

FIGURES = {
    "costs": say("costs"),
    "salaries": say("salaries and social charges"),
    "income": say("income"),
    "net": say("costs less income"),
}
MOST_NAMES = 20


def report(file: BudgetFile, outcome: Outcome, _: Asked) -> Report:
    """One report for every face."""
    question = outcome.question
    figure = FIGURES[question.figure]
    return Report(
        title=say("{name} beside {group}", name=outcome.own.name, group=group_name(outcome)),
        subtitle=say("{figure} per inhabitant, from {file}", figure=Capital(figure), file=file.name),
        lead=_lead(outcome),
        figures=tuple(_figures(outcome.lines[0])),
        parts=tuple(_parts(outcome)),
    )


def group_name(outcome: Outcome) -> str:
    """The group in words."""
    against = outcome.question.against
    if against == "size":
        return say("{count} {count:municipality|municipalities} of its size", count=len(outcome.group))
    if against == "province":
        return say(
            "{count} {count:municipality|municipalities} in {province}",
            count=len(outcome.group),
            province=outcome.own.province,
        )
    return say("{count} chosen {count:municipality|municipalities}", count=len(outcome.group))


def _lead(outcome: Outcome) -> str:
    line = outcome.lines[0]
    name = _task(line)
    if line.own is None:
        return say("{name} left the figure for {task} empty.", name=outcome.own.name, task=name)
    if line.comparison is None:
        return say("No other municipality has a figure for {task}.", task=name)
    comparison = line.comparison
    text = say(
        "{task}: {own} per inhabitant, {distance} above the median of {median}; over all inhabitants {amount}."
    )
    if comparison.difference < 0:
        text = say(
            "{task}: {own} per inhabitant, {distance} below the median of {median}; over all inhabitants {amount}."
        )
    return text.using(
        task=name,
        own=euros(line.own.per_inhabitant),
        distance=abs(distance(comparison)),
        median=euros(comparison.peers.median),
        amount=abs(comparison.amount),
    )


def _figures(line: Line) -> Iterator[KeyFigure]:
    if line.own is None or line.comparison is None:
        return
    each = say("per inhabitant")
    yield KeyFigure(say("Own figure"), euros(line.own.per_inhabitant), note=each)
    yield KeyFigure(say("Median"), euros(line.comparison.peers.median), note=each)
    place = say(
        "{cheaper} lower, {dearer} higher",
        cheaper=line.comparison.cheaper,
        dearer=line.comparison.dearer,
    )
    yield KeyFigure(say("Municipalities compared"), line.comparison.peers.count, Kind.COUNT, place)


def _parts(outcome: Outcome) -> Iterator[Part]:
    for line in outcome.lines[:1] if not outcome.question.tasks else outcome.lines:
        if line.comparison is not None:
            yield _picture(outcome, line)
    yield _table(outcome)
    yield from _left_out(outcome)
    yield _peers(outcome)


def _table(outcome: Outcome) -> Table:
    def spread(cell: Callable[[Comparison], Cell]) -> Callable[[Line], Cell]:
        return lambda line: None if line.comparison is None else cell(line.comparison)

    def own(line: Line) -> Cell:
        return None if line.own is None else euros(line.own.per_inhabitant)

    def zeros(line: Line) -> int:
        return 0 if outcome.question.without_zeros else len(line.zeros)

    note = say("Difference: own less median. The own municipality does not count among the others.")
    return (
        Rows(outcome.lines)
        .column("task", say("Taakveld"), _task)
        .amount("own", say("Own"), own)
        .amount("lower", say("Lower quartile"), spread(lambda c: euros(c.peers.lower_quartile)))
        .amount("median", say("Median"), spread(lambda c: euros(c.peers.median)))
        .amount("upper", say("Upper quartile"), spread(lambda c: euros(c.peers.upper_quartile)))
        .amount("difference", say("Difference"), spread(lambda c: Live(distance(c), "={own}-{median}")))
        .amount("amount", say("Over all inhabitants"), spread(lambda c: c.amount))
        .column("count", say("Compared"), lambda line: len(line.peers), Kind.COUNT)
        .column("zeros", say("Of which zero"), zeros, Kind.COUNT)
        .table(
            "lines",
            say("Per taakveld, euros per inhabitant"),
            note=note,
            emphasis={number for number, line in enumerate(outcome.lines) if line.task == TOTAL},
        )
    )


def _left_out(outcome: Outcome) -> Iterator[Part]:
    if outcome.not_delivered:
        text = say(
            "Shown as missing and left out, because the file holds only zeros for them: {names}.",
            names=", ".join(outcome.not_delivered),
        )
        yield Paragraph(text, say("Not delivered"))
    empty = say("Cell left empty, and so left out")
    yield from _named("empty", empty, {_task(line): line.empty for line in outcome.lines}, outcome)
    zeros = say("Nothing budgeted, counted as zero")
    if outcome.question.without_zeros:
        zeros = say("Nothing budgeted, and so left out")
    yield from _named("zeros", zeros, {_task(line): line.zeros for line in outcome.lines}, outcome)


def _named(key: str, title: str, names: Mapping[str, Sequence[str]], outcome: Outcome) -> Iterator[Part]:
    """Which municipalities, per taakveld; on screen and paper only where a taakveld was asked for."""
    by_name = bool(outcome.question.tasks)
    tasks = Rows(task for task in names if names[task])
    if tasks.values:
        yield (
            tasks.column("task", say("Taakveld"), lambda task: task)
            .column("count", say("Number"), lambda task: len(names[task]), Kind.COUNT)
            .column("names", say("Municipalities"), lambda task: _some(names[task]))
            .table(key, title, on_paper=by_name, on_screen=by_name)
        )


def _peers(outcome: Outcome) -> Table:
    line = outcome.lines[0]
    figures = sorted(
        (*line.peers, *((line.own,) if line.own else ())), key=lambda f: (f.per_inhabitant, f.name)
    )
    title = say("Each municipality, {task}", task=_task(line))
    own = {number for number, figure in enumerate(figures) if figure is line.own}
    return (
        Rows(figures)
        .column("name", say("Municipality"), lambda f: f.name)
        .column("inhabitants", say("Inhabitants"), lambda f: f.inhabitants, Kind.COUNT)
        .amount("amount", say("Amount"), lambda f: f.amount)
        .amount("each", say("Per inhabitant"), lambda f: euros(f.per_inhabitant), "={amount}/{inhabitants}")
        .table("peers", title, emphasis=own, on_screen=False, on_paper=False)
    )


def _picture(outcome: Outcome, line: Line) -> Picture:
    """Every peer a tick, the middle half a band, the median a line, the own figure a named dot."""
    comparison, own = line.comparison, line.own
    assert comparison is not None  # noqa: S101  # asked by the caller
    assert own is not None  # noqa: S101  # without it there is no comparison
    spread = comparison.peers
    ticks = [{"name": peer.name, "value": float(peer.per_inhabitant)} for peer in line.peers]
    x: dict[str, Any] = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False},
        "title": say("euros per inhabitant"),
        "axis": {"format": ",.0f"},
    }
    band = [{"value": float(spread.lower_quartile), "end": float(spread.upper_quartile)}]
    marks = [
        {"value": float(spread.median), "label": say("median")},
        {"value": float(own.per_inhabitant), "label": own.name},
    ]
    layers = [
        _layer(band, {"type": "rect", "color": palette.BAND}, x, (24, 72), x2={"field": "end"}),
        _layer(ticks, {"type": "rule", "color": palette.INK, "opacity": 0.45}, x, (30, 66)),
        _layer(marks[:1], {"type": "rule", "color": palette.INK, "strokeWidth": 2}, x, (20, 76)),
        _layer(
            marks[1:],
            {"type": "point", "filled": True, "size": 140, "color": palette.FIRST, "opacity": 1},
            x,
            (48,),
        ),
        _layer(marks[:1], {"type": "text"}, x, (86,), text={"field": "label"}),
        _layer(marks[1:], {"type": "text", "fontWeight": "bold"}, x, (12,), text={"field": "label"}),
    ]
    alt = say(
        "{name} spends {own} per inhabitant; half of {count} {count:municipality lies|municipalities lie} between {lower} and {upper}, "
        "{cheaper} {cheaper:is|are} lower and {dearer} higher.",
        name=own.name,
        own=euros(own.per_inhabitant),
        count=spread.count,
        lower=euros(spread.lower_quartile),
        upper=euros(spread.upper_quartile),
        cheaper=comparison.cheaper,
        dearer=comparison.dearer,
    )
    title = say("{task} per inhabitant", task=_task(line))
    return Picture(title, alt, {"height": 96, "layer": layers})


def _layer(
    values: Sequence[Mapping[str, object]],
    mark: Mapping[str, object],
    x: Mapping[str, object],
    heights: tuple[int, ...],
    **channels: Mapping[str, object],
) -> dict[str, Any]:
    """One layer at fixed heights in the picture, from the top."""
    y = dict(zip(("y", "y2"), ({"value": height} for height in heights), strict=False))
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": x, **y, **channels}}


def _task(line: Line) -> str:
    return line.task if line.task != TOTAL else say("All taakvelden")


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    rest = len(names) - MOST_NAMES
    return say("{names} and {count} more", names=shown, count=rest) if rest > 0 else shown
