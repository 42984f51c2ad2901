"""Rows to values."""

from datetime import date
from decimal import Decimal

from bodemplaat.capabilities.orders.models import Order, OrderEvent, OrderLine
from bodemplaat.capabilities.orders.values import (
    InvoicedOfLine,
    OrderedFrom,
    OrderEventView,
    OrderLineView,
    OrderRow,
)
from bodemplaat.capabilities.orders.vocabulary import TO_RECEIVE, OrderAct, OrderState, VatKind
from bodemplaat.kernel import Euro


def row_of(row: Order, on: date) -> OrderRow:
    """A row of a list; its organisation has been read with it."""
    return OrderRow(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        number=row.number,
        subject=row.subject,
        supplier_name=row.supplier_name,
        state=OrderState(row.state),
        written_at=row.written_at,
        expected_on=row.expected_on,
        total=Euro(row.net + row.vat),
        net=Euro(row.net),
        received=Euro(row.received),
        is_late=row.state in TO_RECEIVE and row.expected_on is not None and row.expected_on < on,
    )


def supplier_of(row: Order) -> OrderedFrom:
    """Of whom it is ordered, as it was then."""
    return OrderedFrom(
        row.supplier_ref, row.supplier_name, row.supplier_kvk, row.supplier_oin, row.supplier_vat
    )


def event_of(row: OrderEvent) -> OrderEventView:
    """An event, as it is shown."""
    return OrderEventView(row.at, OrderAct(row.act), row.person_name, row.words)


def line_of(row: OrderLine, received: Decimal, invoiced: InvoicedOfLine) -> OrderLineView:
    """A line, with how much of it came and was invoiced."""
    return OrderLineView(
        id=row.id,
        text=row.text,
        quantity=row.quantity,
        unit=row.unit,
        price=row.price,
        net=Euro(row.net),
        vat_kind=VatKind(row.vat_kind),
        vat_percent=row.vat_percent,
        taakveld=row.taakveld,
        cost_centre=row.cost_centre,
        expected_on=row.expected_on,
        received=received,
        invoiced=invoiced,
    )
