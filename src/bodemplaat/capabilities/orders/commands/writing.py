"""A clerk writes an order, changes it while it is a draft, and asks whoever answers for the budget."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.orders import lifecycle
from bodemplaat.capabilities.orders.commands.approving import open_next
from bodemplaat.capabilities.orders.errors import NotNow, UnsoundOrder
from bodemplaat.capabilities.orders.events import happened
from bodemplaat.capabilities.orders.models import Order, OrderCount, OrderLine, OrderStep
from bodemplaat.capabilities.orders.policies import orders_of_desk, provider_for
from bodemplaat.capabilities.orders.ports import follows
from bodemplaat.capabilities.orders.queries.budget import asked_of_budget
from bodemplaat.capabilities.orders.reckoning.amounts import cents_of, percent_of, vat_of
from bodemplaat.capabilities.orders.values import OrderContent, Ordered
from bodemplaat.capabilities.orders.vocabulary import (
    MOST_LINES,
    MOST_PRICE,
    MOST_QUANTITY,
    OrderAct,
    OrderMove,
    OrderState,
)
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.tenancy.api import Actor, command, write_at_end
from bodemplaat.kernel import Euro, Finding, say


@command
def draft_order(
    *, actor: Actor, organisation: UUID, order: UUID, content: OrderContent, at: datetime
) -> UUID:
    """Write an order under an id that its form chose, with the next number of the year; the same id again is the same order.

    Raises ``UnsoundOrder`` with all that is wrong, and ``NotForThisDesk``.
    """
    here = timezone.localdate(at)
    provider = provider_for(actor, organisation, here)
    there = orders_of_desk(actor).filter(id=order, organisation_id=organisation)
    if there.exists():
        return order
    check_content(actor, organisation, content, at)
    counts = OrderCount.records.of(actor)
    counts.bulk_create([OrderCount(organisation_id=organisation, year=here.year)], ignore_conflicts=True)
    count = counts.locked().one(organisation_id=organisation, year=here.year)
    if there.exists():  # the same form, sent twice at once
        return order
    count.last += 1
    count.save(update_fields=["last"])
    row = Order(
        id=order,
        organisation_id=organisation,
        provider_id=provider,
        year=here.year,
        serial=count.last,
        number=f"B{here.year}-{count.last:05}",
        written_by=actor.person,
        written_at=at,
    )
    lines = _write(row, content, at)
    row.save(force_insert=True)
    write_at_end(actor, lines)
    happened(actor, row, OrderAct.DRAFTED, at=at, details={"number": row.number})
    return order


@command
def change_order(*, actor: Actor, order: UUID, seen_round: int, content: OrderContent, at: datetime) -> None:
    """Write a draft anew. Raises as ``draft_order``, and ``NotNow`` for what is no draft or was changed since it was read."""
    row = orders_of_desk(actor).locked().one(id=order)
    if row.state != OrderState.DRAFT or row.round != seen_round:
        raise NotNow
    check_content(actor, row.organisation_id, content, at)
    row.round += 1
    row.written_by = actor.person
    lines = _write(row, content, at)
    row.save()
    write_at_end(actor, lines)
    happened(actor, row, OrderAct.CHANGED, at=at, details={"round": row.round})


@command
def ask_for_order(*, actor: Actor, order: UUID, seen_round: int, at: datetime) -> None:
    """Ask whoever answers for the budget to approve it.

    Raises ``NotNow``, and ``BeyondBudget`` where a rule stops what goes beyond the budget.
    """
    row = orders_of_desk(actor).locked().one(id=order)
    if OrderMove.ASK not in lifecycle.ORDER.allowed(row.state) or row.round != seen_round:
        raise NotNow
    today = timezone.localdate(at)
    ledger.check_budget(asked_of_budget(row, today))
    row.state = lifecycle.ORDER.after(row.state, OrderMove.ASK)
    row.written_by = actor.person
    # Each time it is asked is a round of its own, with the lines as they stand.
    lines = list(OrderLine.records.of(actor).filter(order_id=row.id, round=row.round).order_by("position"))
    if OrderStep.records.of(actor).filter(order_id=row.id, round=row.round).exists():
        row.round += 1
        write_at_end(actor, [_copied(each, row.round) for each in lines])
    row.save(update_fields=["state", "round", "written_by"])
    chain = follows().steps(actor, row.organisation_id, Euro(row.net + row.vat), today)
    steps = [
        OrderStep(
            organisation_id=row.organisation_id,
            order=row,
            round=row.round,
            position=position,
            name=step.name,
            by=step.by.value,
            function=step.function,
        )
        for position, step in enumerate(chain)
    ]
    write_at_end(actor, steps)
    happened(actor, row, OrderAct.ASKED, at=at, details={"round": row.round})
    open_next(actor, row, steps, at)


def check_content(actor: Actor, organisation: UUID, content: OrderContent, at: datetime) -> None:
    """Raise ``UnsoundOrder`` with everything that is wrong with an order as it is written."""
    today = timezone.localdate(at)
    if content.unit not in {each.id for each in units_of(actor=actor, organisation=organisation)}:
        raise UnsoundOrder(say("Choose out of whose budget it is paid."))
    if not content.subject.strip():
        raise UnsoundOrder(say("Write in a few words what is ordered."))
    if not content.supplier.name.strip():
        raise UnsoundOrder(say("Choose from whom it is ordered."))
    if not 0 < len(content.lines) <= MOST_LINES:
        raise UnsoundOrder(say("An order has from one to {most} lines."), most=MOST_LINES)
    findings = [each for n, line in enumerate(content.lines, 1) for each in _wrong_with(n, line)]
    bookings = {
        (each.taakveld, each.cost_centre): f"{n} " for n, each in reversed(list(enumerate(content.lines, 1)))
    }
    findings += ledger.check_bookings(actor=actor, organisation=organisation, bookings=bookings, on=today)
    if findings:
        raise UnsoundOrder(findings[0].said, *findings, **findings[0].values)


def _wrong_with(n: int, line: Ordered) -> list[Finding]:
    findings = []
    if not line.text.strip():
        findings.append(
            Finding("orders.no_text", f"{n} text", say("Line {n}: write what is ordered."), {"n": n})
        )
    if not 0 < line.quantity <= MOST_QUANTITY:
        text = say("Line {n}: order more than nothing, and at most {most}.")
        findings.append(Finding("orders.quantity", f"{n} quantity", text, {"n": n, "most": MOST_QUANTITY}))
    if not 0 <= line.price <= MOST_PRICE:
        text = say("Line {n}: a price is zero or more, and at most {most} euros.")
        findings.append(Finding("orders.price", f"{n} price", text, {"n": n, "most": MOST_PRICE}))
    return findings


def _write(row: Order, content: OrderContent, at: datetime) -> list[OrderLine]:
    """Let an order say this; answers its lines."""
    supplier, today = content.supplier, timezone.localdate(at)
    row.subject, row.unit_id = content.subject.strip()[:140], content.unit
    row.vat_is_cost = content.vat_is_cost
    row.supplier_ref, row.supplier_name = supplier.ref, supplier.name.strip()[:200]
    row.supplier_kvk, row.supplier_oin, row.supplier_vat = supplier.kvk, supplier.oin, supplier.vat
    lines = []
    for position, each in enumerate(content.lines, start=1):
        net, percent = cents_of(each.quantity, each.price), percent_of(each.vat, today)
        lines.append(
            OrderLine(
                organisation_id=row.organisation_id,
                order=row,
                round=row.round,
                position=position,
                text=each.text.strip()[:140],
                quantity=each.quantity,
                unit=each.unit.strip()[:20],
                price=each.price,
                net=net,
                vat_kind=each.vat,
                vat_percent=percent,
                vat=vat_of(net, percent),
                taakveld=each.taakveld,
                cost_centre=each.cost_centre,
                expected_on=each.expected_on,
            )
        )
    row.net, row.vat = sum(each.net for each in lines), sum(each.vat for each in lines)
    row.expected_on = min((each.expected_on for each in lines if each.expected_on), default=None)
    return lines


def _copied(line: OrderLine, in_round: int) -> OrderLine:
    names = [each.attname for each in OrderLine._meta.concrete_fields if each.attname not in ("id", "round")]
    return OrderLine(round=in_round, **{name: getattr(line, name) for name in names})
