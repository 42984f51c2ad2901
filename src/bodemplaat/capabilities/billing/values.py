"""Runs and bills as they are shown: frozen, never rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.agreements.api import Terms
from bodemplaat.capabilities.billing.reckoning.lines import BillLine
from bodemplaat.capabilities.billing.reckoning.vat import TaxedLine
from bodemplaat.capabilities.billing.reckoning.year import ActualCostLine, EarlierYear, YearResult, YearRule
from bodemplaat.capabilities.billing.reckoning.year_shares import ShareOfYear
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.engines.credit import Credit
from bodemplaat.kernel import Euro, Finding, Said


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """How a service is taxed from a day on, and who said so."""

    code: str
    since: date
    how: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ServiceTaxed:
    """A service that is agreed on somewhere in a cooperation (``code`` empty: start-up costs), with every treatment, newest first."""

    code: str
    name: Words
    treatments: tuple[TreatmentView, ...]


@dataclass(frozen=True, slots=True)
class CustomerDue:
    """What is due of one customer: now, and waiting for a later run; beside the last run and the plan of the year.

    ``planned`` is what its financial file of that day (number ``agreement``, zero for none) comes to in its whole year, ``billed``
    what was billed of that file before.
    """

    customer: UUID
    name: str
    agreement: int
    lines: tuple[TaxedLine, ...]
    waiting: tuple[TaxedLine, ...]
    last: Euro
    billed: Euro
    planned: Euro

    @property
    def total(self) -> Euro:
        """What a run would bill, without VAT."""
        return Euro.total(each.line.amount for each in self.lines)

    @property
    def difference(self) -> Euro:
        """Above what the last run billed."""
        return self.total - self.last

    @property
    def left(self) -> Euro:
        """What of the year is left to bill after this."""
        now = Euro.total(
            each.line.amount
            for each in self.lines
            if each.line.is_of_the_year and each.line.agreement == self.agreement
        )
        return self.planned - self.billed - now


@dataclass(frozen=True, slots=True)
class Preview:
    """What is due in a cooperation up to and including a day; ``findings`` say what keeps a run from being made."""

    cooperation: UUID
    until: date
    customers: tuple[CustomerDue, ...]
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Euro:
        """Without VAT."""
        return Euro.total(each.total for each in self.customers)


@dataclass(frozen=True, slots=True)
class BillView:
    """One bill with its lines, and what became of it: its invoice, or why it was not made."""

    id: UUID
    run: UUID | None
    provider: UUID
    provider_name: str
    customer: UUID
    customer_name: str
    position: int
    state: str
    until: date
    lines: tuple[TaxedLine, ...]
    invoice: UUID | None
    number: str
    issued_on: date | None
    why_not: Said | None

    @property
    def total(self) -> Euro:
        """Without VAT."""
        return Euro.total(each.line.amount for each in self.lines)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list: where it stands (a state of its proposal), and how many of its bills were invoiced."""

    id: UUID
    cooperation: UUID
    cooperation_name: str
    until: date
    made_by: str
    made_at: datetime
    state: str
    total: Euro
    bills: int
    invoiced: int
    failed: int


@dataclass(frozen=True, slots=True)
class RunView:
    """A run with its bills, who released it or why it was taken back, and what the actor can do with it."""

    row: RunRow
    bills: tuple[BillView, ...]
    decided_by: str
    decided_at: datetime | None
    because: str
    may_release: bool
    may_take_back: bool
    may_try_again: bool
    is_for_another: bool
    """Whether it waits for somebody else than the reader."""

    @property
    def by_customer(self) -> Mapping[str, tuple[BillView, ...]]:
        """The bills by the name of their customer."""
        names = dict.fromkeys(each.customer_name for each in self.bills)
        return {name: tuple(each for each in self.bills if each.customer_name == name) for name in names}


@dataclass(frozen=True, slots=True)
class NamedDelivery:
    """A delivery that a line bills, with its number and page for who may open it; both empty for others."""

    case: UUID
    ended_on: date
    number: str
    page: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A line of a bill with all that it follows from, as far as its reader may see it.

    ``terms`` are those of its financial file and ``agreement`` its version; ``report`` is that of a credit, which ``credit`` works
    out; ``billed_before`` is what a line sets off.
    """

    line: BillLine
    provider_name: str
    customer_name: str
    until: date
    bill: UUID
    deliveries: tuple[NamedDelivery, ...] = ()
    billed_before: tuple[BillLine, ...] = ()
    terms: Terms | None = None
    agreement: UUID | None = None
    credit: Credit | None = None
    share: ShareOfYear | None = None
    """That of a settled year."""


@dataclass(frozen=True, slots=True)
class YearShareView:
    """A share of a settled year as provider and customer read it."""

    id: UUID
    provider: UUID
    provider_name: str
    customer_name: str
    share: ShareOfYear


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year in a list: ``state`` is ``draft``, ``waiting`` or ``confirmed``; ``result`` is ``None`` while something is missing."""

    id: UUID
    cooperation: UUID
    year: int
    state: str
    result: YearResult | None


@dataclass(frozen=True, slots=True)
class YearView:
    """A year with the ways in which it can be settled (one once it was decided), what it rests on, and what the actor can do.

    ``unbilled`` is due for its days and in no run yet; ``later`` is what became known since it was sealed; ``because`` is why the
    last decision was taken back. ``is_first`` says that no earlier year was sealed, so that the reserve begins as it is put down.
    """

    row: YearRow
    cooperation_name: str
    rule: YearRule
    ways: tuple[YearResult, ...]
    findings: tuple[Finding, ...]
    costs: Sequence[ActualCostLine]
    names: Mapping[UUID, str]
    shares: tuple[YearShareView, ...]
    unbilled: Euro
    later: tuple[EarlierYear, ...]
    decided_on: date | None
    reference: str
    because: str
    proposed_by: str
    proposed_at: datetime | None
    adopted_by: str
    adopted_at: datetime | None
    may_change: bool
    may_propose: bool
    may_adopt: bool
    may_take_back: bool
    is_first: bool
    waits_for_earlier: bool
