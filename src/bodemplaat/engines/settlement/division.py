"""Dividing the costs of a year: every cost over its days, over the stages of its key, over its takers.

The amount of a cost is divided over the spans of its year by days, and each span over those who take part in it: the
cost of a day is borne by those who are there that day. All spans of all costs are divided in one array; whole cents
are kept at every stage.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from bodemplaat.engines.settlement.costs import CostLine
from bodemplaat.engines.settlement.keys import Basis, Cascade, Moment, NotDivisible
from bodemplaat.engines.settlement.limits import Limits
from bodemplaat.engines.settlement.shares import Cents, Weights, divide_rows, whole_weights
from bodemplaat.engines.settlement.spans import Calendar, Span
from bodemplaat.kernel import Euro, Finding, Period, Rounding, Trace, divide, say


class CannotDivide(ValueError):
    """Costs that cannot be divided, with a finding for each; their places are ``costs.<row>``."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{finding.place}: {finding.render()}" for finding in findings))


@dataclass(frozen=True, slots=True)
class Piece:
    """One amount that is divided in one go: a cost, in a span, within a group where its key is a cascade."""

    line: int
    period: Period
    key: str
    basis: Basis
    moment: Moment
    cents: int
    weights: Weights
    limits: Limits | None = None
    group: str = ""

    def by_limits(self, parts: Sequence[int]) -> tuple[list[int], list[int]]:
        """The parts of the takers within minimum and cap, and after discounts."""
        if self.limits is None:
            return list(parts), list(parts)
        weights = list(self.basis.weights(self.moment).values())
        whole = whole_weights(weights).tolist()
        bounded = self.limits.within(self.cents, whole)
        return bounded, self.limits.discounted(bounded, whole)


@dataclass(frozen=True, slots=True)
class Division:
    """Who bears what of which cost: ``cents[line, participant]``, in the order of ``lines`` and ``names``."""

    lines: tuple[CostLine, ...]
    names: tuple[str, ...]
    pieces: tuple[Piece, ...]
    by_weight: Cents
    """``[piece, participant]``: the parts by weight alone."""
    by_piece: Cents
    """``[piece, participant]``: the parts within minimum, cap and discounts."""
    cents: Cents
    actual: bool = False
    """Whether the amounts divided are the actual ones, so that a trace ends at the actual figures of items."""

    def of(self, row: int, participant: str) -> Euro:
        """What a participant bears of the cost in this row."""
        return Euro(int(self.cents[row, self.names.index(participant)]))

    def line_total(self, row: int) -> Euro:
        """What all bear together of the cost in this row."""
        return Euro(int(self.cents[row].sum()))

    def trace(self, row: int, participant: str) -> Trace:
        """Why a participant bears what he bears of a cost, span by span, down to the figures of its key."""
        line, column = self.lines[row], self.names.index(participant)
        parts = [
            self._piece_trace(number, participant, column)
            for number, piece in enumerate(self.pieces)
            if piece.line == row and participant in piece.moment.takers
        ]
        amount = self.of(row, participant)
        off = amount - Euro.total(part.amount for part in parts)
        if off:
            text = say("share of the discount on the whole, in proportion to what each bears")
            parts.append(Trace(say("Discount"), off, text, source=line.source))
        if len(parts) == 1:
            (only,) = parts
            return Trace(line.name, only.amount, only.text, only.values, only.parts, only.source)
        return Trace(line.name, amount, parts=tuple(parts), source=line.source)

    def _piece_trace(self, number: int, participant: str, column: int) -> Trace:
        piece = self.pieces[number]
        line = self.lines[piece.line]
        text, values = piece.basis.because(participant, piece.moment)
        values = {**values, "cost": Euro(piece.cents), "key": piece.key}
        period = f"{piece.period.start} – {_last_day(piece.period)}"
        name = f"{piece.group}, {period}" if piece.group else period
        by_weight, after = Euro(int(self.by_weight[number, column])), Euro(int(self.by_piece[number, column]))
        source = _sources(line, piece, participant)
        parts = () if piece.limits is None else self._corrections(number, participant, by_weight, after)
        if parts:
            parts = (Trace(piece.key, by_weight, text, values, source=source), *parts)
            return Trace(name, after, parts=parts)
        return Trace(
            name, after, text, values, parts=_over_items(line, after, actual=self.actual), source=source
        )

    def _corrections(self, number: int, participant: str, by_weight: Euro, after: Euro) -> tuple[Trace, ...]:
        piece = self.pieces[number]
        taker = piece.moment.takers.index(participant)
        bounded = Euro(piece.by_limits(self._of_takers(number))[0][taker])
        corrections = (
            Trace(
                say("Minimum and cap"),
                bounded - by_weight,
                say("held at a bound, or bearing what others do not"),
            ),
            Trace(say("Discounts"), after - bounded, say("own discount, or bearing those of others")),
        )
        return tuple(correction for correction in corrections if correction.amount)

    def _of_takers(self, number: int) -> list[int]:
        columns = [self.names.index(name) for name in self.pieces[number].moment.takers]
        return [int(part) for part in self.by_weight[number, columns]]


def divide_costs(
    lines: Sequence[CostLine], amounts: Sequence[Euro], calendar: Calendar, *, actual: bool = False
) -> Division:
    """Divide ``amounts`` (one per line, for the whole year or its own period) over the participants.

    For every line the parts add up to its amount less its discount. Raises ``CannotDivide`` with all that is wrong.
    """
    names = tuple(sorted(participant.name for participant in calendar.participants))
    columns = {name: column for column, name in enumerate(names)}
    pieces: list[Piece] = []
    findings: dict[int, Finding] = {}
    for row, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        try:
            pieces += _cut(row, line, amount, calendar, columns)
        except NotDivisible as problem:
            findings[row] = _finding(row, problem)
    by_weight = _by_weight(pieces, len(names))
    by_piece = by_weight.copy()
    for number, piece in enumerate(pieces):
        if piece.limits is not None:
            takers = [columns[name] for name in piece.moment.takers]
            try:
                by_piece[number, takers] = piece.by_limits(by_weight[number, takers].tolist())[1]
            except NotDivisible as problem:
                findings[piece.line] = _finding(piece.line, problem)
    if findings:
        raise CannotDivide([findings[row] for row in sorted(findings)])
    cents = np.zeros((len(lines), len(names)), dtype=np.int64)
    np.add.at(cents, [piece.line for piece in pieces], by_piece)
    for row, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        off = discount_on(line, amount)
        if off:
            cents[row] -= divide(off.cents, np.abs(cents[row]).tolist())
    return Division(tuple(lines), names, tuple(pieces), by_weight, by_piece, cents, actual)


def discount_on(line: CostLine, amount: Euro) -> Euro:
    """The discount on the whole of a cost, rounded half up to the cent."""
    if line.discount is None:
        return Euro(0)
    return line.discount if isinstance(line.discount, Euro) else amount.times(line.discount, Rounding.HALF_UP)


def _cut(
    row: int, line: CostLine, amount: Euro, calendar: Calendar, columns: Mapping[str, int]
) -> Iterator[Piece]:
    spans = calendar.spans(line)
    parts = divide(amount.cents, [span.period.days for span in spans])
    for span, cents in zip(spans, parts, strict=True):
        for group, basis, moment, part in _stages(span, cents):
            limits = None
            if span.key.is_bounded:
                limits = Limits.of(span.key, moment.takers, part, span.period, calendar.year)
            weights = _weights(basis, moment, part, columns)
            yield Piece(row, span.period, span.key.name, basis, moment, part, weights, limits, group)


def _stages(span: Span, cents: int) -> Iterator[tuple[str, Basis, Moment, int]]:
    """The last stage of a key: one division without a group, or one within each group of a cascade."""
    cascade = span.key.basis
    if not isinstance(cascade, Cascade):
        yield "", cascade, span.moment, cents
        return
    if span.key.is_bounded:
        raise NotDivisible(
            say("A cascade has no minimum, cap or discount. Leave them out of key “{key}”."),
            key=span.key.name,
        )
    stage = cascade.stage(span.moment)
    weights = [weight for weight, _, _ in stage.values()]
    if cents and not any(weights):
        raise _nobody(span.moment)
    parts = divide(cents, weights) if cents else [0] * len(weights)
    for (group, (_, basis, moment)), part in zip(stage.items(), parts, strict=True):
        yield group, basis, moment, part


def _weights(basis: Basis, moment: Moment, cents: int, columns: Mapping[str, int]) -> Weights:
    found = basis.weights(moment)
    if cents and not any(found.values()):
        raise _nobody(moment)
    weights = np.zeros(len(columns), dtype=np.int64)
    weights[[columns[name] for name in found]] = whole_weights(list(found.values()))
    return weights


def _by_weight(pieces: Sequence[Piece], receivers: int) -> Cents:
    if not pieces:
        return np.zeros((0, receivers), dtype=np.int64)
    amounts = np.array([piece.cents for piece in pieces], dtype=np.int64)
    return divide_rows(amounts, np.stack([piece.weights for piece in pieces]))


def _over_items(line: CostLine, amount: Euro, *, actual: bool) -> tuple[Trace, ...]:
    """The same part of every source figure of a cost, so that a trace ends at the figures."""
    if len(line.items) < 2:
        return ()
    figures = [item.actual if actual and item.actual is not None else item.budget for item in line.items]
    if not any(figures):
        return ()
    parts = amount.divided([abs(figure.cents) for figure in figures])
    text = say("the same part of {cost}")
    return tuple(
        Trace(item.name, part, text, {"cost": figure}, source=item.source)
        for item, figure, part in zip(line.items, figures, parts, strict=True)
    )


def _sources(line: CostLine, piece: Piece, participant: str) -> str:
    figures = (
        piece.moment.figures.on(piece.period.start, driver, participant)
        for driver in sorted(piece.basis.drivers())
    )
    texts = [line.source, *(figure.source for figure in figures if figure is not None)]
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _nobody(moment: Moment) -> NotDivisible:
    return NotDivisible(
        say(
            "Nobody who takes this service has a weight in its key on {day}. Correct the figures or the key."
        ),
        day=moment.day,
    )


def _finding(row: int, problem: NotDivisible) -> Finding:
    return Finding("settlement.not_divisible", f"costs.{row}", problem.text, problem.values)


def _last_day(period: Period) -> date:
    return (period.end or date.max) - timedelta(days=1)
