"""Who decides on an invoice now: worked out as for every chain, from who can act on the day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.invoices.models import InvoiceStep, ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.chain import FALLBACK
from bodemplaat.capabilities.invoices.vocabulary import Approval
from bodemplaat.engines.approval import OPEN, Addressed, Approver, AskedStep, Office, addressed, approvers_of
from bodemplaat.foundation.access.api import office_on, same_human
from bodemplaat.foundation.tenancy.api import Actor


def steps_of(actor: Actor, invoice: ReceivedInvoice) -> Sequence[InvoiceStep]:
    """The steps of the running round, in their order."""
    rows = InvoiceStep.records.of(actor).filter(invoice_id=invoice.id, round=invoice.round)
    return list(rows.order_by("position"))


def office_for(actor: Actor, organisations: Collection[UUID], on: date) -> Office:
    """Who can act on a day for these organisations."""
    fallback = dict.fromkeys(organisations, FALLBACK)
    return office_on(actor=actor, managers=(), fallback=fallback, on=on)


def who_decides(
    actor: Actor, invoice: ReceivedInvoice, step: InvoiceStep, steps: Sequence[InvoiceStep], office: Office
) -> Addressed:
    """Who decides on an open step: never whoever coded it, in whatever job, nor who decided before in this round."""
    coder = same_human(actor=actor, person=invoice.coded_by) if invoice.coded_by else frozenset()
    pending = AskedStep(
        organisation=invoice.organisation_id,
        by=Approver(step.by),
        function=step.function,
        never=frozenset(coder) | ({invoice.coded_by} if invoice.coded_by else frozenset()),
        unit=invoice.unit_id or invoice.organisation_id,
        manager=None,
        approved_by=approvers_of(steps),
    )
    return addressed(pending, office)


def open_of(steps: Sequence[InvoiceStep]) -> InvoiceStep | None:
    """The step that is open, if any."""
    return next((step for step in steps if step.state == OPEN), None)


def waiting_for(actor: Actor, on: date) -> Mapping[UUID, Addressed]:
    """The invoices of the actor's own organisation that wait for this person now."""
    rows = ReceivedInvoice.records.of(actor).filter(
        organisation_id=actor.organisation_id, approval=Approval.ASKED
    )
    invoices = {row.id: row for row in rows.order_by("received_at", "id")}
    if not invoices:
        return {}
    by_invoice: dict[UUID, list[InvoiceStep]] = {each: [] for each in invoices}
    steps = InvoiceStep.records.of(actor).filter(invoice_id__in=invoices).order_by("position")
    for each in steps:
        if each.round == invoices[each.invoice_id].round:
            by_invoice[each.invoice_id].append(each)
    office = office_for(actor, {actor.organisation_id}, on)
    mine: dict[UUID, Addressed] = {}
    for invoice, row in invoices.items():
        step = open_of(by_invoice[invoice])
        if step is None:
            continue
        address = who_decides(actor, row, step, by_invoice[invoice], office)
        if actor.person_id in address.people:
            mine[invoice] = address
    return mine
