"""Flows with a date of their own: what they are worth on a reference date, and at which rate they return nothing.

The convention is actual/365: a flow ``d`` days after the reference date is divided by (1 + rate)^(d / 365), the one of
spreadsheets' XNPV and XIRR. Yearly flows beside them keep theirs: the flow of year t is divided by (1 + rate)^t. A
power with a broken exponent has no exact value, so it is computed in ``_DIGITS`` decimal digits before the one, named
rounding to a cent; no binary floating point comes near.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise

from bodemplaat.kernel import Euro, Rounding
from bodemplaat.kernel.euro import round_fraction

YEAR_DAYS = 365
_DIGITS = 50
_WIDTH = Decimal(10) ** -14
_WIDTH_FIRST = Decimal(40)
_WIDEST = Decimal(1000)
_TOUCHES = Decimal(10) ** -12

Flow = tuple[date, int]
"""A day and cents."""
Timed = tuple[Fraction, int]
"""Years after the reference date, and cents."""


def timed(yearly: Sequence[int], dated: Iterable[Flow], reference: date) -> tuple[Timed, ...]:
    """Yearly flows of years 0…n and dated ones together, by their moment; flows of one moment are one flow."""
    cents_by_moment: dict[Fraction, int] = {}
    moments = [(Fraction(year), cents) for year, cents in enumerate(yearly)]
    moments += [(Fraction((day - reference).days, YEAR_DAYS), cents) for day, cents in dated]
    for moment, cents in moments:
        cents_by_moment[moment] = cents_by_moment.get(moment, 0) + cents
    return tuple((moment, cents) for moment, cents in sorted(cents_by_moment.items()) if cents)


def present_value(flows: Iterable[Timed], rate: Decimal) -> Euro:
    """What they are worth on the reference date, half a cent up. Raises ``ValueError`` at −100 % or less."""
    if rate <= -1:
        raise ValueError("a discount rate lies above -100 %")
    with localcontext() as context:
        context.prec = _DIGITS
        value = _at(list(flows), (1 + rate).ln())
    return Euro(round_fraction(Fraction(value), Rounding.HALF_UP))


def rates_of_nothing(flows: Sequence[Timed]) -> list[Decimal]:
    """Every rate above −100 % at which they are worth nothing, ascending, to at least twelve decimals.

    Descartes' rule holds for broken exponents too: where the flows change sign once there is exactly one. With more
    changes the value, times a power that turns no root, is differentiated until one is left, and each root of a
    derivative parts the roots of what it came from. A value that only touches zero counts as zero.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return sorted(exponent.exp() - 1 for exponent in _roots(list(flows)))


def _at(flows: Sequence[tuple[Fraction, int | Decimal]], exponent: Decimal) -> Decimal:
    """The value at ln(1 + rate) = ``exponent``."""
    total = Decimal(0)
    for moment, cents in flows:
        years = Decimal(moment.numerator) / Decimal(moment.denominator)
        total += cents * (-years * exponent).exp()
    return total


def _roots(flows: Sequence[tuple[Fraction, int | Decimal]]) -> list[Decimal]:
    changes = [n for n in range(1, len(flows)) if (flows[n - 1][1] > 0) != (flows[n][1] > 0)]
    if not changes:
        return []
    between = (flows[changes[0] - 1][0] + flows[changes[0]][0]) / 2
    shifted = [(moment - between, cents) for moment, cents in flows]
    size = sum(abs(Decimal(cents)) for _, cents in flows)

    def value(exponent: Decimal) -> Decimal:
        return _at(shifted, exponent)

    inner: list[Decimal] = []
    if len(changes) > 1:
        slopes = [
            (moment, -cents * Decimal(moment.numerator) / Decimal(moment.denominator))
            for moment, cents in shifted
        ]
        inner = sorted(_roots(slopes))
    touching = [point for point in inner if abs(value(point)) < _TOUCHES * size]
    least = _far_enough(value, -_WIDTH_FIRST, positive=flows[-1][1] > 0)
    most = _far_enough(value, _WIDTH_FIRST, positive=flows[0][1] > 0)
    parts = [least, *(point for point in inner if point not in touching), most]
    zeros = list(touching)
    for low, high in pairwise(parts):
        if not any(low < point < high for point in touching) and (value(low) > 0) != (value(high) > 0):
            zeros.append(_crossing(value, low, high))
    return zeros


def _far_enough(value: Callable[[Decimal], Decimal], bound: Decimal, *, positive: bool) -> Decimal:
    """An exponent beyond every root: there the last flow decides at low rates, and the first at high ones."""
    while (value(bound) > 0) is not positive and abs(bound) < _WIDEST:
        bound *= 2
    return bound


def _crossing(value: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> Decimal:
    """The root between two exponents whose values differ in sign.

    The interval is halved; once it is short, a chord points to the root and a step of the interval's square past it
    shuts the root in, which doubles the digits in two values where halving would need one value for every bit.
    """
    at_low, at_high = value(low), value(high)
    starts = at_low > 0
    while high - low > _WIDTH:
        width = high - low
        step = max(_WIDTH / 4, width * width)
        points = [(low + high) / 2]
        if width < 1:
            chord = low + width * at_low / (at_low - at_high)
            points = [chord - step, chord + step, *points]
        for point in points:
            if low < point < high:
                at_point = value(point)
                if (at_point > 0) is starts:
                    low, at_low = point, at_point
                else:
                    high, at_high = point, at_point
            if high - low <= min(width / 2, 2 * step):
                break
    return (low + high) / 2
