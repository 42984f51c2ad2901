"""What an invoice asks of the budget: as it is being coded, and as it waits for whoever answers for it."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import F, Sum

from bodemplaat.capabilities.invoices.models import CodedLine, ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.approving import invoice_to_decide
from bodemplaat.capabilities.invoices.queries.matching import linked_lines
from bodemplaat.capabilities.invoices.reckoning.posting import Posted, costs_and_vat
from bodemplaat.capabilities.invoices.values import Coded
from bodemplaat.capabilities.invoices.vocabulary import COST, Approval, VatTreatment
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.foundation.tenancy.api import Actor, entered, query
from bodemplaat.kernel import Euro


@query
def budget_for_coding(
    *, actor: Actor, invoice: UUID, lines: Sequence[Coded], vat: VatTreatment, on: date
) -> ledger.BudgetCheck:
    """What an invoice of the actor's desk would ask of the budget of its organisation, coded so. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    return asked_of_budget(row, ((each.taakveld, each.amount.cents) for each in lines), vat, on)


@query
def budget_to_decide(*, actor: Actor, invoice: UUID, on: date) -> ledger.BudgetCheck:
    """What an invoice asks of the budget, for whoever decides on it now; nothing for who did. Raises as ``invoice_to_decide``."""
    opened = invoice_to_decide(actor=actor, invoice=invoice, on=on)
    if not opened.approval.may_decide:
        return ledger.BudgetCheck(on.year)
    row = ReceivedInvoice.records.of(actor).one(id=invoice, organisation_id=actor.organisation_id)
    return asked_as_coded(row, on)


def asked_as_coded(row: ReceivedInvoice, on: date) -> ledger.BudgetCheck:
    """What an invoice asks of the budget, as its running round is coded."""
    system = Actor.system(row.organisation_id)
    with entered(system):
        lines = CodedLine.records.of(system).filter(invoice_id=row.id, round=row.round).order_by("position")
        coded = list(lines.values_list("taakveld", "cents", "vat"))
    vat = VatTreatment(coded[0][2]) if coded else VatTreatment.COMPENSATED
    return asked_of_budget(row, ((taakveld, cents) for taakveld, cents, _ in coded), vat, on)


def asked_of_budget(
    row: ReceivedInvoice, coded: Iterable[tuple[str, int]], vat: VatTreatment, on: date
) -> ledger.BudgetCheck:
    """What parts (taakveld and cents without VAT) ask of the budget: with VAT where that is a cost, as it is to be booked.

    Less what its order binds already.

    The books are read at home only, so the platform reads them there; what comes of it is figures of these places.
    """
    posted = costs_and_vat(
        list(coded), vat=row.vat or 0, is_cost=vat is VatTreatment.COST, payable=row.payable or 0
    )
    system = Actor.system(row.organisation_id)
    with entered(system):
        parts = [*_parts(posted), *_bound_by_order(system, row, on.year)]
        return ledger.budget_check(actor=system, parts=parts, waiting=_waiting(system, but=row.id), on=on)


def _bound_by_order(system: Actor, row: ReceivedInvoice, year: int) -> list[ledger.Part]:
    """What its order is an obligation for in a year and will not be once it is booked: taken off what the invoice asks."""
    order = orders.order_to_match(actor=system, order=row.order_ref) if row.order_ref else None
    if order is None or order.obliged_in != year:
        return []
    lines = linked_lines(system, row).filter(order_line__isnull=False)
    by_line = dict(lines.order_by().values_list("order_line").annotate(quantity=Sum("quantity")))
    parts = []
    for each in order.lines:
        booked = each.invoiced.booked
        now, then = (
            orders.obliged_cents(each, quantity, vat_is_cost=order.vat_is_cost)
            for quantity in (booked, booked + (by_line.get(each.id) or 0))
        )
        if now != then:
            parts.append(ledger.Part(COST.code, Euro(then - now), each.taakveld))
    return parts


def _waiting(system: Actor, *, but: UUID) -> list[ledger.Part]:
    """What every other invoice of the organisation that waits for approval costs, as it is coded; one statement."""
    lines = CodedLine.records.of(system).filter(
        organisation_id=system.organisation_id, invoice__approval=Approval.ASKED, round=F("invoice__round")
    )
    fields = ("invoice_id", "taakveld", "cents", "vat", "invoice__vat", "invoice__payable")
    rows = lines.exclude(invoice_id=but).order_by("invoice_id", "position").values_list(*fields)
    parts: list[ledger.Part] = []
    for _, group in groupby(rows, key=itemgetter(0)):
        coded = list(group)
        *_, treatment, vat, payable = coded[0]
        is_cost = treatment == VatTreatment.COST
        posted = costs_and_vat(
            [(taakveld, cents) for _, taakveld, cents, *_ in coded],
            vat=vat or 0,
            is_cost=is_cost,
            payable=payable or 0,
        )
        parts += _parts(posted)
    return parts


def _parts(posted: Posted) -> list[ledger.Part]:
    return [ledger.Part(COST.code, Euro(cents), taakveld) for taakveld, cents in posted.costs]
