"""Who decides on an invoice now: worked out as for every chain, from who can act on the day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from bodemplaat.capabilities.invoices.models import InvoiceStep, ReceivedInvoice
from bodemplaat.capabilities.invoices.reckoning.chain import FALLBACK
from bodemplaat.capabilities.invoices.vocabulary import Approval
from bodemplaat.engines.approval import OPEN, Addressed, Approver, AskedStep, Office, addressed, approvers_of
from bodemplaat.foundation.access.api import office_on, persons_of_one_human
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
    coder = _human(actor, invoice.coded_by)
    pending = AskedStep(
        organisation=invoice.organisation_id,
        by=Approver(step.by),
        function=step.function,
        never=coder,
        unit=invoice.unit_id or invoice.organisation_id,
        manager=None,
        approved_by=approvers_of(steps),
    )
    return addressed(pending, office)


def _human(actor: Actor, person: UUID | None) -> frozenset[UUID]:
    """Every person who is the same human being; for a whole list one statement."""
    if person is None:
        return frozenset()
    humans = persons_of_one_human(actor=actor)
    same = humans.get(person)
    return frozenset({person} | {each for each, first in humans.items() if first == same})


def open_of(steps: Sequence[InvoiceStep]) -> InvoiceStep | None:
    """The step that is open, if any."""
    return next((step for step in steps if step.state == OPEN), None)


def waiting_for(actor: Actor, on: date) -> Mapping[UUID, Addressed]:
    """The invoices of the actor's own organisation that wait for this person now."""
    rows = ReceivedInvoice.records.of(actor).filter(organisation_id=actor.organisation_id)
    opened = open_steps(actor, rows, on)
    return {each.invoice.id: each.now for each in opened if actor.person_id in each.now.people}


@dataclass(frozen=True, slots=True)
class OpenStep:
    """The step that is open of an invoice that waits for approval, who decides on it ``now``, and in which ``office``."""

    invoice: ReceivedInvoice
    step: InvoiceStep
    now: Addressed
    office: Office


def open_steps(actor: Actor, rows: QuerySet[ReceivedInvoice], on: date) -> Sequence[OpenStep]:
    """Every open step of these invoices, the one that came first first; in a constant number of statements."""
    invoices = {row.id: row for row in rows.filter(approval=Approval.ASKED).order_by("received_at", "id")}
    if not invoices:
        return ()
    by_invoice: dict[UUID, list[InvoiceStep]] = {each: [] for each in invoices}
    steps = InvoiceStep.records.of(actor).filter(invoice_id__in=invoices).order_by("position")
    for each in steps:
        if each.round == invoices[each.invoice_id].round:
            by_invoice[each.invoice_id].append(each)
    office = office_for(actor, {row.organisation_id for row in invoices.values()}, on)
    opened = []
    for invoice, row in invoices.items():
        step = open_of(by_invoice[invoice])
        if step is not None:
            now = who_decides(actor, row, step, by_invoice[invoice], office)
            opened.append(OpenStep(row, step, now, office))
    return opened
