"""One's own figure per inhabitant beside those of comparable municipalities.

``compare`` gives least, quartiles, median and most of the peers, where one stands among them, and what the distance to
the median comes to in euros. Exact: figures per inhabitant are fractions, quartiles interpolate between neighbours
(method 7 of Hyndman & Fan, *Sample Quantiles in Statistical Packages*, the one spreadsheets use).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bodemplaat.kernel import Euro, Rounding

__all__ = ["Comparison", "Figure", "Spread", "compare", "quantile", "spread"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One municipality's amount, and how many inhabitants it is spent on (more than zero)."""

    name: str
    amount: Euro
    inhabitants: int

    @property
    def per_inhabitant(self) -> Fraction:
        """Euros per inhabitant, exact."""
        return Fraction(self.amount.cents, 100 * self.inhabitants)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the peers lie, in euros per inhabitant."""

    count: int
    least: Fraction
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Comparison:
    """Own figure among its peers. ``cheaper`` and ``dearer`` count peers that spend less and more per inhabitant."""

    own: Figure
    peers: Spread
    cheaper: int
    dearer: int

    @property
    def difference(self) -> Fraction:
        """Own less median, in euros per inhabitant; positive is dearer."""
        return self.own.per_inhabitant - self.peers.median

    @property
    def amount(self) -> Euro:
        """What that difference comes to over all own inhabitants, rounded half up."""
        return Euro(100).times(self.difference * self.own.inhabitants, Rounding.HALF_UP)


def compare(own: Figure, peers: Sequence[Figure]) -> Comparison | None:
    """Own figure beside its peers; ``None`` when there are none. A peer with the own name is left out."""
    values = [peer.per_inhabitant for peer in peers if peer.name != own.name]
    if not values:
        return None
    mine = own.per_inhabitant
    return Comparison(own, spread(values), sum(v < mine for v in values), sum(v > mine for v in values))


def spread(values: Sequence[Fraction]) -> Spread:
    """Least, quartiles, median and most of at least one value; raises ``ValueError`` for none."""
    if not values:
        raise ValueError("there is no spread of nothing")
    ordered = sorted(values)
    lower, median, upper = (quantile(ordered, Fraction(part, 4)) for part in (1, 2, 3))
    return Spread(len(ordered), ordered[0], lower, median, upper, ordered[-1])


def quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    """The value below which ``part`` (0 to 1) of the ordered values lies, interpolated between neighbours."""
    place = part * (len(ordered) - 1)
    below = int(place)
    if below + 1 >= len(ordered):
        return ordered[-1]
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])
