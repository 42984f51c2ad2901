"""How a promise was kept, as it is shown: frozen, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import Indicator, Words
from bodemplaat.capabilities.performance.reckoning.figures import Figures
from bodemplaat.capabilities.performance.reckoning.outcomes import Outcomes
from bodemplaat.engines.credit import Credit
from bodemplaat.kernel import Euro, Period, Rounding, Said
from bodemplaat.kernel.euro import round_fraction


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
    credit: Credit | None = None
    """What the provider credits by the agreement; ``None`` where nothing was agreed, was closed, or the period is not that of the agreement (a quarter or a month)."""
    outcomes: Outcomes = field(default_factory=Outcomes, compare=False, repr=False)
    """The cases behind the figures."""

    @property
    def is_met(self) -> bool | None:
        """Whether the promised part kept its norm; ``None`` where nothing was promised or nothing was closed."""
        share = self.figures.share
        return None if share is None or self.goal is None else share >= self.goal


@dataclass(frozen=True, slots=True)
class DutyFigures:
    """One way in which a customer kept cases of a service waiting, against what it agreed: each wait counts as a case would."""

    provider_id: UUID
    customer_id: UUID
    customer_name: str
    code: str
    name: Words
    case_type: str
    cause: str
    said: Said
    days: int
    goal: Fraction
    figures: Figures

    @property
    def is_met(self) -> bool | None:
        """Whether the promised part kept its term; ``None`` where no wait ended."""
        share = self.figures.share
        return None if share is None else share >= self.goal


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What was planned of a service in the year of an agreement, and how many cases came in until now.

    ``planned`` is ``None`` for what came in though the agreement does not name it. ``counted`` is ``None`` where no cases of
    this service are counted here; ``days`` of the ``of_days`` of the year are over.
    """

    provider_id: UUID
    customer_id: UUID
    customer_name: str
    code: str
    name: Words
    unit: Words
    since: date
    planned: int | None
    counted: int | None
    days: int
    of_days: int

    @property
    def expected(self) -> int | None:
        """What the whole year comes to when the rest of it goes as what is over; half goes up."""
        if self.counted is None or not self.days:
            return None
        return round_fraction(Fraction(self.counted * self.of_days, self.days), Rounding.HALF_UP)

    @property
    def is_beside(self) -> bool:
        """Whether it came in beside the agreement, which plans none of it."""
        return self.planned is None


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """How many complaints about a service came in in the period, and what became of them until the figures were made.

    ``late`` are those of which nothing came, or came too late, at the end of their term.
    """

    provider_id: UUID
    customer_id: UUID
    customer_name: str
    service: UUID
    code: str
    name: Words
    received: int
    upheld: int
    partly: int
    not_upheld: int
    late: int

    @property
    def open(self) -> int:
        """Of how many nothing came yet."""
        return self.received - self.upheld - self.partly - self.not_upheld

    @property
    def counts(self) -> tuple[int, ...]:
        """Everything that was counted."""
        return self.received, self.upheld, self.partly, self.not_upheld, self.late


@dataclass(frozen=True, slots=True)
class SatisfactionFigures:
    """What a group thought in a whole quarter of a service; without a ``service`` of all that are too small to be shown apart."""

    provider_id: UUID
    customer_id: UUID
    customer_name: str
    service: UUID | None
    code: str
    name: Words
    quarter: date
    answers: int
    mean: Decimal


@dataclass(frozen=True, slots=True)
class DeliveryFigures:
    """How one side kept a line of the delivery calendar in a period: each of its days that fell due, and what came of it.

    ``missing`` are those of which nothing was handed over when the figures were made; what was sent back was not handed over.
    """

    provider_id: UUID
    customer_id: UUID
    customer_name: str
    what: str
    owed_by: str
    in_time: int
    late: int
    missing: int

    @property
    def due(self) -> int:
        """How many fell due."""
        return self.in_time + self.late + self.missing

    @property
    def share(self) -> Fraction:
        """The part that was handed over in time."""
        return Fraction(self.in_time, self.due)


@dataclass(frozen=True, slots=True)
class CaseCorrection:
    """A case that is counted otherwise now: when it was closed and whether in time, then and now; no moment while it is open."""

    number: str
    ended_then: datetime | None
    inside_then: bool | None
    ended_now: datetime | None
    inside_now: bool | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What is counted otherwise now than it was told last: a service, its counts and its credit, then and now.

    ``cases`` are those by which it is.
    """

    name: ServiceFigures
    inside_then: int
    judged_then: int
    inside_now: int
    judged_now: int
    credit_then: Euro | None = None
    credit_now: Euro | None = None
    cases: tuple[CaseCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionFigures:
    """A correction of a period that was signed before, as the report of a later period tells it: a service, then and now.

    ``since`` and ``last`` are the days of that period, ``report`` is what was signed of it.
    """

    provider_id: UUID
    customer_id: UUID
    customer_name: str
    report: UUID
    since: date
    last: date
    service: UUID
    code: str
    name: Words
    inside_then: int
    judged_then: int
    inside_now: int
    judged_now: int
    credit_then: Euro | None
    credit_now: Euro | None
    cases: tuple[CaseCorrection, ...]

    @property
    def difference(self) -> Euro | None:
        """What is credited more (or, below zero, less); ``None`` where nothing says what a miss costs."""
        if self.credit_then is None and self.credit_now is None:
            return None
        return (self.credit_now or Euro(0)) - (self.credit_then or Euro(0))


@dataclass(frozen=True, slots=True)
class Performance:
    """Everything of a period that the actor may read, by customer and service code, as it stood at ``as_of``."""

    period: Period
    as_of: datetime
    services: tuple[ServiceFigures, ...]
    duties: tuple[DutyFigures, ...] = ()
    plan: tuple[PlanFigures, ...] = ()
    complaints: tuple[ComplaintFigures, ...] = ()
    satisfaction: tuple[SatisfactionFigures, ...] = ()
    deliveries: tuple[DeliveryFigures, ...] = ()
    credited_over: int = 0
    """The months over which the agreement credits missed norms, where that is not this period; else 0."""
    corrections: tuple[CorrectionFigures, ...] = ()
    """What earlier periods that were signed come to now, where no signed report told it yet; by period and service code."""

    @property
    def credit(self) -> Euro | None:
        """What is credited together; ``None`` where no agreement says what a missed norm costs."""
        amounts = [each.credit.amount for each in self.services if each.credit is not None]
        return Euro.total(amounts) if amounts else None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who agreed or refused, for which side and when; ``name`` is theirs, as the other side reads it too."""

    side: str
    person: UUID
    name: str
    is_agreed: bool
    reason: str
    at: datetime
