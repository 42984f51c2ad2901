"""What a cost model consists of: one year, on one basis (plan or actual)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from bodemplaat.kernel import Euro, say

Quantity: TypeAlias = int | Decimal | Fraction
"""Units of a driver, exact."""


class Method(Enum):
    """How supporting centres hand on their costs."""

    DIRECT = "direct"
    """To service-giving centres only; what supporting centres do for each other is left out."""
    STEP_DOWN = "step_down"
    """One after another, each to all that come later; what has handed on receives nothing any more."""
    RECIPROCAL = "reciprocal"
    """All at once, so that mutual services count in full."""


METHOD_NAMES: Mapping[Method, str] = {
    Method.DIRECT: say("direct method"),
    Method.STEP_DOWN: say("step-down method"),
    Method.RECIPROCAL: say("reciprocal method"),
}


@dataclass(frozen=True, slots=True)
class CostCentre:
    """Where costs are collected. A supporting centre serves other centres by its ``driver``.

    ``serves`` holds the driver's quantity per centre served (square metres, workplaces, fte). What a centre does for
    itself changes no outcome and is left out.
    """

    name: str
    supporting: bool
    driver: str = ""
    serves: Mapping[str, Quantity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost on a centre, or directly on a service. Negative is income that lowers the cost.

    ``variable`` costs move with use; the others stand ready for normal capacity.
    """

    cost_type: str
    amount: Euro
    centre: str = ""
    service: str = ""
    variable: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """What a service-giving centre does for services.

    ``weight`` is its part in the centre (fte, hours); ``use`` the driver's units per service; ``normal`` the units the
    centre is manned for in a normal year, ``None`` when what is used is normal.
    """

    name: str
    centre: str
    weight: Quantity
    driver: str
    use: Mapping[str, Quantity]
    normal: Quantity | None = None

    @property
    def used(self) -> Fraction:
        """Units used by all services together."""
        return sum((Fraction(units) for units in self.use.values()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Service:
    """What customers take: ``volume`` units of ``unit`` (an invoice, an employee in the payroll)."""

    name: str
    unit: str
    volume: Decimal
    group: str = ""


@dataclass(frozen=True, slots=True)
class CostModel:
    """One year on one basis. ``order`` is the step-down order; empty means by size of own costs, largest first."""

    centres: tuple[CostCentre, ...]
    costs: tuple[Cost, ...]
    activities: tuple[Activity, ...] = ()
    services: tuple[Service, ...] = ()
    method: Method = Method.STEP_DOWN
    order: tuple[str, ...] = ()

    @property
    def supporting(self) -> tuple[CostCentre, ...]:
        """Centres that hand their costs on, in order of name."""
        return tuple(sorted((c for c in self.centres if c.supporting), key=lambda centre: centre.name))

    @property
    def service_giving(self) -> tuple[CostCentre, ...]:
        """Centres that work for customers, in order of name."""
        return tuple(sorted((c for c in self.centres if not c.supporting), key=lambda centre: centre.name))

    @property
    def total(self) -> Euro:
        """All costs together."""
        return Euro.total(cost.amount for cost in self.costs)
