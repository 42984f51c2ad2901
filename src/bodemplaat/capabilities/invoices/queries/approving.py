"""What a clerk reads of the coding and approval of an invoice, and what waits for somebody who answers for a budget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.mapping import row_of
from bodemplaat.capabilities.invoices.models import CodedLine, InvoiceStep, ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.deciding import CHAIN, waiting_for
from bodemplaat.capabilities.invoices.queries.invoices import opened
from bodemplaat.capabilities.invoices.queries.parts import PartView, parts_shown
from bodemplaat.capabilities.invoices.reckoning.chain import SecondRule
from bodemplaat.capabilities.invoices.reckoning.fitting import fitted
from bodemplaat.capabilities.invoices.values import (
    ApprovalView,
    Coded,
    Coding,
    CodingProposal,
    InvoiceRow,
    InvoiceView,
    StepView,
)
from bodemplaat.capabilities.invoices.vocabulary import Approval, InvoiceState, VatTreatment
from bodemplaat.foundation.access.api import open_of
from bodemplaat.foundation.organisations.api import names_of, units_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, query
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class InvoiceToDecide:
    """An invoice that waits for somebody's decision, as they read it, with the parts in which it is to be paid."""

    view: InvoiceView
    approval: ApprovalView
    parts: tuple[PartView, ...] = ()


@query
def approval_view(*, actor: Actor, invoice: UUID, on: date) -> ApprovalView:
    """How an invoice of the actor's desk stands with whoever answers for the budget. Raises as ``invoice_view``."""
    row = invoices_of_desk(actor).one(id=invoice)
    return _viewed(actor, row, on)


@query
def coding_proposal(*, actor: Actor, invoice: UUID) -> CodingProposal | None:
    """How the last approved invoice of the same supplier was coded, fitted to this one; ``None`` where there is none.

    Nothing follows from it: a clerk looks at it and codes.
    """
    row = invoices_of_desk(actor).one(id=invoice)
    if row.supplier_id is None or row.without_vat is None:
        return None
    earlier = ReceivedInvoice.records.of(actor).filter(
        organisation_id=row.organisation_id, supplier_id=row.supplier_id, approval=Approval.APPROVED
    )
    before = earlier.exclude(id=row.id).order_by("-approved_at", "-id").first()
    coding = None if before is None else _coding_of(actor, before)
    if before is None or coding is None:
        return None
    return CodingProposal(
        replace(coding, lines=fitted(coding.lines, Euro(row.without_vat))), before.number, before.received_at
    )


@query
def invoices_to_decide(*, actor: Actor, on: date) -> tuple[InvoiceRow, ...]:
    """What waits for this person at their own organisation, the longest-waiting first."""
    ids = waiting_for(actor, on) if actor.person_id else {}
    rows = ReceivedInvoice.records.of(actor).filter(id__in=ids).select_related("organisation", "document")
    return tuple(row_of(row) for row in rows.order_by("received_at", "id"))


@query
def invoice_to_decide(*, actor: Actor, invoice: UUID, on: date) -> InvoiceToDecide:
    """An invoice that waits for this person, or on which they were asked or decided in this round; raises ``NotFound`` for any other."""
    rows = ReceivedInvoice.records.of(actor).filter(organisation_id=actor.organisation_id)
    row = rows.select_related("organisation", "document").one(id=invoice)
    view = _viewed(actor, row, on)
    steps = CHAIN.steps_of(actor, row)
    involved = {person for each in steps for person in each.asked} | {each.decided_by for each in steps}
    if not view.may_decide and actor.person_id not in involved:
        raise NotFound("invoice")
    return InvoiceToDecide(opened(actor, row), view, parts_shown(actor, row, on))


def _coding_of(actor: Actor, row: ReceivedInvoice) -> Coding | None:
    lines = CodedLine.records.of(actor).filter(invoice_id=row.id, round=row.round).order_by("position")
    rows = list(lines)
    coded = tuple(Coded(each.text, Euro(each.cents), each.taakveld, each.cost_centre) for each in rows)
    return Coding(row.unit_id, coded, VatTreatment(rows[0].vat)) if rows and row.unit_id else None


def _viewed(actor: Actor, row: ReceivedInvoice, on: date) -> ApprovalView:
    coding, steps = _coding_of(actor, row), CHAIN.steps_of(actor, row)
    step = open_of(steps) if row.approval == Approval.ASKED else None
    people: frozenset[UUID] = frozenset()
    if step is not None:
        office = CHAIN.office_for(actor, {row.organisation_id}, on)
        people = CHAIN.who_decides(actor, row, step, steps, office).people
    units = {each.id: each.name for each in units_of(actor=actor, organisation=row.organisation_id)}
    can_be_coded = (
        row.state == InvoiceState.REGISTERED
        and "ask" in lifecycle.APPROVAL.allowed(row.approval)
        and not row.is_credit_note
        and row.currency == "EUR"
        and row.without_vat is not None
        and (row.payable or 0) > 0
    )
    return ApprovalView(
        invoice=row.id,
        approval=Approval(row.approval),
        round=row.round,
        coding=coding,
        unit_name=units.get(row.unit_id, "") if row.unit_id else "",
        steps=_steps(actor, steps, step, people),
        may_code=can_be_coded and actor.role is Role.SSC_CLERK and actor.organisation_id == row.provider_id,
        may_decide=actor.person_id in people,
        to_code=Euro(row.without_vat) if row.without_vat is not None else None,
    )


def _steps(
    actor: Actor, steps: Sequence[InvoiceStep], step: InvoiceStep | None, people: frozenset[UUID]
) -> tuple[StepView, ...]:
    deciders = {each.decided_by for each in steps if each.decided_by is not None}
    names = names_of(actor=actor, people=deciders | people)

    def named(each: InvoiceStep) -> tuple[str, ...]:
        if each.decided_by is not None:
            return (names.get(each.decided_by, ""),)
        return tuple(sorted(names.get(person, "") for person in people)) if each is step else ()

    return tuple(
        StepView(
            each.name,
            each.function,
            each.state,
            each.opened_at,
            each.decided_at,
            named(each),
            None if each.from_cents is None else SecondRule(Euro(each.from_cents), each.rule_since),
        )
        for each in steps
    )
