"""What leaving costs: the exit sum by taper, by real damage and by the arrangement's own rule, and who bears the rest.

The law gives no formula. Since 1 July 2022 the arrangement itself must settle the consequences of leaving (Wgr
art. 9), so its own rule comes first, and none is assumed. Where an arrangement is silent, two methods are known: the
leaver's own contribution for five years, a fifth less each year (KB 14 May 1985, AB 1985/424), and the real and
direct damage over a bridging period, in which fixed costs may count (ABRvS 15 April 2015, ECLI:NL:RVS:2015:1198).
Whether the first year of the taper counts for 100 or for 80 % could not be verified: the percentages are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from bodemplaat.engines.settlement.anniversaries import calendar_years, years_later
from bodemplaat.kernel import Euro, Period, Rounding, Trace, divide, divide_over, say
from bodemplaat.kernel.share import Share


class Rule(Enum):
    """What the arrangement itself says about the exit sum."""

    NOT_SET = "not_set"
    TAPER = "taper"
    DAMAGE = "damage"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Stranded:
    """A cost that does not go away with the leaver, or something that makes it less (negative).

    ``amount`` is a year's amount of all participants, or once if ``once``; the leaver's part of it is ``share``.
    It counts until ``until`` (``None``: the whole bridging period). What ``follows`` the task, staff taken over or a
    contract transferred, is no damage and is shown as such. Within a year, negative amounts bring the yearly damage
    down to nothing at most.
    """

    name: str
    amount: Euro
    share: Fraction = Fraction(1)
    until: date | None = None
    once: bool = False
    follows: bool = False
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an arrangement's own rule: a factor times an amount."""

    name: str
    amount: Euro
    factor: Fraction = Fraction(1)
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ExitCase:
    """A participant leaves on ``day``, the first day on which it takes no part.

    ``contribution`` is what it would pay in a full year. ``taper`` gives the part of it due in each year after
    leaving; ``stranded`` and ``bridging_years`` the real damage; ``terms`` the arrangement's own rule. ``stayers``
    weighs those who stay by the key they bear the rest by.
    """

    leaver: str
    day: date
    contribution: Euro
    stayers: Mapping[str, Fraction]
    rule: Rule = Rule.NOT_SET
    taper: tuple[Fraction, ...] = ()
    bridging_years: int = 0
    stranded: tuple[Stranded, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def periods(self) -> tuple[Period, ...]:
        """The years after leaving that a method looks at, each from the day of leaving to its anniversary."""
        count = max(len(self.taper), self.bridging_years)
        return tuple(Period(years_later(self.day, n), years_later(self.day, n + 1)) for n in range(count))


@dataclass(frozen=True, slots=True)
class StayersYear:
    """What those who stay bear in a year after the exit: the cost that remains, less what the leaver pays."""

    period: Period
    remaining: Euro
    paid: Euro
    extra: Mapping[str, Euro]


@dataclass(frozen=True, slots=True)
class Exit:
    """The outcome: a trace per method, year by year; ``None`` for a method the case gives nothing for."""

    case: ExitCase
    taper: Trace | None
    damage: Trace | None
    own: Trace | None

    @property
    def methods(self) -> dict[Rule, Trace]:
        """What each method comes to, of those that the case gives something for."""
        methods = {Rule.TAPER: self.taper, Rule.DAMAGE: self.damage, Rule.OWN: self.own}
        return {rule: trace for rule, trace in methods.items() if trace is not None}

    @property
    def exit_sum(self) -> Trace | None:
        """What the arrangement's own rule comes to; ``None`` when it has none, for nothing is assumed."""
        return self.methods.get(self.case.rule)

    def by_calendar_year(self, method: Trace) -> dict[int, Euro]:
        """When a yearly method falls due, by calendar year: each year after leaving divided over its days."""
        due: dict[int, Euro] = {}
        for part, period in zip(method.parts, self.case.periods, strict=False):
            pieces = tuple(calendar_years(period))
            for piece, cents in zip(pieces, divide(part.amount.cents, [p.days for p in pieces]), strict=True):
                year = piece.start.year
                due[year] = due.get(year, Euro(0)) + Euro(cents)
        return due

    def _paid(self, method: Trace | None, number: int) -> Euro:
        """What falls due in a year by its number; the own rule has no years and is paid in the first."""
        if method is None or (method is self.own and number):
            return Euro(0)
        return method.amount if method is self.own else method.parts[number].amount

    def stayers(self, method: Trace | None) -> tuple[StayersYear, ...]:
        """The effect on those who stay, if the leaver pays by this method (``None``: nothing).

        The cost that remains is the real damage where it is given; without, the whole contribution, as if no cost
        fell away. A method without years, the own rule, is paid in the first year.
        """
        years = []
        for number, period in enumerate(self.case.periods):
            remaining = self.damage.parts[number].amount if self.damage else self.case.contribution
            paid = self._paid(method, number)
            extra = (
                divide_over(remaining - paid, self.case.stayers) if any(self.case.stayers.values()) else {}
            )
            years.append(StayersYear(period, remaining, paid, extra))
        return tuple(years)


def leave(case: ExitCase) -> Exit:
    """Work out every method the case gives something for."""
    return Exit(
        case,
        taper=_taper(case) if case.taper else None,
        damage=_damage(case) if case.bridging_years else None,
        own=_own(case) if case.terms else None,
    )


def _taper(case: ExitCase) -> Trace:
    parts = []
    for number, period in enumerate(case.periods, 1):
        if number > len(case.taper):
            parts.append(Trace(str(number), Euro(0), say("after the taper")))
            continue
        percentage = case.taper[number - 1]
        values: dict[str, object] = {
            "percentage": percentage * 100,
            "contribution": case.contribution,
            "start": period.start,
            "end": period.end,
        }
        text = say("{percentage} % of the own contribution of {contribution}, {start} to {end}")
        parts.append(Trace(str(number), case.contribution.times(percentage, Rounding.HALF_UP), text, values))
    return _sum(say("Own contribution, tapering"), tuple(parts))


def _damage(case: ExitCase) -> Trace:
    parts = []
    for number, period in enumerate(case.periods, 1):
        if number > case.bridging_years:
            parts.append(Trace(str(number), Euro(0), say("after the bridging period")))
            continue
        items = tuple(_stranded(item, period, first=number == 1) for item in case.stranded)
        items += _not_below_nothing(case.stranded, items)
        total = Euro.total(item.amount for item in items)
        text = say("what remains from {start} to {end}")
        parts.append(Trace(str(number), total, text, {"start": period.start, "end": period.end}, items))
    return _sum(say("Real and direct damage"), tuple(parts))


def _not_below_nothing(stranded: tuple[Stranded, ...], items: tuple[Trace, ...]) -> tuple[Trace, ...]:
    """What makes the yearly damage less makes it nothing at most; amounts counted once stand apart from this."""
    yearly = Euro.total(trace.amount for item, trace in zip(stranded, items, strict=True) if not item.once)
    if yearly >= Euro(0):
        return ()
    text = say("what makes damage less makes it nothing at most")
    return (Trace(say("No damage below nothing"), -yearly, text),)


def _stranded(item: Stranded, period: Period, *, first: bool) -> Trace:
    values: dict[str, object] = {"share": Share(item.share), "amount": item.amount}
    if item.follows:
        return Trace(
            item.name, Euro(0), say("follows the task to the leaver: no damage"), values, source=item.source
        )
    if item.once:
        amount = item.amount.times(item.share, Rounding.HALF_UP) if first else Euro(0)
        return Trace(item.name, amount, say("{share} of {amount}, once"), values, source=item.source)
    stays = period if item.until is None else _before(period, item.until)
    days = stays.days if stays else 0
    amount = item.amount.times(item.share * Fraction(days, period.days), Rounding.HALF_UP)
    values |= {"days": days, "all": period.days}
    return Trace(
        item.name,
        amount,
        say("{share} of {amount} a year, {days} of {all} days"),
        values,
        source=item.source,
    )


def _own(case: ExitCase) -> Trace:
    parts = tuple(
        Trace(
            term.name,
            term.amount.times(term.factor, Rounding.HALF_UP),
            say("{factor} times {amount}"),
            {"factor": term.factor, "amount": term.amount},
            source=term.source,
        )
        for term in case.terms
    )
    return _sum(say("The arrangement's own rule"), parts)


def _sum(name: str, parts: tuple[Trace, ...]) -> Trace:
    return Trace(name, Euro.total(part.amount for part in parts), parts=parts)


def _before(period: Period, end: date) -> Period | None:
    return period.intersection(Period(date.min, end))
