"""Lists of orders for a desk: narrowed, sorted, in pages, with what they come to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from bodemplaat.capabilities.orders.mapping import row_of
from bodemplaat.capabilities.orders.models import Order
from bodemplaat.capabilities.orders.policies import orders_of_desk
from bodemplaat.capabilities.orders.values import OrderFilter, OrderPage, OrderRow
from bodemplaat.capabilities.orders.vocabulary import OVER, TO_RECEIVE, OrderState
from bodemplaat.foundation.organisations.api import Task, provisions_of
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro, say

MOST_COUNTED: Final = 10_000
SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "written": ("written_at", "id"),
    "number": ("year", "serial", "id"),
    "supplier": ("supplier_name", "written_at", "id"),
    "expected": ("expected_on", "written_at", "id"),
    "amount": ("net", "written_at", "id"),
}
"""By what a list is sorted; with a minus in front downwards."""
LATE, UNDER_WAY = "late", "open"
ORDERS_UNDER_WAY: Final = say("Orders that are not over")


@query
def orders_under_way(*, actor: Actor, organisation: UUID, task: Task | None = None) -> int:
    """How many orders of an organisation are not over: what has still to be done when it leaves or its desk moves.

    They go with the desk of finance where it has one of its own, and with the desk where it has not.
    """
    if task is Task.DESK:
        provisions = provisions_of(actor=actor, organisation=organisation, task=Task.DESK_FINANCE)
        if any(each.until is None for each in provisions):
            return 0
    return Order.records.of(actor).filter(organisation_id=organisation).exclude(state__in=OVER).count()


@query
def orders_at_desk(
    *, actor: Actor, narrow: OrderFilter, sort: str = "-written", start: int = 0, count: int = 50, on: date
) -> OrderPage:
    """One page of what the actor's desk orders. Raises ``NotForThisDesk`` for anybody but a clerk."""
    rows = _narrowed(actor, narrow, on)
    sums = rows.order_by().aggregate(count=Count("id"), net=Sum("net"), received=Sum("received"))
    shown = _sorted(rows, sort).select_related("organisation")[start : start + count]
    return OrderPage(
        tuple(row_of(row, on) for row in shown),
        min(sums["count"], MOST_COUNTED),
        is_more=sums["count"] > MOST_COUNTED,
        net=Euro(int(sums["net"] or 0)),
        received=Euro(int(sums["received"] or 0)),
    )


@query
def order_ids(*, actor: Actor, narrow: OrderFilter, sort: str, most: int, on: date) -> Sequence[UUID]:
    """The ids of the same list, to read it a part at a time."""
    return list(_sorted(_narrowed(actor, narrow, on), sort).values_list("id", flat=True)[:most])


@query
def order_rows(*, actor: Actor, ids: Sequence[UUID], on: date) -> tuple[OrderRow, ...]:
    """The rows with these ids, in their order."""
    rows = orders_of_desk(actor).filter(id__in=list(ids)).select_related("organisation")
    by_id = {row.id: row_of(row, on) for row in rows}
    return tuple(by_id[each] for each in ids if each in by_id)


@query
def order_counts(*, actor: Actor, organisation: UUID | None = None) -> Mapping[OrderState, int]:
    """How many there are of each state at the actor's desk; one statement."""
    rows = orders_of_desk(actor)
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    counted = rows.order_by().values_list("state").annotate(count=Count("id"))
    return {OrderState(state): count for state, count in counted}


def _narrowed(actor: Actor, narrow: OrderFilter, on: date) -> QuerySet[Order]:
    rows: QuerySet[Order] = orders_of_desk(actor)
    if narrow.state:
        rows = rows.filter(state=narrow.state)
    if narrow.waits == LATE:
        rows = rows.filter(state__in=TO_RECEIVE, expected_on__lt=on)
    elif narrow.waits == UNDER_WAY:
        rows = rows.exclude(state__in=OVER)
    if narrow.organisation is not None:
        rows = rows.filter(organisation_id=narrow.organisation)
    for word in narrow.text.split():
        rows = rows.filter(
            Q(supplier_name__icontains=word) | Q(number__icontains=word) | Q(subject__icontains=word)
        )
    return rows


def _sorted(rows: QuerySet[Order], sort: str) -> QuerySet[Order]:
    by: list[Any] = [F(name) for name in SORTS.get(sort.removeprefix("-"), SORTS["written"])]
    return rows.order_by(
        *[each.desc(nulls_last=True) if sort.startswith("-") else each.asc(nulls_last=True) for each in by]
    )
