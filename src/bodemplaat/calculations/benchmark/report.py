"""The comparison told: own figure against the median, the peers as a picture, who is left out and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bodemplaat.calculations.benchmark.answer import TOTAL, BudgetFile, Line, Outcome, distance, euros
from bodemplaat.calculations.work import Asked
from bodemplaat.kernel import say
from bodemplaat.presentation.charts import ACCENT, INK, PALE
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
from bodemplaat.presentation.words import Words

FIGURES = {
    "costs": say("costs"),
    "salaries": say("salaries and social charges"),
    "income": say("income"),
    "net": say("costs less income"),
}
MOST_NAMES = 20


def report(file: BudgetFile, outcome: Outcome, words: Words, asked: Asked) -> Report:
    """One report for every face."""
    question = outcome.question
    figure = words(FIGURES[question.figure])
    return Report(
        title=words(say("{name} beside {group}"), name=outcome.own.name, group=group_name(outcome, words)),
        subtitle=words(
            say("{figure} per inhabitant, from {file}"), figure=figure.capitalize(), file=file.name
        ),
        lead=_lead(outcome, words),
        figures=tuple(_figures(outcome.lines[0], words)),
        parts=tuple(_parts(outcome, words)),
    )


def group_name(outcome: Outcome, words: Words) -> str:
    """The group in words."""
    against = outcome.question.against
    if against == "size":
        return words(say("{count} municipalities of its size"), count=len(outcome.group))
    if against == "province":
        return words(
            say("{count} municipalities in {province}"),
            count=len(outcome.group),
            province=outcome.own.province,
        )
    return words(say("{count} chosen municipalities"), count=len(outcome.group))


def _lead(outcome: Outcome, words: Words) -> str:
    line = outcome.lines[0]
    name = _task(line, words)
    if line.own is None:
        return words(say("{name} left the figure for {task} empty."), name=outcome.own.name, task=name)
    if line.comparison is None:
        return words(say("No other municipality has a figure for {task}."), task=name)
    comparison = line.comparison
    text = say(
        "{task}: {own} per inhabitant, {distance} above the median of {median}; over all inhabitants {amount}."
    )
    if comparison.difference < 0:
        text = say(
            "{task}: {own} per inhabitant, {distance} below the median of {median}; over all inhabitants {amount}."
        )
    return words(
        text,
        task=name,
        own=euros(line.own.per_inhabitant),
        distance=abs(distance(comparison)),
        median=euros(comparison.peers.median),
        amount=abs(comparison.amount),
    )


def _figures(line: Line, words: Words) -> Iterator[KeyFigure]:
    if line.own is None or line.comparison is None:
        return
    each = words(say("per inhabitant"))
    yield KeyFigure(words(say("Own figure")), euros(line.own.per_inhabitant), note=each)
    yield KeyFigure(words(say("Median")), euros(line.comparison.peers.median), note=each)
    place = words(
        say("{cheaper} lower, {dearer} higher"),
        cheaper=line.comparison.cheaper,
        dearer=line.comparison.dearer,
    )
    yield KeyFigure(words(say("Municipalities compared")), line.comparison.peers.count, Kind.COUNT, place)


def _parts(outcome: Outcome, words: Words) -> Iterator[Part]:
    for line in outcome.lines[:1] if not outcome.question.tasks else outcome.lines:
        if line.comparison is not None:
            yield _picture(outcome, line, words)
    yield _table(outcome, words)
    yield from _left_out(outcome, words)
    yield _peers(outcome, words)


def _table(outcome: Outcome, words: Words) -> Table:
    columns = (
        Column("task", words(say("Taakveld"))),
        Column("own", words(say("Own")), Kind.AMOUNT),
        Column("lower", words(say("Lower quartile")), Kind.AMOUNT),
        Column("median", words(say("Median")), Kind.AMOUNT),
        Column("upper", words(say("Upper quartile")), Kind.AMOUNT),
        Column("difference", words(say("Difference")), Kind.AMOUNT),
        Column("amount", words(say("Over all inhabitants")), Kind.AMOUNT),
        Column("count", words(say("Compared")), Kind.COUNT),
        Column("zeros", words(say("Of which zero")), Kind.COUNT),
    )
    rows = []
    for line in outcome.lines:
        c = line.comparison
        zeros = 0 if outcome.question.without_zeros else len(line.zeros)
        rows.append(
            (
                _task(line, words),
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
        words(say("Per taakveld, euros per inhabitant")),
        columns,
        rows,
        note=words(say("Difference: own less median. The own municipality does not count among the others.")),
        emphasis=frozenset(n for n, line in enumerate(outcome.lines) if line.task == TOTAL),
    )


def _left_out(outcome: Outcome, words: Words) -> Iterator[Part]:
    if outcome.not_delivered:
        text = words(
            say("Shown as missing and left out, because the file holds only zeros for them: {names}."),
            names=", ".join(outcome.not_delivered),
        )
        yield Paragraph(text, words(say("Not delivered")))
    yield from _named("empty", words(say("Cell left empty, and so left out")),
                      [(line, line.empty) for line in outcome.lines], outcome, words)  # fmt: skip
    zeros = say("Nothing budgeted, and so left out")
    if not outcome.question.without_zeros:
        zeros = say("Nothing budgeted, counted as zero")
    yield from _named("zeros", words(zeros), [(line, line.zeros) for line in outcome.lines], outcome, words)


def _named(
    key: str, title: str, lines: Sequence[tuple[Line, tuple[str, ...]]], outcome: Outcome, words: Words
) -> Iterator[Part]:
    """Which municipalities, per taakveld; on screen and paper only where a taakveld was asked for."""
    rows = [(_task(line, words), len(names), _some(names, words)) for line, names in lines if names]
    if rows:
        columns = (
            Column("task", words(say("Taakveld"))),
            Column("count", words(say("Number")), Kind.COUNT),
            Column("names", words(say("Municipalities"))),
        )
        asked = bool(outcome.question.tasks)
        yield Table(key, title, columns, rows, on_paper=asked, on_screen=asked)


def _peers(outcome: Outcome, words: Words) -> Table:
    line = outcome.lines[0]
    figures = sorted(
        (*line.peers, *((line.own,) if line.own else ())), key=lambda f: (f.per_inhabitant, f.name)
    )
    return Table(
        "peers",
        words(say("Each municipality, {task}"), task=_task(line, words)),
        (
            Column("name", words(say("Municipality"))),
            Column("inhabitants", words(say("Inhabitants")), Kind.COUNT),
            Column("amount", words(say("Amount")), Kind.AMOUNT),
            Column("each", words(say("Per inhabitant")), Kind.AMOUNT),
        ),
        [
            (f.name, f.inhabitants, f.amount, Live(euros(f.per_inhabitant), "={amount}/{inhabitants}"))
            for f in figures
        ],
        emphasis=frozenset(n for n, f in enumerate(figures) if f is line.own),
        on_screen=False,
        on_paper=False,
    )


def _picture(outcome: Outcome, line: Line, words: Words) -> Picture:
    """Every peer a tick, the middle half a band, the median a line, the own figure a named dot."""
    comparison, own = line.comparison, line.own
    assert comparison is not None  # noqa: S101  # asked by the caller
    assert own is not None  # noqa: S101  # without it there is no comparison
    spread = comparison.peers
    ticks = [{"name": peer.name, "value": float(peer.per_inhabitant)} for peer in line.peers]
    x: dict[str, Any] = {
        "field": "value", "type": "quantitative", "scale": {"zero": False},
        "title": words(say("euros per inhabitant")), "axis": {"format": ",.0f"},
    }  # fmt: skip
    band = [{"value": float(spread.lower_quartile), "end": float(spread.upper_quartile)}]
    marks = [
        {"value": float(spread.median), "label": words(say("median"))},
        {"value": float(own.per_inhabitant), "label": own.name},
    ]
    layers = [
        _layer(band, {"type": "rect", "color": PALE}, x, (24, 72), x2={"field": "end"}),
        _layer(ticks, {"type": "rule", "color": INK, "opacity": 0.45}, x, (30, 66)),
        _layer(marks[:1], {"type": "rule", "color": INK, "strokeWidth": 2}, x, (20, 76)),
        _layer(
            marks[1:], {"type": "point", "filled": True, "size": 140, "color": ACCENT, "opacity": 1}, x, (48,)
        ),
        _layer(marks[:1], {"type": "text"}, x, (86,), text={"field": "label"}),
        _layer(marks[1:], {"type": "text", "fontWeight": "bold"}, x, (12,), text={"field": "label"}),
    ]
    alt = words(
        say("{name} spends {own} per inhabitant; half of {count} municipalities lie between {lower} and {upper}, "
            "{cheaper} are lower and {dearer} higher."),
        name=own.name, own=euros(own.per_inhabitant), count=spread.count, lower=euros(spread.lower_quartile),
        upper=euros(spread.upper_quartile), cheaper=comparison.cheaper, dearer=comparison.dearer,
    )  # fmt: skip
    title = words(say("{task} per inhabitant"), task=_task(line, words))
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


def _task(line: Line, words: Words) -> str:
    return line.task if line.task != TOTAL else words(say("All taakvelden"))


def _some(names: Sequence[str], words: Words) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    rest = len(names) - MOST_NAMES
    return words(say("{names} and {count} more"), names=shown, count=rest) if rest > 0 else shown
