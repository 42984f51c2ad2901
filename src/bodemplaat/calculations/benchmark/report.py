"""The comparison told: own figure against the median, the peers as a picture, who is left out and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bodemplaat.calculations.benchmark.answer import TOTAL, BudgetFile, Line, Outcome, distance, euros
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import say
from bodemplaat.presentation import palette
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import (
    Column,
    KeyFigure,
    Live,
    Paragraph,
    Part,
    Picture,
    Report,
    Table,
)
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
    columns = (
        Column("task", say("Taakveld")),
        Column("own", say("Own"), Kind.AMOUNT),
        Column("lower", say("Lower quartile"), Kind.AMOUNT),
        Column("median", say("Median"), Kind.AMOUNT),
        Column("upper", say("Upper quartile"), Kind.AMOUNT),
        Column("difference", say("Difference"), Kind.AMOUNT),
        Column("amount", say("Over all inhabitants"), Kind.AMOUNT),
        Column("count", say("Compared"), Kind.COUNT),
        Column("zeros", say("Of which zero"), Kind.COUNT),
    )
    rows = []
    for line in outcome.lines:
        c = line.comparison
        zeros = 0 if outcome.question.without_zeros else len(line.zeros)
        rows.append(
            (
                _task(line),
                None if line.own is None else euros(line.own.per_inhabitant),
                *((None,) * 5 if c is None else (
                    euros(c.peers.lower_quartile), euros(c.peers.median), euros(c.peers.upper_quartile),
                    Live(distance(c), "={own}-{median}"), c.amount,
                )),
                len(line.peers),
                zeros,
            )
        )  # fmt: skip
    return Table(
        "lines",
        say("Per taakveld, euros per inhabitant"),
        columns,
        rows,
        note=say("Difference: own less median. The own municipality does not count among the others."),
        emphasis=frozenset(n for n, line in enumerate(outcome.lines) if line.task == TOTAL),
    )


def _left_out(outcome: Outcome) -> Iterator[Part]:
    if outcome.not_delivered:
        text = say(
            "Shown as missing and left out, because the file holds only zeros for them: {names}.",
            names=", ".join(outcome.not_delivered),
        )
        yield Paragraph(text, say("Not delivered"))
    yield from _named("empty", say("Cell left empty, and so left out"),
                      [(line, line.empty) for line in outcome.lines], outcome)  # fmt: skip
    zeros = say("Nothing budgeted, and so left out")
    if not outcome.question.without_zeros:
        zeros = say("Nothing budgeted, counted as zero")
    yield from _named("zeros", zeros, [(line, line.zeros) for line in outcome.lines], outcome)


def _named(
    key: str, title: str, lines: Sequence[tuple[Line, tuple[str, ...]]], outcome: Outcome
) -> Iterator[Part]:
    """Which municipalities, per taakveld; on screen and paper only where a taakveld was asked for."""
    rows = [(_task(line), len(names), _some(names)) for line, names in lines if names]
    if rows:
        columns = (
            Column("task", say("Taakveld")),
            Column("count", say("Number"), Kind.COUNT),
            Column("names", say("Municipalities")),
        )
        asked = bool(outcome.question.tasks)
        yield Table(key, title, columns, rows, on_paper=asked, on_screen=asked)


def _peers(outcome: Outcome) -> Table:
    line = outcome.lines[0]
    figures = sorted(
        (*line.peers, *((line.own,) if line.own else ())), key=lambda f: (f.per_inhabitant, f.name)
    )
    return Table(
        "peers",
        say("Each municipality, {task}", task=_task(line)),
        (
            Column("name", say("Municipality")),
            Column("inhabitants", say("Inhabitants"), Kind.COUNT),
            Column("amount", say("Amount"), Kind.AMOUNT),
            Column("each", say("Per inhabitant"), Kind.AMOUNT),
        ),
        [
            (f.name, f.inhabitants, f.amount, Live(euros(f.per_inhabitant), "={amount}/{inhabitants}"))
            for f in figures
        ],
        emphasis=frozenset(n for n, f in enumerate(figures) if f is line.own),
        on_screen=False,
        on_paper=False,
    )


def _picture(outcome: Outcome, line: Line) -> Picture:
    """Every peer a tick, the middle half a band, the median a line, the own figure a named dot."""
    comparison, own = line.comparison, line.own
    assert comparison is not None  # noqa: S101  # asked by the caller
    assert own is not None  # noqa: S101  # without it there is no comparison
    spread = comparison.peers
    ticks = [{"name": peer.name, "value": float(peer.per_inhabitant)} for peer in line.peers]
    x: dict[str, Any] = {
        "field": "value", "type": "quantitative", "scale": {"zero": False},
        "title": say("euros per inhabitant"), "axis": {"format": ",.0f"},
    }  # fmt: skip
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
    alt = say("{name} spends {own} per inhabitant; half of {count} {count:municipality lies|municipalities lie} between {lower} and {upper}, "
            "{cheaper} {cheaper:is|are} lower and {dearer} higher.", name=own.name, own=euros(own.per_inhabitant), count=spread.count, lower=euros(spread.lower_quartile),
        upper=euros(spread.upper_quartile), cheaper=comparison.cheaper, dearer=comparison.dearer,
    )  # fmt: skip
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
