"""How a promise was kept, as it is shown: frozen, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Indicator, Words
from bodemplaat.capabilities.performance.reckoning.figures import Figures, Outcome
from bodemplaat.kernel import Period, Said


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """One service of one provider for one customer in a period, with what was promised at its end."""

    provider_id: UUID
    provider_name: str
    customer_id: UUID
    customer_name: str
    service: UUID
    code: str
    case_type: str
    name: Words
    indicator: Indicator | None
    goal: Fraction | None
    figures: Figures
    causes: Mapping[str, Said]
    outcomes: tuple[Outcome, ...] = field(default=(), compare=False, repr=False)
    """The cases behind the figures."""

    @property
    def is_met(self) -> bool | None:
        """Whether the promised part kept its norm; ``None`` where nothing was promised or nothing was closed."""
        share = self.figures.share
        return None if share is None or self.goal is None else share >= self.goal


@dataclass(frozen=True, slots=True)
class Performance:
    """Everything of a period that the actor may read, by customer and service code, as it stood at ``as_of``."""

    period: Period
    as_of: datetime
    services: tuple[ServiceFigures, ...]
