"""A year that is settled, as values: what is known of it, what the arrangement says, and what it comes to for each customer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.engines.settlement import (
    Efficiency,
)
from bodemplaat.kernel import Euro

BY_BILLED: Final = "billed"
BY_USE: Final = "use"
DIVISIONS: Final = (BY_BILLED, BY_USE)
"""How the actual cost of a service is divided: as it was billed, or again by what was delivered."""
BY_RULE: Final = "rule"
SHARED: Final = "shared"
KEPT: Final = "kept"
TREATMENTS: Final = (BY_RULE, SHARED, KEPT)
"""What becomes of a result: what the arrangement says; all goes back or is charged; all of a surplus into the reserve first."""
GENERAL_COSTS: Final = "*"
"""The code under which stand costs that belong to no one service."""
Cell = tuple[UUID, str]
"""A customer and the code of a service (empty: start-up costs)."""


@dataclass(frozen=True, slots=True)
class BilledOfYear:
    """What a customer was billed for the days of a year of a service, and what of it was credited for norms (below zero)."""

    year: int
    customer: UUID
    code: str
    name: Words
    billed: Euro
    credited: Euro = field(default_factory=lambda: Euro(0))

    @property
    def cell(self) -> Cell:
        """Of whom and of which service."""
        return self.customer, self.code


@dataclass(frozen=True, slots=True)
class ActualCostLine:
    """What a year cost of a service (or in general): a name, an amount, where it is known from (empty: the books) and since when."""

    year: int
    code: str
    name: str
    amount: Euro
    source: str
    known_on: date


@dataclass(frozen=True, slots=True)
class YearRule:
    """What the arrangement says of a result: how costs are divided, and what the reserve takes.

    ``part`` is the percentage of a surplus that goes to the reserve, up to ``maximum``; ``opening`` is what the reserve had
    before the first year that is settled here. ``target_base`` is what a base year may have cost, ``target_yearly`` the
    percentage less each year since.
    """

    divide: str = BY_BILLED
    part: Decimal = Decimal(0)
    maximum: Euro = field(default_factory=lambda: Euro(0))
    opening: Euro = field(default_factory=lambda: Euro(0))
    target_year: int | None = None
    target_base: Euro | None = None
    target_yearly: Decimal = Decimal(0)
    source: str = ""

    def norm(self, year: int) -> Euro | None:
        """What a year may cost; ``None`` where no target was agreed, and before its base year."""
        if self.target_year is None or self.target_base is None or year < self.target_year:
            return None
        return Efficiency(self.target_year, self.target_base, Fraction(self.target_yearly) / 100).norm(year)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """Everything that is known of a year when it is settled."""

    year: int
    billed: Sequence[BilledOfYear]
    costs: Sequence[ActualCostLine]
    used: Mapping[Cell, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearPart:
    """What a customer bears of a service in a year, in whole cents, beside what it was billed. ``earlier`` corrects earlier years."""

    customer: UUID
    code: str
    name: Words
    billed: Euro
    cost: Euro
    general: Euro
    credits: Euro
    reserve: Euro
    earlier: Euro = field(default_factory=lambda: Euro(0))
    used: int = 0

    @property
    def cell(self) -> Cell:
        """Of whom and of which service."""
        return self.customer, self.code

    @property
    def borne(self) -> Euro:
        """Its share of the costs, of what was credited to all, and of what the reserve takes or gives."""
        return self.cost + self.general + self.credits + self.reserve

    @property
    def own(self) -> Euro:
        """Of this year alone: to charge when positive, to give back when negative."""
        return self.borne - self.billed

    @property
    def amount(self) -> Euro:
        """With what corrects earlier years."""
        return self.own + self.earlier


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """What became known of an earlier year after it was sealed: of a customer's service, or of the reserve (no customer)."""

    year: int
    customer: UUID | None
    code: str
    name: Words
    then: Euro
    now: Euro

    @property
    def difference(self) -> Euro:
        """What is still to charge, or to give back when negative; of the reserve what it has more or less."""
        return self.now - self.then


@dataclass(frozen=True, slots=True)
class YearResult:
    """A year settled one way. ``parts`` by customer and service; ``before`` is what the reserve had, corrected or not."""

    year: int
    treatment: str
    rule: YearRule
    before: Euro
    movement: Euro
    parts: tuple[YearPart, ...]
    costs: tuple[ActualCostLine, ...]
    earlier: tuple[EarlierYear, ...] = ()

    @property
    def billed(self) -> Euro:
        """What all were billed, before credits."""
        return Euro.total(each.billed for each in self.parts)

    @property
    def credited(self) -> Euro:
        """What was credited for missed norms, as a positive amount: a cost that all bear."""
        return Euro.total(each.credits for each in self.parts)

    @property
    def cost(self) -> Euro:
        """The actual costs."""
        return Euro.total(each.amount for each in self.costs)

    @property
    def result(self) -> Euro:
        """Billed less credits less costs: a surplus when positive."""
        return self.billed - self.credited - self.cost

    @property
    def to_settle(self) -> Euro:
        """What all together still pay, or get back when negative; with what corrects earlier years."""
        return Euro.total(each.amount for each in self.parts)

    @property
    def corrected(self) -> Euro:
        """What the reserve has more or less by what became known of earlier years."""
        return Euro.total(each.difference for each in self.earlier if each.customer is None)

    @property
    def after(self) -> Euro:
        """What the reserve has after this year."""
        return self.before + self.corrected + self.movement

    @property
    def norm(self) -> Euro | None:
        """What the year could cost by the target."""
        return self.rule.norm(self.year)
