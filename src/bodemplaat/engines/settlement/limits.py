"""A minimum, a cap and discounts on what each bears; the whole stays the whole.

A participant at its minimum or cap leaves the division, and the others divide what remains by the same weights until
nobody is out of bounds: the way CSS lays out a flexible line ("resolving flexible lengths"), which ends after at
most as many rounds as there are receivers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from bodemplaat.engines.settlement.bases import NotDivisible
from bodemplaat.engines.settlement.keys import AllocationKey, Bound
from bodemplaat.kernel import Euro, Period, Rounding, divide, say
from bodemplaat.kernel.euro import round_fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for each taker in one span, in cents: lowest, highest (``None``: no cap), discount."""

    lowest: tuple[int, ...]
    highest: tuple[int | None, ...]
    discounts: tuple[Fraction, ...]
    key: str = ""

    @classmethod
    def of(
        cls, key: AllocationKey, takers: Sequence[str], cents: int, span: Period, year: Period
    ) -> "Limits":
        """The limits of a key for a span of the year; a yearly amount counts for its days, adding up over the year."""
        low = 0 if key.minimum is None else _bound(key.minimum, cents, span, year)
        high = None if key.cap is None else _bound(key.cap, cents, span, year)
        return cls(
            lowest=(low,) * len(takers),
            highest=(high,) * len(takers),
            discounts=tuple(key.discounts.get(name, Fraction(0)) for name in takers),
            key=key.name,
        )

    def at_most(self, tops: Sequence[int | None]) -> "Limits":
        """The same, where nobody bears more than ``tops`` says either (a size in cents, ``None``: no top)."""
        highest = tuple(
            min((top for top in both if top is not None), default=None)
            for both in zip(self.highest, tops, strict=True)
        )
        return replace(self, highest=highest)

    def within(self, cents: int, weights: Sequence[int]) -> list[int]:
        """Divide by weights, nobody out of bounds."""
        return divide_within(cents, weights, self.lowest, self.highest, self.key)

    def discounted(self, parts: Sequence[int], weights: Sequence[int]) -> list[int]:
        """What each bears after discounts, which the takers without one bear by weight.

        A discount is a part of one's own contribution, rounded half up. Raises ``NotDivisible`` when nobody is left
        to bear it.
        """
        off = [
            round_fraction(part * less, Rounding.HALF_UP)
            for part, less in zip(parts, self.discounts, strict=True)
        ]
        if not any(off):
            return list(parts)
        bearing = [0 if less else weight for weight, less in zip(weights, self.discounts, strict=True)]
        if not any(bearing):
            raise NotDivisible(
                say("Everybody who bears a part by key “{key}” has a discount. Leave somebody who bears it."),
                key=self.key,
            )
        return [
            part - less + more for part, less, more in zip(parts, off, divide(sum(off), bearing), strict=True)
        ]


def divide_within(
    cents: int,
    weights: Sequence[int],
    lowest: Sequence[int],
    highest: Sequence[int | None],
    key: str = "",
) -> list[int]:
    """Divide whole cents by weights, nobody below ``lowest`` or above ``highest`` (``None``: no cap), in cents.

    A negative amount is divided as the mirror image of its positive twin. Raises ``NotDivisible`` when the lowest
    contributions together exceed the amount or the highest cannot carry it.
    """
    if cents < 0:
        return [-part for part in divide_within(-cents, weights, lowest, highest, key)]
    if any(top is not None and low > top for low, top in zip(lowest, highest, strict=True)):
        text = say(
            "Key “{key}” asks for at least more than it allows at most of {cost}. Correct one of the two."
        )
        raise NotDivisible(text, key=key, cost=Euro(cents))
    if sum(lowest) > cents:
        text = say(
            "Together the minimum contributions of key “{key}” are more than the {cost} it divides. Lower the minimum."
        )
        raise NotDivisible(text, key=key, cost=Euro(cents))
    at_bound: dict[int, int] = {}
    while True:
        free = [receiver for receiver in range(len(weights)) if receiver not in at_bound]
        rest = cents - sum(at_bound.values())
        by_weight = [weights[receiver] for receiver in free]
        if rest and not any(by_weight):
            text = say(
                "Together the capped contributions of key “{key}” do not reach the {cost} it divides. Raise the cap."
            )
            raise NotDivisible(text, key=key, cost=Euro(cents))
        parts = dict(zip(free, divide(rest, by_weight) if rest else [0] * len(free), strict=True))
        raised = {receiver: lowest[receiver] for receiver, part in parts.items() if part < lowest[receiver]}
        cut = {
            receiver: top
            for receiver, part in parts.items()
            if (top := highest[receiver]) is not None and part > top
        }
        if not raised and not cut:
            both = at_bound | parts
            return [both[receiver] for receiver in range(len(weights))]
        balance = sum(bound - parts[receiver] for receiver, bound in (raised | cut).items())
        at_bound |= raised | cut if not balance else raised if balance > 0 else cut


def _bound(bound: Bound, cents: int, span: Period, year: Period) -> int:
    if isinstance(bound, Euro):
        last = span.end or date.max
        return _until(bound, last, year) - _until(bound, span.start, year)
    return round_fraction(abs(cents) * bound, Rounding.HALF_UP)


def _until(bound: Euro, day: date, year: Period) -> int:
    """The part of a yearly amount that counts for the days before ``day``, in cents."""
    return bound.times(Fraction((day - year.start).days, year.days), Rounding.HALF_UP).cents
