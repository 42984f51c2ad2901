"""The business case as it is put on the table: what each participant has now, wants, pays once and receives.

Follows the handbook for a shared service centre (1.4, theme F and table 16): present situation, ambition, the
one-off costs of the change and their division. Years count from 0 (the present, or preparation) to ``years``.
Amounts are yearly, in the prices of year 0, and positive as a cost or a gain by their own nature.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from bodemplaat.kernel import Euro

NOTHING = Euro(0)
Amounts = Mapping[int, Euro]
"""Amounts by year of the case; a year that is absent has none."""


class OneOffKind(Enum):
    """What a one-off cost is for: the handbook's five categories (F.2), and what F.3 and F.4 add to them."""

    IN_ORDER = "in_order"
    """1: putting the function in order at the participant before it moves."""
    DEMAND_SIDE = "demand_side"
    """2: setting up the commissioning side at the participant."""
    CENTRE = "centre"
    """3: setting up the centre: governance, organisation, systems, housing."""
    SERVICES = "services"
    """4: setting up the services between them: catalogue, agreements, consultation."""
    OTHER = "other"
    """5: other costs of the change at the participants."""
    DISINVESTMENT = "disinvestment"
    """Vacant rooms, broken contracts, accelerated depreciation (point of attention 4)."""
    STAFF_TRANSITION = "staff_transition"
    """Guiding, retraining, placing or paying off staff (point of attention 3)."""
    START_UP = "start_up"
    """Running double and learning in the first months."""
    RISK = "risk"
    """Measures against risks, and the reserve for what still goes wrong."""


class Index(Enum):
    """Which index carries an amount of year 0 to a later year."""

    WAGES = "wages"
    PRICES = "prices"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CostBlock:
    """What a function costs in a year: people, material, overhead, and what is only known as a lump."""

    fte: Decimal = Decimal(0)
    cost_per_fte: Euro = NOTHING
    material: Euro = NOTHING
    overhead: Euro = NOTHING
    lump: Euro = NOTHING


@dataclass(frozen=True, slots=True)
class FunctionCase:
    """One function of one participant: now, wanted, and which share of the way is gone in each year.

    ``profile`` starts at year 1 and its last value stays; ``benchmark`` is what comparable participants spend.
    """

    name: str
    baseline: CostBlock
    ambition: CostBlock
    profile: tuple[Decimal, ...] = (Decimal(1),)
    benchmark: Euro | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation taking part, its functions, and the sizes by which costs can be divided."""

    name: str
    functions: tuple[FunctionCase, ...]
    sizes: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a cost or receives a gain: one ``participant``, or all of them by the allocation key ``key``.

    ``function`` says which function it belongs to; when empty it is divided over a participant's functions in
    proportion to what they cost now.
    """

    participant: str = ""
    key: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """An amount with a day of its own, beside or instead of amounts by year."""

    on: date
    amount: Euro


@dataclass(frozen=True, slots=True)
class OneOff:
    """A cost of the change, paid once, possibly spread over years."""

    name: str
    kind: OneOffKind
    amounts: Amounts
    bearer: Bearer
    dated: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class Recurring:
    """A yearly amount beside the functions: a running cost of working together, or a benefit in money."""

    name: str
    amounts: Amounts
    bearer: Bearer
    index: Index = Index.PRICES
    dated: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong: chance, damage and year, and the measure that is paid anyway.

    The chance and the damage are those that remain after the measure. Their product is reserved.
    """

    name: str
    probability: Decimal
    impact: Euro
    year: int
    bearer: Bearer
    measure: str = ""
    measure_cost: Euro = NOTHING
    measure_year: int = 1


@dataclass(frozen=True, slots=True)
class Grant:
    """Money from outside for the change; it lowers what the participants pay."""

    name: str
    amounts: Amounts
    bearer: Bearer
    dated: tuple[Dated, ...] = ()


class CoverSource(Enum):
    """How a participant finds the money for what it pays once."""

    RESERVE = "reserve"
    LOAN = "loan"


@dataclass(frozen=True, slots=True)
class Cover:
    """Money a participant takes from a reserve or a loan. Moves the burden in time; it is not a gain.

    A loan is repaid in equal parts from the year after ``year``, with ``interest`` on what was still owed.
    """

    name: str
    source: CoverSource
    participant: str
    amount: Euro
    year: int
    interest: Decimal = Decimal(0)
    term: int = 0


@dataclass(frozen=True, slots=True)
class Transfer:
    """A compensation between participants (handbook F.2): one pays, another receives, together nothing."""

    name: str
    payer: str
    receiver: str
    amounts: Amounts
    dated: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class BenefitInWords:
    """A benefit that is not counted in money: what it is, for whom, and how one will see it."""

    name: str
    text: str
    participants: tuple[str, ...] = ()
    measured_by: str = ""


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """The whole case. ``wage_index`` and ``price_index`` give the rise in year 1, 2 …; the last one stays.

    ``keys`` are allocation keys by name, with a weight per participant, beside those built in (``keys_of``).
    """

    name: str
    years: int
    participants: tuple[Participant, ...]
    discount_rate: Decimal = Decimal(0)
    wage_index: tuple[Decimal, ...] = ()
    price_index: tuple[Decimal, ...] = ()
    keys: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    one_offs: tuple[OneOff, ...] = ()
    running_costs: tuple[Recurring, ...] = ()
    benefits: tuple[Recurring, ...] = ()
    risks: tuple[Risk, ...] = ()
    grants: tuple[Grant, ...] = ()
    covers: tuple[Cover, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    benefits_in_words: tuple[BenefitInWords, ...] = ()
    first_year: int = 0
    """The calendar year of year 1; 0 when not given, which only a case without dated amounts may have."""
    reference_date: date | None = None
    """The day to which dated amounts are discounted; without it 1 January of the first year."""

    @property
    def reference(self) -> date:
        """The day to which dated amounts are discounted."""
        return self.reference_date or date(self.first_year or 1, 1, 1)

    @property
    def dated(self) -> tuple[Dated, ...]:
        """Every amount with a date."""
        lines: tuple[OneOff | Recurring | Grant | Transfer, ...] = (
            *self.one_offs,
            *self.running_costs,
            *self.benefits,
            *self.grants,
            *self.transfers,
        )
        return tuple(amount for line in lines for amount in line.dated)

    def year_of(self, day: date) -> int:
        """The year of the case that a day falls in."""
        return day.year - self.first_year + 1
