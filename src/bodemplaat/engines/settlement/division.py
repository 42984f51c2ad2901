"""Dividing the costs of a year: every cost over its days, over the stages of its key, over its takers.

The amount of a cost is divided over the spans of its year by days, and each span over those who take part in it: the
cost of a day is borne by those who are there that day. All spans of all costs are divided in one array; whole cents
are kept at every stage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from bodemplaat.engines.cents import Cents, divide_in_turn, divide_rows, weight_rows
from bodemplaat.engines.settlement.bases import NotDivisible
from bodemplaat.engines.settlement.branches import Divided, divide_by
from bodemplaat.engines.settlement.costs import CostLine
from bodemplaat.engines.settlement.keys import AllocationKey, counting_days
from bodemplaat.engines.settlement.limits import Limits
from bodemplaat.engines.settlement.spans import Calendar, Span, Stage
from bodemplaat.kernel import Euro, Finding, Period, Rounding, Trace, divide, say, whole_weights


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
    stage: Stage
    cents: int
    limits: Limits | None = None
    divided: Divided | None = None
    """How it is divided where the key has limits within it."""

    @property
    def takers(self) -> tuple[str, ...]:
        """Who it is divided over."""
        return self.stage.moment.takers

    @property
    def weights(self) -> tuple[int, ...]:
        """The whole weight of everybody, by name."""
        return self.stage.weights

    def by_limits(self, names: Sequence[str]) -> tuple[list[int], list[int]]:
        """The parts of the takers within minimum and cap, and after discounts."""
        if self.divided is not None:
            return list(self.divided.bounded), list(self.divided.after)
        weights = [self.weights[names.index(name)] for name in self.takers]
        if self.limits is None:
            parts = divide(self.cents, weights)
            return parts, parts
        bounded = self.limits.within(self.cents, weights)
        return bounded, self.limits.discounted(bounded, weights)


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

    def amounts(self, row: int) -> dict[str, Euro]:
        """What each bears of the cost in this row."""
        return {name: Euro(cents) for name, cents in zip(self.names, self.cents[row].tolist(), strict=True)}

    def trace(self, row: int, participant: str) -> Trace:
        """Why a participant bears what it bears of a cost, span by span, down to the figures of its key."""
        line, column = self.lines[row], self.names.index(participant)
        parts = [
            self._piece_trace(number, participant, column)
            for number, piece in enumerate(self.pieces)
            if piece.line == row and participant in piece.takers
        ]
        amount = self.of(row, participant)
        off = amount - Euro.total(part.amount for part in parts)
        if off:
            text = say("share of the discount on the whole, in proportion to what each bears")
            parts.append(Trace(say("Discount"), off, text, source=line.source))
        if len(parts) == 1:
            (only,) = parts
            return replace(only, name=line.name)
        return Trace(line.name, amount, parts=tuple(parts), source=line.source)

    def _piece_trace(self, number: int, participant: str, column: int) -> Trace:
        piece = self.pieces[number]
        line = self.lines[piece.line]
        if piece.divided is not None:
            return self._branch_trace(piece, piece.divided, participant)
        text, values = piece.stage.basis.because(participant, piece.stage.moment)
        values = {**values, "cost": Euro(piece.cents), "key": piece.key}
        period = f"{piece.period.start} – {_last_day(piece.period)}"
        name = f"{piece.stage.group}, {period}" if piece.stage.group else period
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
        taker = piece.takers.index(participant)
        bounded = Euro(piece.by_limits(self.names)[0][taker])
        return _corrections(by_weight, bounded, after)

    def _branch_trace(self, piece: Piece, divided: Divided, participant: str, depth: int = 0) -> Trace:
        """Why a participant bears its part of a branch: its parts, and what its limits add or take off."""
        line, branch = self.lines[piece.line], divided.branch
        taker = branch.takers.index(participant)
        by_basis, bounded, after = (
            Euro(parts[taker]) for parts in (divided.by_basis, divided.bounded, divided.after)
        )
        corrections = _corrections(by_basis, bounded, after, branch.key)
        source = _sources(line, piece, participant)
        name = branch.name if depth else f"{piece.period.start} – {_last_day(piece.period)}"
        values: dict[str, object] = {"cost": Euro(divided.cents), "before": Euro(divided.portion)}
        text = ""
        if divided.portion != divided.cents:
            text = say("of {cost}; {before} before the limits of the key over the groups")
        if branch.parts:
            parts = [
                self._branch_trace(piece, part, participant, depth + 1) for part in divided.over(participant)
            ]
            return Trace(name, after, text, values, parts=(*parts, *corrections), source=source)
        why, more = branch.basis.because(participant, branch.moment)
        values |= more
        if not corrections and not text:
            items = _over_items(line, after, actual=self.actual)
            return Trace(name, after, why, values, parts=items, source=source)
        own = Trace(branch.key.name if branch.key else branch.name, by_basis, why, values, source=source)
        return Trace(name, after, text, values, parts=(own, *corrections))


def _corrections(
    by_weight: Euro, bounded: Euro, after: Euro, key: AllocationKey | None = None
) -> tuple[Trace, ...]:
    """What minimum, cap, guarantee and discounts change; nothing where they change nothing."""
    bounds = Trace(
        say("Minimum and cap"), bounded - by_weight, say("held at a bound, or bearing what others do not")
    )
    if key is not None and key.guarantee is not None:
        text = say("held at what key “{other}” lets bear at most, or bearing what others do not")
        bounds = Trace(say("Guarantee"), bounded - by_weight, text, {"other": key.guarantee.than})
    off = Trace(say("Discounts"), after - bounded, say("own discount, or bearing those of others"))
    return tuple(correction for correction in (bounds, off) if correction.amount)


def divide_costs(
    lines: Sequence[CostLine], amounts: Sequence[Euro], calendar: Calendar, *, actual: bool = False
) -> Division:
    """Divide ``amounts`` (one per line, for the whole year or its own period) over the participants.

    For every line the parts add up to its amount less its discount. Raises ``CannotDivide`` with all that is wrong.
    """
    names = calendar.names
    columns = {name: column for column, name in enumerate(names)}
    pieces: list[Piece] = []
    findings: dict[int, Finding] = {}
    for row, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        try:
            pieces += _cut(row, line, amount, calendar)
        except NotDivisible as problem:
            findings[row] = _finding(row, problem)
    by_weight = _by_weight(pieces, len(names))
    by_piece = by_weight.copy()
    for number, piece in enumerate(pieces):
        takers = [columns[name] for name in piece.takers]
        if piece.divided is not None:
            by_weight[number, takers] = piece.divided.by_basis
            by_piece[number, takers] = piece.divided.after
        if piece.limits is not None:
            try:
                by_piece[number, takers] = piece.by_limits(names)[1]
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
    """The discount on the whole of a cost: a part of it, rounded half up, or an amount, at most the cost itself.

    On a credit it is a debit.
    """
    if line.discount is None:
        return Euro(0)
    if not isinstance(line.discount, Euro):
        return amount.times(line.discount, Rounding.HALF_UP)
    off = min(line.discount, abs(amount))
    return -off if amount < Euro(0) else off


def _cut(row: int, line: CostLine, amount: Euro, calendar: Calendar) -> Iterator[Piece]:
    spans = calendar.spans(line)
    parts = divide(amount.cents, [span.period.days for span in spans])
    for span, over in zip(spans, _over_stages(spans, parts), strict=True):
        for stage, part in zip(span.stages, over, strict=True):
            if stage.branch is not None:
                divided = divide_by(stage.branch, part, span.period, calendar.year)
                yield Piece(row, span.period, span.key.name, stage, part, divided=divided)
                continue
            if part and not any(stage.weights):
                raise _nobody(span)
            limits = None
            if span.key.is_bounded:
                limits = Limits.of(span.key, stage.moment.takers, part, span.period, calendar.year)
            yield Piece(row, span.period, span.key.name, stage, part, limits)


def _over_stages(spans: Sequence[Span], parts: Sequence[int]) -> Iterator[list[int]]:
    """The amount of each span over the groups of a cascade, one span after another; all of it where there are none."""
    groups = sorted({stage.group for span in spans for stage in span.stages})
    weights: list[list[int]] = []
    for span, cents in zip(spans, parts, strict=True):
        portions = {stage.group: stage.portion for stage in span.stages}
        if cents and not any(portions.values()):
            raise _nobody(span)
        weights.append(whole_weights([portions.get(group, Fraction(0)) for group in groups]))
    for span, over in zip(spans, divide_in_turn(parts, weights), strict=True):
        of_group = dict(zip(groups, over, strict=True))
        yield [of_group[stage.group] for stage in span.stages]


def _by_weight(pieces: Sequence[Piece], receivers: int) -> Cents:
    cents = np.zeros((len(pieces), receivers), dtype=np.int64)
    alone = set(range(len(pieces)))
    for numbers in _spans_of_one_line(pieces):
        weights = [pieces[number].weights for number in numbers]
        cents[numbers] = divide_in_turn([pieces[number].cents for number in numbers], weights)
        alone.difference_update(numbers)
    if alone:
        rows = [piece for number, piece in enumerate(pieces) if number in alone]
        amounts = np.array([0 if piece.divided else piece.cents for piece in rows], dtype=np.int64)
        cents[sorted(alone)] = divide_rows(amounts, weight_rows([piece.weights for piece in rows]))
    return cents


def _spans_of_one_line(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """The pieces of each cost that is cut into several and divided by weight alone."""
    by_line: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        by_line.setdefault(piece.line, []).append(number)
    for numbers in by_line.values():
        if len(numbers) > 1 and all(pieces[n].divided is None and pieces[n].limits is None for n in numbers):
            yield numbers


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
    moment = piece.stage.moment
    figures = (
        moment.figures.on(day, driver, participant)
        for driver, day in sorted(counting_days(piece.stage.basis, moment.day))
    )
    texts = [line.source, *(figure.source for figure in figures if figure is not None)]
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _nobody(span: Span) -> NotDivisible:
    return NotDivisible(
        say(
            "Nobody who takes this service has a weight in its key on {day}. Correct the figures or the key."
        ),
        day=span.period.start,
    )


def _finding(row: int, problem: NotDivisible) -> Finding:
    return Finding("settlement.not_divisible", f"costs.{row}", problem.text, problem.values)


def _last_day(period: Period) -> date:
    return (period.end or date.max) - timedelta(days=1)
