"""One order, as a clerk, whoever decides and whoever receives opens it."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from bodemplaat.capabilities.orders import lifecycle
from bodemplaat.capabilities.orders.mapping import event_of, line_of, row_of, supplier_of
from bodemplaat.capabilities.orders.models import Order, OrderEvent, OrderLine, Receipt, ReceivedLine
from bodemplaat.capabilities.orders.policies import orders_at_home, orders_of_desk
from bodemplaat.capabilities.orders.ports import invoiced_of
from bodemplaat.capabilities.orders.queries.deciding import CHAIN, waiting_for
from bodemplaat.capabilities.orders.queries.receiving import (
    is_to_be_received_by_another,
    orders_in_reach,
    received_by_line,
)
from bodemplaat.capabilities.orders.values import (
    InvoicedOfLine,
    OrderRow,
    OrderStepView,
    OrderView,
    ReceiptView,
    ReceivedView,
)
from bodemplaat.capabilities.orders.vocabulary import OrderMove, OrderState
from bodemplaat.foundation.access.api import open_of
from bodemplaat.foundation.documents.api import documents_with
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, query
from bodemplaat.kernel import Euro

OF_CLERK = (OrderMove.ASK, OrderMove.PLACE, OrderMove.CLOSE, OrderMove.CANCEL)


@query
def order_view(*, actor: Actor, order: UUID, on: date) -> OrderView:
    """An order of the actor's desk; raises ``NotFound`` for any other and ``NotForThisDesk`` for who is no clerk."""
    rows = orders_of_desk(actor).select_related("organisation", "unit")
    return _opened(actor, rows.one(id=order), on)


@query
def order_to_receive(*, actor: Actor, order: UUID, on: date) -> OrderView:
    """An order that was placed, within the reach of who notes what came; raises ``NotFound`` for any other."""
    rows = orders_in_reach(actor).exclude(placed_at=None).select_related("organisation", "unit")
    return _opened(actor, rows.one(id=order), on)


@query
def orders_to_decide(*, actor: Actor, on: date) -> tuple[OrderRow, ...]:
    """What waits for this person at their own organisation, the longest-waiting first."""
    ids = waiting_for(actor, on) if actor.person_id else {}
    rows = orders_at_home(actor).filter(id__in=list(ids)).select_related("organisation")
    return tuple(row_of(row, on) for row in rows.order_by("written_at", "id"))


@query
def order_to_decide(*, actor: Actor, order: UUID, on: date) -> OrderView:
    """An order that waits for this person, or on which they were asked or decided in this round; raises ``NotFound`` for any other."""
    row = orders_at_home(actor).select_related("organisation", "unit").one(id=order)
    view = _opened(actor, row, on)
    steps = CHAIN.steps_of(actor, row)
    involved = {person for each in steps for person in each.asked} | {each.decided_by for each in steps}
    if not view.may_decide and actor.person_id not in involved:
        raise NotFound("order")
    return view


def _opened(actor: Actor, row: Order, on: date) -> OrderView:
    steps = CHAIN.steps_of(actor, row)
    step = open_of(steps) if row.state == OrderState.ASKED else None
    people: frozenset[UUID] = frozenset()
    if step is not None:
        office = CHAIN.office_for(actor, {row.organisation_id}, on)
        people = CHAIN.who_decides(actor, row, step, steps, office).people
    names = names_of(actor=actor, people={each.decided_by for each in steps if each.decided_by} | people)
    events = OrderEvent.records.of(actor).filter(order_id=row.id).order_by("at", "written_at")
    is_clerk = actor.role is Role.SSC_CLERK and actor.organisation_id == row.provider_id
    allowed = lifecycle.ORDER.allowed(row.state)
    lines = list(OrderLine.records.of(actor).filter(order_id=row.id, round=row.round).order_by("position"))
    came = received_by_line(actor, [row.id])
    invoiced = invoiced_of([row.id], row.organisation_id) if row.placed_at else {}
    return OrderView(
        row=row_of(row, on),
        supplier=supplier_of(row),
        unit=row.unit_id,
        unit_name=row.unit.name,
        vat=Euro(row.vat),
        vat_is_cost=row.vat_is_cost,
        round=row.round,
        lines=tuple(
            line_of(each, came.get(each.id, Decimal(0)), invoiced.get(each.id, InvoicedOfLine()))
            for each in lines
        ),
        steps=tuple(
            OrderStepView(
                each.function,
                each.state,
                each.decided_at,
                (names.get(each.decided_by, ""),)
                if each.decided_by
                else tuple(sorted(names.get(person, "") for person in people))
                if each is step
                else (),
            )
            for each in steps
        ),
        receipts=_receipts(actor, row),
        timeline=tuple(event_of(each) for each in events),
        moves=tuple(each for each in OF_CLERK if is_clerk and each in allowed),
        may_decide=actor.person_id in people,
        may_receive=OrderMove.RECEIVE_PART in allowed and not is_to_be_received_by_another(actor, row, on),
    )


def _receipts(actor: Actor, row: Order) -> tuple[ReceiptView, ...]:
    taken_last = F("takes_back").asc(nulls_first=True)  # after what it takes back, also at the same moment
    receipts = list(Receipt.records.of(actor).filter(order_id=row.id).order_by("noted_at", taken_last, "id"))
    if not receipts:
        return ()
    came: dict[UUID, list[ReceivedView]] = defaultdict(list)
    lines = ReceivedLine.records.of(actor).filter(receipt__order_id=row.id).order_by("line__position")
    for receipt, text, quantity, unit in lines.values_list(
        "receipt_id", "line__text", "quantity", "line__unit"
    ):
        came[receipt].append(ReceivedView(text, quantity, unit))
    documents = documents_with(actor=actor, ids=[each.document_id for each in receipts if each.document_id])
    taken_back = {each.takes_back_id for each in receipts}
    return tuple(
        ReceiptView(
            id=each.id,
            came_on=each.came_on,
            noted_at=each.noted_at,
            person_name=each.person_name,
            words=each.words,
            document=each.document_id,
            document_name=documents[each.document_id].name if each.document_id in documents else "",
            lines=tuple(came[each.id]),
            takes_back=each.takes_back_id is not None,
            is_back=each.id in taken_back,
        )
        for each in receipts
    )
