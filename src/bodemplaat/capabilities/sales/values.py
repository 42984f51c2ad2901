"""Frozen values of this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from bodemplaat.capabilities.sales.vocabulary import SalesState
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.kernel import Euro, Finding


@dataclass(frozen=True, slots=True)
class PartyDetails:
    """What stands on an invoice of a supplier or customer in the Netherlands.

    ``account`` (IBAN) and ``email`` are those of a supplier; ``days_to_pay`` is what was agreed with a customer.
    """

    name: str
    street: str = ""
    postcode: str = ""
    town: str = ""
    kvk: str = ""
    oin: str = ""
    vat_number: str = ""
    account: str = ""
    email: str = ""
    days_to_pay: int = 30


@dataclass(frozen=True, slots=True)
class PartyView:
    """One of those details as they are kept; ``about`` is the organisation of a cooperation that it is, if any."""

    id: UUID
    details: PartyDetails
    is_own: bool
    about: UUID | None


@dataclass(frozen=True, slots=True)
class SalesLine:
    """One line: so many of something at a price in euros, of a VAT category (S, Z, E, AE or O) at a rate in percent.

    ``reason`` says why no VAT is due, for E and O; each category has one on an invoice.
    """

    name: str
    quantity: Decimal
    price: Decimal
    category: str = "S"
    rate: Decimal | None = None
    unit: str = "C62"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SalesContent:
    """What an invoice says, before it has a number. ``first`` and ``last`` are the period that is invoiced, or both empty."""

    customer: UUID
    lines: Sequence[SalesLine]
    reference: str = ""
    order: str = ""
    contract: str = ""
    note: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SalesFilter:
    """What a list is narrowed to; empty narrows nothing. ``text`` is sought in customer and number."""

    state: str = ""
    text: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SalesRow:
    """An invoice of our own in a list. Of a draft the number is empty; ``payable`` of a credit note is below zero."""

    id: UUID
    state: SalesState
    customer_name: str
    number: str
    is_credit_note: bool
    issued_on: date | None
    due_on: date | None
    payable: Euro
    drafted_at: datetime


@dataclass(frozen=True, slots=True)
class SalesPage:
    """One page of a list: its rows, and how many there are of it."""

    rows: tuple[SalesRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SalesView:
    """An invoice of our own, opened. ``invoice`` is what it says as e-invoices say it, of a draft without a number.

    ``findings`` say what keeps a draft from being issued. ``credits`` is the invoice that a credit note is about;
    ``credited_by`` are those that were made of this one.
    """

    row: SalesRow
    content: SalesContent
    invoice: Invoice
    findings: tuple[Finding, ...]
    drafted_by: UUID | None
    issued_by: UUID | None
    issued_at: datetime | None
    ubl: UUID | None
    paper: UUID | None
    credits: tuple[UUID, str] | None
    credited_by: tuple[tuple[UUID, str], ...]
    is_for_another: bool
    """Whether the reader drafted it, or changed the own account last, so that somebody else issues it."""
