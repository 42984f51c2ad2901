"""Sharing the result of a year: what a reserve takes or gives, and the efficiency target beside it.

Source: handbook 1.2.1 (a surplus is shared, a deficit is borne; an efficiency target is tracked against the cost
administration); BBV art. 43 and 54 (reserves and their movements).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from bodemplaat.kernel import Euro, Rounding
from bodemplaat.kernel.euro import ZERO


@dataclass(frozen=True, slots=True)
class Reserve:
    """A provider's reserve. ``part`` of a surplus is added until ``maximum`` (an amount, or a part of the actual
    costs); a deficit is drawn from it first, as far as it goes. ``key`` names who bears an addition or enjoys a
    withdrawal; empty: in proportion to what each bears of this provider's costs.
    """

    provider: str
    balance: Euro
    maximum: Euro | Fraction
    part: Fraction = Fraction(1)
    key: str = ""
    source: str = field(default="", compare=False)

    def movement(self, result: Euro, costs: Euro) -> Euro:
        """What is added (positive) or drawn (negative) for a result, rounded towards zero."""
        if result < Euro(0):
            return -min(-result, max(self.balance, Euro(0)))
        limit = (
            self.maximum if isinstance(self.maximum, Euro) else costs.times(self.maximum, Rounding.HALF_UP)
        )
        room = max(limit - self.balance, Euro(0))
        return min(result.times(self.part, Rounding.TOWARDS_ZERO), room)


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one provider: what was charged by budget and use, less what it cost."""

    provider: str
    charged: Euro
    costs: Euro
    movement: Euro = ZERO
    reserve_before: Euro | None = None

    @property
    def amount(self) -> Euro:
        """Surplus when positive, deficit when negative."""
        return self.charged - self.costs

    @property
    def shared(self) -> Euro:
        """What goes back to the participants, or is charged to them when negative."""
        return self.amount - self.movement

    @property
    def reserve_after(self) -> Euro | None:
        """The reserve after this year, ``None`` without a reserve."""
        return None if self.reserve_before is None else self.reserve_before + self.movement


@dataclass(frozen=True, slots=True)
class Efficiency:
    """A target on the costs: explicit per year, or a percentage less each year on an indexed base.

    ``besides`` is a structural benefit outside these costs that the agreement counts along.
    """

    base_year: int
    base: Euro
    yearly: Fraction = Fraction(0)
    index: Fraction = Fraction(0)
    targets: Mapping[int, Euro] = field(default_factory=dict)
    besides: Euro = ZERO
    source: str = field(default="", compare=False)

    def norm(self, year: int) -> Euro:
        """What the year may cost; an explicit target holds until the next one."""
        named = [target for target in self.targets if target <= year]
        if named:
            return self.targets[max(named)]
        years = max(year - self.base_year, 0)
        return self.base.times(((1 + self.index) * (1 - self.yearly)) ** years, Rounding.HALF_UP)

    def saving(self, year: int) -> Euro:
        """What the target saves on the base."""
        return self.base - self.norm(year)

    def years(self, until: int) -> tuple[int, ...]:
        """The years to show, from the base to the named or last target."""
        return tuple(range(self.base_year, max([until, *self.targets]) + 1))
