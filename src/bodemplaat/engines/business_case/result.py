"""What comes out of a business case: rows by year, and what they add up to. All amounts exact to the cent."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bodemplaat.engines.business_case.model import OneOffKind
from bodemplaat.engines.business_case.returns import BreakEven, InternalRate
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class YearFigures:
    """One year of one party or function, as in the handbook's table 16."""

    year: int
    baseline: Euro
    """What it would cost without working together."""
    exploitation: Euro
    """What it costs with."""
    saving: Euro
    """The difference."""
    benefits: Euro
    """Gains in money elsewhere."""
    one_off: Euro
    """Costs of the change with the risk reserve, before grants."""
    grants: Euro
    """From outside."""
    transfers: Euro
    """Compensation received less paid; zero when consolidated."""
    added_value: Euro
    """saving + benefits + grants + transfers − one_off"""
    cumulative: Euro
    """Its running total."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The years of one party or function and what they are worth.

    ``net_present_value`` is rounded for each function of each participant and added up from there, so that it adds
    up like the rest. ``structural_saving`` is saving and benefits in the last year. ``break_even`` and its payback are undiscounted
    as in the handbook; ``discounted_break_even`` counts interest.
    """

    years: tuple[YearFigures, ...]
    net_present_value: Euro
    internal_rate: InternalRate
    break_even: BreakEven
    discounted_break_even: BreakEven
    one_off_by_kind: Mapping[OneOffKind, Euro]

    @property
    def structural_saving(self) -> Euro:
        """Saving and benefits of the last year."""
        return self.years[-1].saving + self.years[-1].benefits

    @property
    def total_one_off(self) -> Euro:
        """All costs of the change, before grants."""
        return Euro.total(year.one_off for year in self.years)

    @property
    def total_added_value(self) -> Euro:
        """The cumulative added value at the end."""
        return self.years[-1].cumulative


@dataclass(frozen=True, slots=True)
class FunctionOutcome:
    """A function and its outcome, of one participant or of all."""

    name: str
    outcome: Outcome
    benchmark: Euro | None = None


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """What a year does to a participant's budget once reserve and loans are used.

    ``effect = added value + from_reserve + borrowed − repaid − interest``; below zero it must be found.
    """

    year: int
    added_value: Euro
    from_reserve: Euro
    borrowed: Euro
    repaid: Euro
    interest: Euro
    effect: Euro


@dataclass(frozen=True, slots=True)
class ParticipantOutcome:
    """A participant: its functions, their sum, and its budget."""

    name: str
    outcome: Outcome
    functions: tuple[FunctionOutcome, ...]
    budget: tuple[BudgetYear, ...]


@dataclass(frozen=True, slots=True)
class DividedLine:
    """One cost of the change over all years, and what each participant bears of it."""

    name: str
    kind: OneOffKind
    key: str
    total: Euro
    parts: Mapping[str, Euro]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The whole outcome. Participants, and functions, add up to ``consolidated`` to the cent."""

    name: str
    years: int
    discount_rate: Decimal
    participants: tuple[ParticipantOutcome, ...]
    functions: tuple[FunctionOutcome, ...]
    consolidated: Outcome
    division: tuple[DividedLine, ...]
