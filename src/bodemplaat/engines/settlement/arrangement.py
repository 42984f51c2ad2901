"""What a year is settled from: participants, figures, keys, costs, services, reserves, advances."""

from dataclasses import dataclass, field
from enum import Enum

from bodemplaat.engines.settlement.costs import CostLine
from bodemplaat.engines.settlement.keys import AllocationKey, Keys
from bodemplaat.engines.settlement.participants import Figure, Figures, Participant
from bodemplaat.engines.settlement.result import Efficiency, Reserve
from bodemplaat.engines.settlement.spans import Calendar
from bodemplaat.engines.settlement.sureties import Surety
from bodemplaat.engines.settlement.tariffs import Service
from bodemplaat.kernel import Euro, Period


class Recalculation(Enum):
    """How the actual costs of the year are divided."""

    BY_KEY = "by_key"
    BY_BUDGET = "by_budget"


@dataclass(frozen=True, slots=True)
class Advance:
    """What a participant already paid in the year."""

    participant: str
    amount: Euro
    source: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything a year's settlement is computed from. Amounts in euros, the year as a period of days."""

    year: Period
    participants: tuple[Participant, ...]
    figures: tuple[Figure, ...] = ()
    keys: tuple[AllocationKey, ...] = ()
    costs: tuple[CostLine, ...] = ()
    services: tuple[Service, ...] = ()
    actual_figures: tuple[Figure, ...] = ()
    recalculation: Recalculation = Recalculation.BY_KEY
    reserves: tuple[Reserve, ...] = ()
    advances: tuple[Advance, ...] = ()
    instalments: int = 0
    efficiency: Efficiency | None = None
    sureties: tuple[Surety, ...] = ()

    @property
    def is_recalculation(self) -> bool:
        """Whether anything actual is known; otherwise the answer is the budget."""
        return (
            any(line.actual is not None for line in self.costs)
            or any(service.actual is not None or service.is_measured for service in self.services)
            or bool(self.actual_figures)
        )

    def calendar(self, *, actual: bool = False) -> Calendar:
        """Year, participants, keys and figures; with the actual figures over the planned ones if asked."""
        figures = Figures(self.figures)
        if actual:
            figures = figures.replaced_by(self.actual_figures)
        return Calendar(self.year, self.participants, figures, Keys(self.keys))
