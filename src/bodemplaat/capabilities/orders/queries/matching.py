"""Orders as invoices are compared with them, for the room above: that says who reads it."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.orders.mapping import line_of, supplier_of
from bodemplaat.capabilities.orders.models import Order, OrderLine, OrderStep, Receipt
from bodemplaat.capabilities.orders.ports import invoiced_of
from bodemplaat.capabilities.orders.queries.receiving import received_by_line
from bodemplaat.capabilities.orders.values import InvoicedOfLine, OrderedFrom, OrderToMatch
from bodemplaat.capabilities.orders.vocabulary import OBLIGED, TO_INVOICE, OrderState
from bodemplaat.foundation.tenancy.api import Actor, query

MOST = 20
"""Orders of one supplier that are proposed."""


@query
def order_to_match(*, actor: Actor, order: UUID) -> OrderToMatch | None:
    """An order of the actor's organisation; ``None`` where it has none by this id, or none any more."""
    rows = Order.records.of(actor).filter(id=order, organisation_id=actor.organisation_id)
    return next(iter(_to_match(actor, list(rows))), None)


@query
def open_orders_of(*, actor: Actor, supplier: OrderedFrom) -> Sequence[OrderToMatch]:
    """What the supplier of an invoice has still to invoice at the actor's organisation, the last that was placed first.

    By how the register knows it, by any number that both name, and by its name where neither has a number.
    """
    same = Q(supplier_ref=supplier.ref) if supplier.ref else Q()
    for column in ("kvk", "oin", "vat"):
        if value := getattr(supplier, column):
            same |= Q(**{f"supplier_{column}": value})
    bare = Q(supplier_kvk="", supplier_oin="", supplier_vat="")
    if supplier.name:
        same |= bare & Q(supplier_name__iexact=supplier.name)
    if not same:
        return ()
    rows = Order.records.of(actor).filter(same, organisation_id=actor.organisation_id, state__in=TO_INVOICE)
    return _to_match(actor, list(rows.order_by("-placed_at", "-id")[:MOST]))


def _to_match(actor: Actor, rows: Sequence[Order]) -> Sequence[OrderToMatch]:
    if not rows:
        return ()
    ids = [row.id for row in rows]
    rounds = {row.id: row.round for row in rows}
    came = received_by_line(actor, ids)
    invoiced = invoiced_of(ids, rows[0].organisation_id)
    lines = defaultdict(list)
    for line in OrderLine.records.of(actor).filter(order_id__in=ids).order_by("order_id", "position"):
        if line.round == rounds[line.order_id]:
            lines[line.order_id].append(
                line_of(line, came.get(line.id, Decimal(0)), invoiced.get(line.id, InvoicedOfLine()))
            )
    approved: dict[UUID, set[UUID]] = defaultdict(set)
    steps = OrderStep.records.of(actor).filter(order_id__in=ids, decided_by__isnull=False)
    for order, person in steps.values_list("order_id", "decided_by"):
        if person is not None:
            approved[order].add(person)
    received: dict[UUID, set[UUID]] = defaultdict(set)
    receipts = list(Receipt.records.of(actor).filter(order_id__in=ids))
    taken_back = {each.takes_back_id for each in receipts}
    for each in receipts:
        if each.takes_back_id is None and each.id not in taken_back:
            received[each.order_id].add(each.person_id)
    return tuple(
        OrderToMatch(
            id=row.id,
            number=row.number,
            subject=row.subject,
            supplier=supplier_of(row),
            state=OrderState(row.state),
            unit=row.unit_id,
            vat_is_cost=row.vat_is_cost,
            obliged_in=timezone.localdate(row.approved_at).year
            if row.approved_at is not None and row.state in OBLIGED
            else None,
            lines=tuple(lines[row.id]),
            ordered_by=frozenset(each for each in (row.written_by, row.placed_by) if each),
            approved_by=frozenset(approved[row.id]),
            received_by=frozenset(received[row.id]),
        )
        for row in rows
    )
