"""What orders ask of the budget: one that is to be approved, and all that are approved and not over."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.orders.models import Order, OrderLine
from bodemplaat.capabilities.orders.policies import orders_of_desk
from bodemplaat.capabilities.orders.ports import follows, invoiced_of
from bodemplaat.capabilities.orders.queries.orders import order_to_decide
from bodemplaat.capabilities.orders.reckoning.amounts import obliged_cents
from bodemplaat.capabilities.orders.vocabulary import OBLIGED, OrderState
from bodemplaat.foundation.tenancy.api import Actor, entered, midnight, query
from bodemplaat.kernel import Euro


@query
def budget_of_order(*, actor: Actor, order: UUID, on: date) -> ledger.BudgetCheck:
    """What an order of the actor's desk asks of the budget of its organisation. Raises as ``order_view``."""
    return asked_of_budget(orders_of_desk(actor).one(id=order), on)


@query
def budget_of_order_to_decide(*, actor: Actor, order: UUID, on: date) -> ledger.BudgetCheck:
    """The same for whoever decides on it now; nothing for who did. Raises as ``order_to_decide``."""
    view = order_to_decide(actor=actor, order=order, on=on)
    if not view.may_decide:
        return ledger.BudgetCheck(on.year)
    return asked_of_budget(Order.records.of(actor).one(id=order, organisation_id=actor.organisation_id), on)


def asked_of_budget(row: Order, on: date) -> ledger.BudgetCheck:
    """What the lines of an order ask of the budget of the year of a day, with VAT where nobody pays that back.

    The books are read at home only, so the platform reads them there; what comes of it is figures of these places.
    """
    system = Actor.system(row.organisation_id)
    with entered(system):
        others = Order.records.of(system).filter(organisation_id=row.organisation_id, state=OrderState.ASKED)
        waiting = _parts(system, list(others.exclude(id=row.id)))
        return ledger.budget_check(actor=system, parts=_parts(system, [row]), waiting=waiting, on=on)


def obligations(actor: Actor, year: int, until: date) -> Iterator[ledger.Obligation]:
    """What was approved in a year up to a day, and is not over: by order, less what was invoiced and booked of it."""
    rows = Order.records.of(actor).filter(
        organisation_id=actor.organisation_id,
        state__in=OBLIGED,
        approved_at__gte=midnight(date(year, 1, 1)),
        approved_at__lt=midnight(date.fromordinal(until.toordinal() + 1)),
    )
    orders = list(rows.order_by("approved_at", "id"))
    by_order: dict[UUID, list[ledger.Part]] = defaultdict(list)
    booked = {
        line: each.booked
        for line, each in invoiced_of([row.id for row in orders], actor.organisation_id).items()
    }
    for order, part in _parts_by_order(actor, orders, booked):
        by_order[order].append(part)
    for row in orders:
        if row.approved_at is not None and by_order[row.id]:
            day = timezone.localdate(row.approved_at)
            yield ledger.Obligation(day, f"{row.number} {row.supplier_name}", tuple(by_order[row.id]))


def _parts(actor: Actor, orders: list[Order]) -> list[ledger.Part]:
    return [part for _, part in _parts_by_order(actor, orders)]


def _parts_by_order(
    actor: Actor, orders: list[Order], booked: Mapping[UUID, Decimal] = MappingProxyType({})
) -> Iterator[tuple[UUID, ledger.Part]]:
    """What is left of each line after how many of it were ``booked``, on the purpose as which it is booked once it is invoiced."""
    if not orders:
        return
    rounds = {row.id: row for row in orders}
    purpose = follows().purpose
    lines = OrderLine.records.of(actor).filter(order_id__in=list(rounds)).order_by("order_id", "position")
    for each in lines:
        row = rounds[each.order_id]
        if each.round == row.round:
            cents = obliged_cents(each, booked.get(each.id, Decimal(0)), vat_is_cost=row.vat_is_cost)
            if cents:
                yield row.id, ledger.Part(purpose, Euro(cents), each.taakveld)
