"""How invoices stand to their orders: line by line for a clerk and whoever decides, and what was invoiced for the room of orders."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.models import MatchedLine, ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.approving import invoice_to_decide
from bodemplaat.capabilities.invoices.queries.order_match import match_rule
from bodemplaat.capabilities.invoices.reckoning.matching import (
    LineToMatch,
    MatchRule,
    fit_of,
    is_named,
    lines_to_match,
    proposed_lines,
)
from bodemplaat.capabilities.invoices.vocabulary import Approval, Fit, InvoiceState
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.engines.matching import Invoiced, Matched, Ordered, Tolerance, match
from bodemplaat.formats.invoices import read_invoice
from bodemplaat.foundation.access.api import persons_of_one_human
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, entered, query
from bodemplaat.kernel import Euro

COUNTS = Q(state=InvoiceState.REGISTERED) & ~Q(approval=Approval.REFUSED)
"""Invoices that take something of an order."""


@dataclass(frozen=True, slots=True)
class MatchLineView:
    """A line of an invoice beside that of its order; ``ordered`` is empty where it stands on none, ``text`` where it is of the whole invoice."""

    position: int
    text: str
    line: MatchedLine
    ordered: orders.OrderLineView | None
    result: Matched

    @property
    def net(self) -> Euro:
        """What is invoiced."""
        return Euro(self.result.cents)

    @property
    def expected(self) -> Euro:
        """What was to be invoiced for as many as came."""
        return Euro(self.result.expected)

    @property
    def difference(self) -> Euro:
        """How much more it is; below zero where it is less."""
        return Euro(self.result.difference)


@dataclass(frozen=True, slots=True)
class OrderProposal:
    """An order of the same supplier of which something is still to be invoiced; ``is_named`` where the invoice names it."""

    order: orders.OrderToMatch
    is_named: bool


@dataclass(frozen=True, slots=True)
class MatchView:
    """How an invoice stands to its order. ``order`` is empty where it is linked to none, or where that is kept no longer.

    ``may_link`` and ``may_book`` say what this reader may do; ``goes_through`` whether it is approved then without asking anew, and
    ``is_apart`` whether others than who ordered noted what came. ``proposals`` is filled only where it is linked to none.
    """

    invoice: UUID
    order: orders.OrderToMatch | None
    number: str
    fit: Fit
    lines: tuple[MatchLineView, ...]
    rule: MatchRule
    proposals: tuple[OrderProposal, ...]
    may_link: bool
    may_book: bool
    goes_through: bool
    is_apart: bool

    @property
    def not_here(self) -> tuple[orders.OrderLineView, ...]:
        """Lines of the order that this invoice has nothing of."""
        here = {each.ordered.id for each in self.lines if each.ordered}
        return tuple(each for each in self.order.lines if each.id not in here) if self.order else ()


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a clerk links: the lines of the invoice, the order, and of which of its lines each is, as proposed or as it is linked."""

    number: str
    order: orders.OrderToMatch
    lines: tuple[LineToMatch, ...]
    chosen: Mapping[int, UUID]
    is_linked: bool


@query
def match_view(*, actor: Actor, invoice: UUID, names: Collection[str] = ()) -> MatchView:
    """How an invoice of the actor's desk stands to its order; ``names`` are what it names as order or contract. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    return _viewed(actor, row, names)


@query
def match_to_decide(*, actor: Actor, invoice: UUID, on: date) -> MatchView:
    """The same for whoever decides on the invoice, or did. Raises as ``invoice_to_decide``."""
    invoice_to_decide(actor=actor, invoice=invoice, on=on)
    return _viewed(actor, ReceivedInvoice.records.of(actor).one(id=invoice), ())


@query
def link_view(*, actor: Actor, invoice: UUID, order: UUID) -> LinkView:
    """What a clerk links with an order of the same organisation; raises ``NotFound`` for an invoice or order out of reach."""
    row = invoices_of_desk(actor).one(id=invoice)
    system = Actor.system(row.organisation_id)
    with entered(system):
        target = orders.order_to_match(actor=system, order=order)
        current = dict(linked_lines(system, row).values_list("position", "order_line"))
    if target is None:
        raise NotFound("order")
    lines = read_lines(actor, row)
    is_linked = row.order_ref == order
    chosen = {position: line for position, line in current.items() if line is not None} if is_linked else None
    return LinkView(
        target.number,
        target,
        lines,
        proposed_lines(lines, target.lines) if chosen is None else chosen,
        is_linked,
    )


def read_lines(actor: Actor, row: ReceivedInvoice) -> tuple[LineToMatch, ...]:
    """The lines of an invoice as they are compared, from the XML that was kept; nothing where they cannot be."""
    if row.reading_id is None:
        return ()
    read = read_invoice(content_of(actor=actor, document=row.reading_id)).invoice
    return lines_to_match(read) if read is not None else ()


def can_be_linked(row: ReceivedInvoice) -> bool:
    """Whether it can be linked to an order, or to another or none: what is registered, and not asked to be approved."""
    if row.state != InvoiceState.REGISTERED or row.currency != "EUR" or row.without_vat is None:
        return False
    return row.is_credit_note or "ask" in lifecycle.APPROVAL.allowed(row.approval)


def same_supplier(row: ReceivedInvoice) -> orders.OrderedFrom:
    """The supplier of an invoice, as its orders are targets."""
    return orders.OrderedFrom(
        row.supplier_id, row.supplier_name, row.supplier_kvk, row.supplier_oin, row.supplier_vat
    )


def linked_lines(system: Actor, row: ReceivedInvoice) -> QuerySet[MatchedLine]:
    """The lines of an invoice as they are linked now, the platform at work for its organisation."""
    return MatchedLine.records.of(system).filter(invoice_id=row.id, round=row.match_round)


def judged(
    system: Actor, order: orders.OrderToMatch
) -> Mapping[UUID, tuple[ReceivedInvoice, Sequence[tuple[MatchedLine, Matched]]]]:
    """Every line of every invoice of an order, by invoice, the one that was linked first first; two statements."""
    rows = list(
        ReceivedInvoice.records.of(system)
        .filter(COUNTS, organisation_id=system.organisation_id, order_ref=order.id)
        .order_by("matched_at", "id")
    )
    by_invoice: dict[UUID, list[MatchedLine]] = defaultdict(list)
    lines = MatchedLine.records.of(system).filter(invoice__in=[row.id for row in rows])
    for line in lines.filter(round=F("invoice__match_round")).order_by("invoice_id", "position"):
        by_invoice[line.invoice_id].append(line)
    ordered = [
        Ordered(each.id, each.quantity, each.price, each.vat_percent, each.received) for each in order.lines
    ]
    results = match(
        ordered,
        [
            (
                Tolerance(row.match_points, row.match_cents),
                [
                    Invoiced(each.order_line, each.quantity or Decimal(0), each.cents, each.rate)
                    for each in by_invoice[row.id]
                ],
            )
            for row in rows
        ],
    )
    return {
        row.id: (row, list(zip(by_invoice[row.id], result, strict=True)))
        for row, result in zip(rows, results, strict=True)
    }


def invoiced_of_orders(ids: Collection[UUID], organisation: UUID) -> Mapping[UUID, orders.InvoicedOfLine]:
    """What was invoiced of each line of orders, and of that what is booked: approved invoices, and what was credited; one statement."""
    system = Actor.system(organisation)
    with entered(system):
        lines = MatchedLine.records.of(system).filter(
            invoice__organisation_id=organisation,
            invoice__order_ref__in=list(ids),
            invoice__state=InvoiceState.REGISTERED,
            round=F("invoice__match_round"),
            order_line__isnull=False,
        )
        is_booked = Q(invoice__approval=Approval.APPROVED) | Q(invoice__is_credit_note=True)
        sums = (
            lines.exclude(invoice__approval=Approval.REFUSED)
            .order_by()
            .values_list("order_line")
            .annotate(many=Sum("quantity"), net=Sum("cents"), booked=Sum("quantity", filter=is_booked))
        )
        return {
            line: orders.InvoicedOfLine(quantity or Decimal(0), Euro(int(net or 0)), booked or Decimal(0))
            for line, quantity, net, booked in sums
            if line is not None
        }


def goes_through(
    actor: Actor, row: ReceivedInvoice, order: orders.OrderToMatch, rule: MatchRule
) -> tuple[bool, bool]:
    """Whether an invoice that fits is approved by its order when this actor books it; and whether others than who ordered noted what came.

    Never where whoever books it approved the order or noted what came, in whatever job.
    """
    humans = persons_of_one_human(actor=actor)

    def human(people: Collection[UUID]) -> set[UUID]:
        return {humans.get(each, each) for each in people}

    received, approved = human(order.received_by), human(order.approved_by)
    is_apart = not received & (human(order.ordered_by) | approved)
    books = human({actor.person_id} if actor.person_id else set())
    may = rule.skips and (is_apart or not rule.apart) and not books & (received | approved)
    return may and not row.is_credit_note, is_apart


def _viewed(actor: Actor, row: ReceivedInvoice, names: Collection[str]) -> MatchView:
    system, on = Actor.system(row.organisation_id), timezone.localdate(row.received_at)
    is_clerk = actor.role is Role.SSC_CLERK and actor.organisation_id == row.provider_id
    may_link = is_clerk and can_be_linked(row)
    order, lines, proposals = None, tuple[MatchLineView, ...](), tuple[OrderProposal, ...]()
    with entered(system):
        rule = match_rule(system, row.organisation_id, on)
        if row.order_ref is not None:
            order = orders.order_to_match(actor=system, order=row.order_ref)
            if order is not None:
                lines = _beside(order, judged(system, order).get(row.id, (row, ()))[1])
        elif may_link:
            some = orders.open_orders_of(actor=system, supplier=same_supplier(row))
            every = [OrderProposal(each, is_named(each.number, names)) for each in some]
            proposals = tuple(sorted(every, key=lambda each: not each.is_named))
    may_go, is_apart = (False, True)
    if order is not None and is_clerk:
        may_go, is_apart = goes_through(actor, row, order, rule)
    fit = Fit(row.fit)
    if lines and row.approval not in (Approval.APPROVED, Approval.REFUSED):
        fit = fit_of(each.result.verdict for each in lines)
    return MatchView(
        invoice=row.id,
        order=order,
        number=row.order_number,
        fit=fit,
        lines=lines,
        rule=MatchRule(row.match_points, Euro(row.match_cents), rule.skips, rule.apart, rule.since)
        if row.order_ref
        else rule,
        proposals=proposals,
        may_link=may_link,
        may_book=may_link and fit is Fit.FITS and order is not None and not row.is_credit_note,
        goes_through=may_go,
        is_apart=is_apart,
    )


def _beside(
    order: orders.OrderToMatch, results: Sequence[tuple[MatchedLine, Matched]]
) -> tuple[MatchLineView, ...]:
    by_id = {each.id: each for each in order.lines}
    return tuple(
        MatchLineView(
            line.position, line.text, line, by_id.get(line.order_line) if line.order_line else None, result
        )
        for line, result in results
    )
