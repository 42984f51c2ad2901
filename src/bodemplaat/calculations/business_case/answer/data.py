"""The case as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from bodemplaat.calculations.business_case.answer.solving import CaseOutcome
from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.calculations.mirror import At, mirror
from bodemplaat.calculations.render.json import Inline, left_out
from bodemplaat.calculations.render.schema import Chance, Count
from bodemplaat.engines.business_case import (
    Band,
    BreakEvenStatus,
    BudgetYear,
    Effect,
    OneOffKind,
    Outcome,
    RateStatus,
    SimulatedParty,
    Stream,
    YearFigures,
    streams_of,
)
from bodemplaat.kernel import Euro

FORMAT = "bodemplaat.business-case/1"


@dataclass(frozen=True, slots=True)
class BrokenEven:
    """Whether and when the cumulative added value is earned back."""

    status: BreakEvenStatus
    year: int | None
    """First year that ends with a cumulative added value of zero or more, and stays there."""
    moment: Decimal | None
    """The same interpolated: 3.5 is halfway year 4."""


def _one_off_by_kind(outcome: Outcome) -> Mapping[str, Euro]:
    return {kind.value: amount for kind, amount in outcome.one_off_by_kind.items()}


@dataclass(frozen=True, slots=True)
class Return:
    """The internal rate of return."""

    status: RateStatus
    rate: Decimal | None
    """Only when there is exactly one and lower rates are better: not for a loan, whose rate is a cost, nor where the value touches zero without crossing it."""
    rates: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """What the case comes to for one participant, one function, or all."""

    years: tuple[YearFigures, ...]
    break_even: BrokenEven
    payback: Annotated[Decimal | None, At("break_even.payback")]
    """Years from the start of the first year with an outlay."""
    discounted_payback: Annotated[Decimal | None, At("discounted_break_even.payback")]
    net_present_value: Euro
    internal_rate: Return
    structural_saving: Euro
    """Saving and benefits of the last year."""
    total_one_off: Euro
    one_off_by_kind: Annotated[Mapping[str, Euro], At(_one_off_by_kind)]


@dataclass(frozen=True, slots=True)
class OfFunction:
    """One function."""

    name: str
    benchmark: Euro | None
    party: Annotated[Party, Inline(), At("outcome")]


@dataclass(frozen=True, slots=True)
class OfParticipant:
    """One participant."""

    name: str
    party: Annotated[Party, Inline(), At("outcome")]
    functions: tuple[OfFunction, ...]
    budget: tuple[BudgetYear, ...]
    """What each year does to the budget once reserve and loans are used."""


@dataclass(frozen=True, slots=True)
class DatedFlow:
    """An amount on a day."""

    on: date
    gain: Euro
    """What it adds; negative: what it costs."""


def _flows(stream: Stream) -> tuple[DatedFlow, ...]:
    return tuple(DatedFlow(day, Euro(cents)) for day, cents in stream.dated_gain)


@dataclass(frozen=True, slots=True)
class Dated:
    """Amounts with a day, of one line and who bears it."""

    line: str
    effect: Effect
    participant: str
    function: str
    flows: Annotated[tuple[DatedFlow, ...], At(_flows)]


@dataclass(frozen=True, slots=True)
class Divided:
    """A cost of the change over all years, and what each participant bears."""

    name: str
    kind: OneOffKind
    key: Annotated[str | None, At(lambda line: line.key or None)]
    """Null when one participant bears it alone."""
    total: Euro
    parts: Mapping[str, Euro]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a scenario makes of the whole."""

    name: Annotated[str, At("scenario.name")]
    net_present_value: Annotated[Euro, At("appraisal.consolidated.net_present_value")]
    cumulative: Annotated[Euro, At("appraisal.consolidated.total_added_value")]
    break_even: Annotated[BrokenEven, At("appraisal.consolidated.break_even")]
    difference: Euro
    """In net present value, against the case as planned."""
    differences: Mapping[str, Euro]


@dataclass(frozen=True, slots=True)
class InWords:
    """A benefit that is not counted in money."""

    name: str
    text: str
    participants: tuple[str, ...]
    """Empty: for all."""
    measured_by: str


@dataclass(frozen=True, slots=True)
class YearBands:
    """The spread of one year."""

    year: Count
    added_value: Band
    cumulative: Band


def _year_bands(party: SimulatedParty) -> tuple[YearBands, ...]:
    years = zip(party.added_value, party.cumulative, strict=True)
    return tuple(YearBands(year, added, total) for year, (added, total) in enumerate(years))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySimulated:
    """What the draws say of one participant, or of all."""

    name: Annotated[str | None, At(lambda party: party.name or None)] = left_out()
    chance_of_gain: Chance
    """Part of the draws with a net present value above zero."""
    chance_error: Chance
    mean: Euro
    mean_error: Euro
    net_present_value: Band
    years: Annotated[tuple[YearBands, ...], At(_year_bands)]


@dataclass(frozen=True, slots=True)
class SwingOf:
    """What one factor does alone."""

    name: str
    low_value: float
    high_value: float
    at_low: Euro
    at_high: Euro
    share_of_variance: Annotated[float, At("share")]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was learnt from the draws."""

    seed: Count
    draws: Count
    participants: tuple[PartySimulated, ...]
    consolidated: PartySimulated
    chance_all_gain: Chance
    chance_all_gain_error: Chance
    chance_as_planned: Chance
    """Part of the draws in which the whole does at least as well as planned."""
    planned: Euro
    tornado: tuple[SwingOf, ...]
    """What matters most first: the net present value with one factor at its P10 or P90, a risk at not happening or happening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Amounts are integer cents. Rates and moments in years are decimal text. Chances and what they rest on are numbers. Year 0 is the present."""

    years: Count
    first_year: int | None
    """Calendar year of year 1, when the file gives it."""
    discount_rate: Decimal
    reference_date: date | None
    """The day to which dated amounts are discounted (actual/365); null: there are none."""
    dated: tuple[Dated, ...]
    """Amounts with a day, by who bears them; they are in the figures of their calendar year as well."""
    participants: tuple[OfParticipant, ...]
    functions: tuple[OfFunction, ...]
    """Each function over all participants."""
    consolidated: Party
    """The sum of the participants, to the cent."""
    division: tuple[Divided, ...]
    """Every cost of the change over all years, and what each participant bears."""
    scenarios: tuple[Otherwise, ...]
    benefits_in_words: tuple[InWords, ...]
    simulation: Simulated | None = left_out()  # noqa: RUF009  # it gives a dataclass field
    """Only with --simulate."""


def case(model: CaseFile, outcome: CaseOutcome) -> Case:
    """The whole answer."""
    simulation = outcome.simulation
    return mirror(
        Case,
        outcome.appraisal,
        first_year=model.first_year or None,
        reference_date=model.case.reference if model.case.dated else None,
        dated=[stream for stream in streams_of(model.case) if stream.dated],
        scenarios=outcome.scenarios,
        benefits_in_words=model.case.benefits_in_words,
        simulation=None if simulation is None else mirror(Simulated, simulation, seed=outcome.seed),
    )
