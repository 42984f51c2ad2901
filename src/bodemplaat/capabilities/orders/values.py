"""Frozen values of this room."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.orders.vocabulary import OrderAct, OrderMove, OrderState, VatKind
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class OrderedFrom:
    """The supplier of an order, as the register of suppliers has it now."""

    ref: UUID | None
    name: str
    kvk: str = ""
    oin: str = ""
    vat: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A line of an order as it is written: ``price`` is of one, without VAT."""

    text: str
    quantity: Decimal
    unit: str
    price: Decimal
    vat: VatKind
    taakveld: str
    cost_centre: str
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class OrderContent:
    """An order as it is written: out of which unit's budget, and whether nobody pays its VAT back."""

    subject: str
    supplier: OrderedFrom
    unit: UUID
    lines: tuple[Ordered, ...]
    vat_is_cost: bool = False


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list is narrowed to; empty narrows nothing. ``text`` is sought in number, supplier and subject."""

    state: str = ""
    waits: str = ""
    """``late``: its day has passed and not all came · ``open``: not closed or cancelled."""
    organisation: UUID | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list. ``total`` is with VAT; ``net`` and ``received`` are without."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    number: str
    subject: str
    supplier_name: str
    state: OrderState
    written_at: datetime
    expected_on: date | None
    total: Euro
    net: Euro
    received: Euro
    is_late: bool


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One page of a list: its rows, how many there are of it, and what they all come to."""

    rows: tuple[OrderRow, ...]
    count: int
    is_more: bool
    net: Euro
    received: Euro


NOTHING: Final = Euro(0)


@dataclass(frozen=True, slots=True)
class InvoicedOfLine:
    """How much of a line of an order was invoiced, less what was credited, and what of that is ``booked``."""

    quantity: Decimal = Decimal(0)
    net: Euro = NOTHING
    booked: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class OrderLineView:
    """A line of an order: what is ordered, how much of it came, and how much was invoiced."""

    id: UUID
    text: str
    quantity: Decimal
    unit: str
    price: Decimal
    net: Euro
    vat_kind: VatKind
    vat_percent: Decimal
    taakveld: str
    cost_centre: str
    expected_on: date | None
    received: Decimal
    invoiced: InvoicedOfLine = InvoicedOfLine()

    @property
    def to_invoice(self) -> Decimal:
        """How much has still to be invoiced."""
        return max(self.quantity - self.invoiced.quantity, Decimal(0))

    @property
    def to_come(self) -> Decimal:
        """How much has still to come; nothing where more came than was ordered."""
        return max(self.quantity - self.received, Decimal(0))


@dataclass(frozen=True, slots=True)
class ReceivedView:
    """How much of what came with a receipt."""

    text: str
    quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What came: on which day, who noted it, and what shows it. ``is_back`` where it was taken back later."""

    id: UUID
    came_on: date
    noted_at: datetime
    person_name: str
    words: str
    document: UUID | None
    document_name: str
    lines: tuple[ReceivedView, ...]
    takes_back: bool
    is_back: bool


@dataclass(frozen=True, slots=True)
class OrderStepView:
    """A step of the running round: by whom it was decided, or who can decide now; empty ``people`` where nobody can."""

    function: str
    state: str
    decided_at: datetime | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderEventView:
    """What happened, by whom and when."""

    at: datetime
    act: OrderAct
    person_name: str
    words: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order, opened. ``moves`` is what this reader may do with it; ``round`` is the writing of it that is shown."""

    row: OrderRow
    supplier: OrderedFrom
    unit: UUID
    unit_name: str
    vat: Euro
    vat_is_cost: bool
    round: int
    lines: tuple[OrderLineView, ...]
    steps: tuple[OrderStepView, ...]
    receipts: tuple[ReceiptView, ...]
    timeline: tuple[OrderEventView, ...]
    moves: tuple[OrderMove, ...]
    may_decide: bool
    may_receive: bool


@dataclass(frozen=True, slots=True)
class OrderToMatch:
    """An order as invoices are compared with it: its lines in order, who ordered it, and who noted what came.

    ``ordered_by`` are who wrote and placed it, ``approved_by`` who approved it; ``received_by`` who noted what was not taken back. ``obliged_in`` is the
    year of which it is an obligation, empty once it is over.
    """

    id: UUID
    number: str
    subject: str
    supplier: OrderedFrom
    state: OrderState
    unit: UUID
    vat_is_cost: bool
    obliged_in: int | None
    lines: tuple[OrderLineView, ...]
    ordered_by: frozenset[UUID]
    approved_by: frozenset[UUID]
    received_by: frozenset[UUID]
