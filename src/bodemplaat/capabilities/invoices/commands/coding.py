"""A clerk codes a registered invoice and asks whoever answers for the budget."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.approving import open_next
from bodemplaat.capabilities.invoices.commands.budgeting import check_approval, check_coding
from bodemplaat.capabilities.invoices.errors import CannotBeCoded
from bodemplaat.capabilities.invoices.events import happened
from bodemplaat.capabilities.invoices.models import CodedLine, InvoiceStep, ReceivedInvoice
from bodemplaat.capabilities.invoices.policies import invoices_of_desk
from bodemplaat.capabilities.invoices.queries.second_approval import second_rule
from bodemplaat.capabilities.invoices.reckoning.chain import steps_for
from bodemplaat.capabilities.invoices.values import Coded
from bodemplaat.capabilities.invoices.vocabulary import InvoiceAct, InvoiceState, VatTreatment
from bodemplaat.capabilities.ledger.api import check_bookings
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.tenancy.api import Actor, command, write_at_end
from bodemplaat.kernel import Euro, say

MOST_LINES: Final = 200


@command
def code_invoice(
    *,
    actor: Actor,
    invoice: UUID,
    unit: UUID,
    lines: Sequence[Coded],
    vat: VatTreatment = VatTreatment.COMPENSATED,
    at: datetime,
) -> None:
    """Say where an invoice is booked, out of whose budget it is paid and what becomes of its VAT, and ask for approval.

    Raises ``CannotBeCoded`` for what is not registered or waits already, for a credit note and another currency, and where
    the parts are not its amount without VAT, or cannot be booked so; ``BeyondBudget`` where a rule stops that; ``NotForThisDesk`` and ``NotFound``.
    """
    row = invoices_of_desk(actor).locked().one(id=invoice)
    store_coding(actor, row, check_can_be_coded(row), unit=unit, lines=lines, vat=vat, at=at)


def store_coding(
    actor: Actor,
    row: ReceivedInvoice,
    payable: Euro,
    *,
    unit: UUID,
    lines: Sequence[Coded],
    vat: VatTreatment,
    at: datetime,
    is_approved: bool = False,
) -> None:
    """Make a round of an invoice that is held and can be coded, and open its first step; ``is_approved``: nobody is asked anew.

    Raises as ``code_invoice``.
    """
    units = {each.id for each in units_of(actor=actor, organisation=row.organisation_id)}
    if unit not in units:
        raise CannotBeCoded(say("Choose out of whose budget it is paid."))
    if not 0 < len(lines) <= MOST_LINES:
        raise CannotBeCoded(say("Code from one to {most} lines."), most=MOST_LINES)
    total, to_code = Euro.total(each.amount for each in lines), Euro(row.without_vat or 0)
    if total != to_code:
        raise CannotBeCoded(
            say("The lines add up to {total}, and the invoice is {amount} without VAT."),
            total=total,
            amount=to_code,
        )
    bookings = {(each.taakveld, each.cost_centre): f"{n} " for n, each in reversed(list(enumerate(lines, 1)))}
    findings = check_bookings(
        actor=actor, organisation=row.organisation_id, bookings=bookings, on=timezone.localdate(at)
    )
    if findings:
        raise CannotBeCoded(findings[0].said, *findings, **findings[0].values)
    check_coding(row, lines, vat, timezone.localdate(at))
    row.approval = lifecycle.APPROVAL.after(row.approval, "ask")
    row.round += 1
    row.unit_id, row.coded_by = unit, actor.person
    row.save(update_fields=["approval", "round", "unit", "coded_by"])
    write_at_end(
        actor,
        [
            CodedLine(
                organisation_id=row.organisation_id,
                invoice=row,
                round=row.round,
                position=position,
                text=each.text.strip()[:140],
                cents=each.amount.cents,
                taakveld=each.taakveld,
                cost_centre=each.cost_centre,
                vat=vat,
            )
            for position, each in enumerate(lines, start=1)
        ],
    )
    second = second_rule(actor, row.organisation_id, timezone.localdate(at))
    chain = () if is_approved else steps_for(payable, second)
    steps = [
        InvoiceStep(
            organisation_id=row.organisation_id,
            invoice=row,
            round=row.round,
            position=position,
            name=step.name,
            by=step.by.value,
            function=step.function,
            from_cents=None if step.from_amount is None else step.from_amount.cents,
            rule_since=None if step.from_amount is None else second.since,
        )
        for position, step in enumerate(chain)
    ]
    write_at_end(actor, steps)
    happened(actor, row, InvoiceAct.CODED, at=at, details={"lines": len(lines), "round": row.round})
    if is_approved:
        check_approval(row, timezone.localdate(at))
    open_next(actor, row, steps, at)


def check_can_be_coded(row: ReceivedInvoice) -> Euro:
    """Raise ``CannotBeCoded`` unless it can be coded as it stands; answers what is to be paid."""
    if row.state != InvoiceState.REGISTERED:
        raise CannotBeCoded(say("Only what is registered can be coded."))
    if "ask" not in lifecycle.APPROVAL.allowed(row.approval):
        raise CannotBeCoded(say("It was coded already, and waits or is decided."))
    if row.is_credit_note or row.currency != "EUR" or not row.payable or row.without_vat is None:
        raise CannotBeCoded(say("Only an invoice in euros with something to pay is coded here."))
    if row.payable < 0:
        raise CannotBeCoded(say("Only an invoice in euros with something to pay is coded here."))
    return Euro(row.payable)
