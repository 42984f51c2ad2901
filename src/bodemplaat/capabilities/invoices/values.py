"""Frozen values of this room."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.invoices.vocabulary import Channel, InvoiceAct, InvoiceMove, InvoiceState
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
    organisation: UUID | None = None
    text: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice in a list. ``payable`` is empty where it is in another currency than euros, or names none; of a credit note
    it is below nought. ``is_duplicate`` where the same invoice had come in another file.
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
