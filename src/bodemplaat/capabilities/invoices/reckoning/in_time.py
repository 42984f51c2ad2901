"""What was paid by the last day of the law's term, and what paying late cost, counted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.vocabulary import ReminderLevel
from bodemplaat.engines.payment_term import Facts, NoRate, latest_day, owed_for_late
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.formats.payment_law import Creditor, Debtor, NoLaw, costs_on, rates, term_on
from bodemplaat.kernel import Euro, Said

DAY: Final = timedelta(days=1)
NOTHING: Final = Euro(0)


@dataclass(frozen=True, slots=True)
class Owed:
    """An invoice that was paid or whose term is over: whose, on which day at the latest, on which day it was paid, and how much it is."""

    customer: UUID
    last: date
    paid: date | None
    amount: Euro
    saved: Euro = NOTHING
    """By a discount for paying early."""
    is_missed: bool = False
    """A discount for paying early was offered, and none was used."""

    @property
    def is_in_time(self) -> bool:
        """Whether it was paid by its last day."""
        return self.paid is not None and self.paid <= self.last


@dataclass(frozen=True, slots=True)
class MonthInTime:
    """Invoices of one customer whose term ends in a month, that were paid or are late."""

    customer: UUID
    customer_name: str
    month: date
    due: int
    inside: int
    unpaid: int

    @property
    def late(self) -> int:
        """Those that were paid after it."""
        return self.due - self.inside - self.unpaid


@dataclass(frozen=True, slots=True)
class CostOfLate:
    """What paying late cost one customer by the law, and what paying in time avoided; of ``unknown`` the interest is not known yet.

    ``saved`` is what discounts for paying early came to; ``missed`` counts the invoices of which none was used.
    """

    customer: UUID
    customer_name: str
    late: int
    interest: Euro
    costs: Euro
    avoided: Euro
    unknown: int
    saved: Euro = NOTHING
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Reminded:
    """How often suppliers of a customer asked for an invoice in a period, by how pressing that was, and what they claimed.

    ``claimed`` is the most that was claimed beside each invoice, added up.
    """

    by_level: Mapping[ReminderLevel, int]
    claimed: Euro = NOTHING

    @property
    def count(self) -> int:
        """All of them."""
        return sum(self.by_level.values())


@dataclass(frozen=True, slots=True)
class UnitInTime:
    """How long the budget holder of a unit took: decisions in the period, in days, and what waits there now."""

    customer_name: str
    unit_name: str
    days: tuple[Fraction, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """What invoices of a customer waited for in the opening hours of the provider."""

    customer_name: str
    cause: Said
    invoices: int
    hours: Fraction


@dataclass(frozen=True, slots=True)
class Promised:
    """The norm of the service for a customer, and the part of the invoices that kept it by the clock of the service."""

    goal: Fraction | None
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class InTime:
    """A period, by customer and month, with all that the report says of it."""

    today: date
    months: tuple[MonthInTime, ...]
    costs: tuple[CostOfLate, ...]
    units: tuple[UnitInTime, ...]
    waiting: tuple[WaitedFor, ...]
    promised: Mapping[UUID, Promised]
    names: Mapping[UUID, str] = field(default_factory=dict)
    """Of customers, by id."""
    reminders: Mapping[UUID, Reminded] = field(default_factory=dict)
    """What suppliers asked and claimed in the period, by customer."""

    @property
    def due(self) -> int:
        """How many were paid or are late."""
        return sum(each.due for each in self.months)

    @property
    def inside(self) -> int:
        """How many of them were paid by then."""
        return sum(each.inside for each in self.months)


@cache
def last_day(received: date) -> date | None:
    """Until when it is paid in time by the law alone; ``None`` before the first row of the law."""
    try:
        law = term_on(Debtor.PUBLIC_BODY, Creditor.BUSINESS, received)
    except NoLaw:
        return None
    free = free_days(FreeDays.LAW, range(received.year, received.year + 2))
    return latest_day(Facts(received), law, free).last


def by_month(invoices: Iterable[Owed], names: Mapping[UUID, str]) -> tuple[MonthInTime, ...]:
    """Counted by customer and month, in the order of names and months."""
    counts: dict[tuple[UUID, date], list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in invoices:
        cell = counts[each.customer, each.last.replace(day=1)]
        cell[0] += 1
        cell[1] += each.is_in_time
        cell[2] += each.paid is None
    months = [
        MonthInTime(whose, names.get(whose, ""), month, *cell) for (whose, month), cell in counts.items()
    ]
    return tuple(sorted(months, key=lambda each: (each.customer_name, str(each.customer), each.month)))


def costs_of(invoices: Iterable[Owed], names: Mapping[UUID, str], today: date) -> tuple[CostOfLate, ...]:
    """What was owed beside the invoices, by customer: of what is not paid yet until today."""
    by_customer: dict[UUID, CostOfLate] = {}
    known = rates()
    for each in invoices:
        nothing = CostOfLate(each.customer, names.get(each.customer, ""), 0, Euro(0), Euro(0), Euro(0), 0)
        so_far = by_customer.get(each.customer, nothing)
        paid = each.last + DAY if each.is_in_time else each.paid or today
        costs = costs_on(each.last + DAY).amount
        try:
            interest = owed_for_late(
                each.amount, last=each.last, paid=paid, rates=known, costs=costs
            ).interest
            unknown = 0
        except NoRate:
            interest, unknown = Euro(0), 1
        if each.is_in_time:
            more = replace(so_far, avoided=so_far.avoided + interest + costs)
        else:
            more = replace(
                so_far,
                late=so_far.late + 1,
                interest=so_far.interest + interest,
                costs=so_far.costs + costs,
                unknown=so_far.unknown + unknown,
            )
        by_customer[each.customer] = replace(
            more, saved=more.saved + each.saved, missed=more.missed + each.is_missed
        )
    return tuple(sorted(by_customer.values(), key=lambda each: (each.customer_name, str(each.customer))))
