"""Frozen values of this room."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.invoices.reckoning.chain import SecondRule
from bodemplaat.capabilities.invoices.vocabulary import (
    AccountStanding,
    Approval,
    ByTwoState,
    Channel,
    Fit,
    InvoiceAct,
    InvoiceMove,
    InvoiceState,
    PaymentStage,
    ReminderLevel,
    Stuck,
    VatTreatment,
)
from bodemplaat.foundation.documents.api import DocumentView
from bodemplaat.kernel import Euro, Finding


@dataclass(frozen=True, slots=True)
class Received:
    """What receiving a file came to: the invoice, and whether it is new; the same file again is not."""

    invoice: UUID
    is_new: bool
    state: InvoiceState


@dataclass(frozen=True, slots=True)
class InvoiceFilter:
    """What a list is narrowed to; empty narrows nothing. ``text`` is sought in supplier and number."""

    state: str = ""
    approval: str = ""
    """How far what is registered is; ``disputed``: in dispute; ``fit_…``: how it stands to its order; ``none``: what can be coded and was not."""
    organisation: UUID | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice in a list. ``payable`` is empty where it is in another currency than euros, or names none; of a credit note
    it is below zero. ``is_duplicate`` where the same invoice had come in another file.
    """

    id: UUID
    organisation_id: UUID
    organisation_name: str
    supplier_name: str
    number: str
    is_credit_note: bool
    issued: date | None
    due: date | None
    received_at: datetime
    file_name: str
    currency: str
    payable: Euro | None
    state: InvoiceState
    errors: int
    warnings: int
    is_duplicate: bool
    approval: Approval
    disputed_since: datetime | None
    order_number: str = ""
    fit: Fit = Fit.NONE
    is_to_type: bool = False
    stage: PaymentStage = PaymentStage.NONE
    stage_day: date | None = None  # on which it is to be paid, or was
    terms_until: date | None = None
    """The day of its last instalment, where two agreed on a later one than that of the law."""
    reminded: ReminderLevel | None = None
    """How pressing the most pressing reminder of it is, in a list of the desk."""


@dataclass(frozen=True, slots=True)
class InvoicePage:
    """One page of a list: its rows, and how many there are of it; ``is_more`` where it has more than are counted."""

    rows: tuple[InvoiceRow, ...]
    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class InvoiceEventView:
    """What happened, by whom and when."""

    at: datetime
    act: InvoiceAct
    person_name: str
    words: str


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """An invoice, opened. ``findings`` are those of the rules, ``known`` those of what only we know.

    ``reading`` is the document with the XML that was read, if any; ``moves`` what this reader may do with it.
    """

    row: InvoiceRow
    channel: Channel
    document: DocumentView
    reading: UUID | None
    supplier_email: str
    step: str
    syntax: str
    carrier: str
    rule_sets: tuple[str, ...]
    findings: tuple[Finding, ...]
    known: tuple[Finding, ...]
    timeline: tuple[InvoiceEventView, ...]
    moves: tuple[InvoiceMove, ...]
    may_dispute: bool
    may_type_over: bool


@dataclass(frozen=True, slots=True)
class InvoiceAccount:
    """To which account an invoice is to be paid, and whether it can be: ``payable_from`` where that day is known.

    ``supplier`` is who sent it, in the register; empty before the invoice is registered, and where the reader does not keep it.
    """

    supplier: UUID | None
    iban: str
    standing: AccountStanding
    payable_from: date | None


@dataclass(frozen=True, slots=True)
class SupplierFilter:
    """What the register is narrowed to; ``text`` is sought in names, numbers and accounts."""

    organisation: UUID | None = None
    text: str = ""
    waits: str = ""
    """``asked``: an account waits for a second clerk · ``none``: has no account that can be paid to or will be."""


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier in the register. ``accounts`` are those that are confirmed; ``asked`` how many wait for a second clerk."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    name: str
    kvk: str
    oin: str
    vat: str
    accounts: tuple[str, ...]
    asked: int
    invoices: int
    last_used_at: datetime


@dataclass(frozen=True, slots=True)
class SupplierPage:
    """One page of the register: its rows, and how many there are of it; ``is_more`` where it has more than are counted."""

    rows: tuple[SupplierRow, ...]
    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class SupplierAccountView:
    """An account of a supplier: who asked for it and why, who decided, from when it is paid to, and when it ended.

    ``may_decide`` and ``may_withdraw`` say what this reader may do with what waits; ``also_of`` names other suppliers of the
    same organisation with the same account; ``is_blocked`` for a G-account.
    """

    id: UUID
    iban: str
    is_blocked: bool
    state: ByTwoState
    reason: str
    asked_by_name: str
    asked_at: datetime
    decided_by_name: str
    decided_at: datetime | None
    answer: str
    payable_from: date | None
    ended_on: date | None
    ended_by_name: str
    ended_because: str
    also_of: tuple[str, ...]
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class SupplierView:
    """A supplier, opened, with its accounts, the newest first, and its last invoices.

    ``seen_accounts`` are those on its invoices that nobody asked for yet: what can be proposed.
    """

    row: SupplierRow
    begun_at: datetime
    begun_by_name: str
    accounts: tuple[SupplierAccountView, ...]
    seen_accounts: tuple[str, ...]
    invoices: tuple[InvoiceRow, ...]
    waiting_days: int


@dataclass(frozen=True, slots=True)
class WaitingTimeView:
    """How long an organisation waits before it pays to a new account, and what waits to change that.

    ``since`` is empty where nobody chose it; ``asked`` is empty where nothing waits.
    """

    organisation_id: UUID
    organisation_name: str
    days: int
    since: datetime | None
    change: UUID | None
    asked: int | None
    asked_by_name: str
    asked_at: datetime | None
    reason: str
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Coded:
    """A part of an invoice, without VAT, and where it is booked."""

    text: str
    amount: Euro
    taakveld: str
    cost_centre: str


@dataclass(frozen=True, slots=True)
class Coding:
    """A coding of an invoice: out of which unit's budget, its parts in order, and what becomes of its VAT."""

    unit: UUID
    lines: tuple[Coded, ...]
    vat: VatTreatment = VatTreatment.COMPENSATED


@dataclass(frozen=True, slots=True)
class CodingProposal:
    """How an earlier invoice of the same supplier was coded and approved, fitted to this one: to look at, and to take over."""

    coding: Coding
    number: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of the running round: by whom it was decided, or who can decide now; empty ``people`` where nobody can.

    ``asked_from`` is the amount from which the rule asked for it, and since when that held; empty where it is asked of any.
    """

    name: str
    function: str
    state: str
    opened_at: datetime | None
    decided_at: datetime | None
    people: tuple[str, ...]
    asked_from: SecondRule | None = None


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """How an invoice stands with whoever answers for the budget. ``coding`` is that of the running round, if it was coded.

    ``may_code`` and ``may_decide`` say what this reader may do; ``to_code`` is the amount without VAT that is coded.
    """

    invoice: UUID
    approval: Approval
    round: int
    coding: Coding | None
    unit_name: str
    steps: tuple[StepView, ...]
    may_code: bool
    may_decide: bool
    to_code: Euro | None


@dataclass(frozen=True, slots=True)
class SetOffView:
    """What of a credit note was taken off an invoice; ``other`` and ``number`` are those of whichever is not being looked at."""

    other: UUID
    number: str
    amount: Euro
    at: datetime


@dataclass(frozen=True, slots=True)
class CreditView:
    """A credit note: what of it was taken off payments, and what is still ``left``.

    ``names`` are the numbers of the invoices that it names; it waits for the one that is not paid yet.
    """

    left: Euro
    set_off: tuple[SetOffView, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InvoicePayment:
    """How far an approved invoice is with its payment.

    ``to_pay`` is what its supplier gets: less what was ``set_off``. ``pay_on`` is the last bank day on which it is in time; ``iban`` the account that it goes
    to, and ``standing`` whether it can. ``day`` is that of its batch, on which it was paid, or came back. ``accounts`` are
    those of its supplier that can be paid to now; ``may_pay_now`` says whether this reader may let it be paid at once.
    """

    invoice: UUID
    stage: PaymentStage
    to_pay: Euro
    pay_on: date | None
    iban: str
    standing: AccountStanding
    payable_from: date | None
    reference: str
    day: date | None
    return_code: str
    return_reason: str
    accounts: tuple[str, ...]
    set_off: tuple[SetOffView, ...]
    may_pay_now: bool
    is_divided: bool = False
    """Paid in parts: each has its own day and account, and is let pay by itself."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """So much less where it is there ``until`` a day, so paid by ``pay_on``; ``by`` is who typed it over, if anybody."""

    until: date
    pay_on: date
    amount: Euro
    by: str


@dataclass(frozen=True, slots=True)
class DiscountView:
    """Discounts for paying early: which are offered, which one its payment aims at, and what was used or missed."""

    offers: tuple[OfferView, ...]
    aims_at: date | None
    used: Euro | None
    is_missed: bool
    may_note: bool


@dataclass(frozen=True, slots=True)
class StuckInvoice:
    """An invoice that waits for approval while nobody can decide on it: on which step, since when and why."""

    row: InvoiceRow
    unit_name: str
    function: str
    since: datetime | None
    why: Stuck
