"""A clerk links an invoice to its order, to another or to none, and books what fits as it was ordered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.coding import check_can_be_coded, store_coding
from bodemplaat.capabilities.invoices.commands.fitting import fit_again, hold_order
from bodemplaat.capabilities.invoices.errors import CannotBeMatched
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import MatchedLine, ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.matching import (
    can_be_linked,
    goes_through,
    judged,
    linked_lines,
    read_lines,
    same_supplier,
)
from bodemplaat.capabilities.invoices.queries.order_match import match_rule
from bodemplaat.capabilities.invoices.reckoning.matching import (
    LineToMatch,
    fit_of,
    proposed_lines,
    quantity_of,
    rate_of,
)
from bodemplaat.capabilities.invoices.values import Coded
from bodemplaat.capabilities.invoices.vocabulary import Approval, Fit, InvoiceAct, VatTreatment
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command, entered
from bodemplaat.kernel import Euro, say


@command
def link_invoice(
    *,
    actor: Actor,
    invoice: UUID,
    order: UUID,
    lines: Mapping[int, UUID] | None = None,
    reason: str = "",
    at: datetime,
) -> Fit:
    """Say of which order an invoice is, and of which of its lines each line is (as proposed, unless given); answers whether it fits.

    The same again changes nothing; another order, or other lines, need a reason. Raises ``CannotBeMatched`` for an invoice that is
    not registered or waits for approval already, for an order of another supplier or one that is not placed or over, and where lines
    cannot be compared; ``NoReason``, ``NotForThisDesk`` and ``NotFound``.
    """
    row = _held(actor, invoice, order)
    if not can_be_linked(row):
        raise CannotBeMatched(
            say("Only what is registered, and is not asked or approved yet, is linked to an order.")
        )
    system = Actor.system(row.organisation_id)
    with entered(system):
        target = orders.order_to_match(actor=system, order=order)
        theirs = {each.id for each in orders.open_orders_of(actor=system, supplier=same_supplier(row))}
        rule = match_rule(system, row.organisation_id, timezone.localdate(row.received_at))
        current = linked_lines(system, row).values_list("position", "order_line")
        before = dict(current) if row.order_ref == order else {}
    if target is None:
        raise NotFound("order")
    is_again = row.order_ref == order
    if not is_again and (target.state not in orders.TO_INVOICE or order not in theirs):
        raise CannotBeMatched(
            say("Order {number} is of another supplier, or nothing more of it is to be invoiced."),
            number=target.number,
        )
    read = read_lines(actor, row)
    if not read:
        raise CannotBeMatched(
            say("The lines of this invoice cannot be compared to the cent. Code it instead.")
        )
    by_id = {each.id: each for each in target.lines}
    chosen = proposed_lines(read, target.lines) if lines is None else lines
    chosen = {position: line for position, line in chosen.items() if line in by_id}
    if is_again and {each.position: chosen.get(each.position) for each in read} == before:
        return Fit(row.fit)
    why = reason_of(reason) if row.order_ref is not None else reason.strip()[:500]
    left = row.order_ref if not is_again else None
    row.order_ref, row.order_number = order, target.number
    row.matched_at = _after_others(row, order, at)
    row.match_round += 1
    row.match_points, row.match_cents = rule.points, rule.most.cents
    row.save(
        update_fields=[
            "order_ref",
            "order_number",
            "matched_at",
            "match_round",
            "match_points",
            "match_cents",
        ]
    )
    is_only = sum(each.position > 0 for each in read) == 1
    MatchedLine.records.of(actor).bulk_create(
        [
            _kept(
                row, each, by_id[chosen[each.position]] if each.position in chosen else None, is_only=is_only
            )
            for each in read
        ]
    )
    happened(actor, row, InvoiceAct.LINKED, at=at, words=why, details={"order": target.number})
    if left is not None:
        fit_again(row.organisation_id, left, at)
    fit_again(row.organisation_id, order, at)
    row.refresh_from_db(fields=["fit"])
    return Fit(row.fit)


@command
def unlink_invoice(*, actor: Actor, invoice: UUID, reason: str, at: datetime) -> None:
    """Say that an invoice is of no order after all, and why: what it took is there for others. Raises as ``link_invoice``."""
    why = reason_of(reason)
    row = _held(actor, invoice)
    if row.order_ref is None or not can_be_linked(row):
        raise CannotBeMatched(say("This invoice is linked to no order, or is asked or approved already."))
    order, number = row.order_ref, row.order_number
    row.order_ref, row.order_number, row.matched_at, row.fit = None, "", None, Fit.NONE
    row.save(update_fields=["order_ref", "order_number", "matched_at", "fit"])
    happened(actor, row, InvoiceAct.UNLINKED, at=at, words=why, details={"order": number})
    fit_again(row.organisation_id, order, at)


@command
def book_as_ordered(
    *, actor: Actor, invoice: UUID, vat: VatTreatment = VatTreatment.COMPENSATED, at: datetime
) -> Approval:
    """Code an invoice that fits as its order was, out of the same budget; answers how it stands then.

    Where the rule of the organisation says so it is approved by that: its order was approved, and others noted what came. Else
    whoever answers for the budget is asked. VAT that is a part of the costs of the order is so of the invoice. Raises
    ``CannotBeMatched`` where it does not fit, and as ``code_invoice``.
    """
    row = _held(actor, invoice)
    payable = check_can_be_coded(row)
    system = Actor.system(row.organisation_id)
    with entered(system):
        order = orders.order_to_match(actor=system, order=row.order_ref) if row.order_ref else None
        lines = judged(system, order)[row.id][1] if order is not None else ()
        rule = match_rule(system, row.organisation_id, timezone.localdate(row.received_at))
    if order is None or fit_of(result.verdict for _, result in lines) is not Fit.FITS:
        raise CannotBeMatched(
            say("This invoice does not fit its order as it stands. Look at its lines, and code it.")
        )
    if order.vat_is_cost != (vat is VatTreatment.COST):
        vat = VatTreatment.COST if order.vat_is_cost else VatTreatment.COMPENSATED
    by_id = {each.id: each for each in order.lines}
    coded = [
        Coded(ordered.text, Euro(line.cents), ordered.taakveld, ordered.cost_centre)
        for line, _ in lines
        if line.order_line and (ordered := by_id.get(line.order_line))
    ]
    is_approved, _ = goes_through(actor, row, order, rule)
    if is_approved:
        details = {"order": order.number}
        happened(actor, row, InvoiceAct.APPROVED_BY_ORDER, at=at, details=details)
    store_coding(actor, row, payable, unit=order.unit, lines=coded, vat=vat, at=at, is_approved=is_approved)
    return Approval(row.approval)


def _held(actor: Actor, invoice: UUID, *more: UUID) -> ReceivedInvoice:
    """An invoice of the actor's desk, held, after its order and ``more``: whoever holds both takes orders first, in one order."""
    before = invoices_of_desk(actor).one(id=invoice)
    for each in sorted({*more, *([before.order_ref] if before.order_ref else [])}):
        hold_order(before.organisation_id, each)
    row = invoices_of_desk(actor).locked().one(id=invoice)
    if row.order_ref != before.order_ref:
        raise CannotBeMatched(say("A colleague linked it just now. Look at it again before you go on."))
    return row


def _after_others(row: ReceivedInvoice, order: UUID, at: datetime) -> datetime:
    """When it is linked: later than every other of the order, which is held, so that they stand in one order for good."""
    system = Actor.system(row.organisation_id)
    with entered(system):
        others = ReceivedInvoice.records.of(system).filter(
            organisation_id=row.organisation_id, order_ref=order
        )
        last = others.aggregate(last=Max("matched_at"))["last"]
    return at if last is None or last < at else last + timedelta(microseconds=1)


def _kept(
    row: ReceivedInvoice, line: LineToMatch, ordered: orders.OrderLineView | None, *, is_only: bool
) -> MatchedLine:
    return MatchedLine(
        organisation_id=row.organisation_id,
        invoice=row,
        round=row.match_round,
        position=line.position,
        text=line.text,
        quantity=line.quantity if ordered is None else quantity_of(line, ordered),
        cents=line.cents,
        rate=line.rate if ordered is None else rate_of(line, ordered, vat=row.vat, is_only=is_only),
        order_line=None if ordered is None else ordered.id,
    )
