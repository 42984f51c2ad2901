"""What is divided: the costs of a year, budgeted and actual."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from bodemplaat.kernel import Euro, Period


class Kind(Enum):
    """What sort of cost it is; they are divided alike and shown apart."""

    RUNNING = "running"
    START_UP = "start_up"
    INVESTMENT = "investment"


@dataclass(frozen=True, slots=True)
class Item:
    """One source figure within a cost: personnel, a contract, a depreciation."""

    name: str
    budget: Euro
    actual: Euro | None = None
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost that ``provider`` makes for the ``takers`` (empty: everybody), divided by the key named ``key``.

    ``budget`` and ``actual`` are amounts for the part of the year in ``period`` (``None``: the whole year), before
    ``discount``, an amount or a part that a supplier gives on the whole; it is divided over what each bears. Where
    ``items`` are given, the amounts are their totals.
    """

    name: str
    key: str
    budget: Euro
    actual: Euro | None = None
    provider: str = ""
    takers: tuple[str, ...] = ()
    period: Period | None = None
    discount: Euro | Fraction | None = None
    kind: Kind = Kind.RUNNING
    items: tuple[Item, ...] = ()
    source: str = field(default="", compare=False)

    def takes(self, participant: str) -> bool:
        """Whether this participant takes the service."""
        return not self.takers or participant in self.takers


Amounts = Mapping[str, Euro]
"""Amounts by the name of a cost or a service."""
