"""Whoever answers for the budget approves an invoice, gives it back with a question, or refuses it."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bodemplaat.capabilities.invoices import lifecycle
from bodemplaat.capabilities.invoices.commands.books import post_invoice
from bodemplaat.capabilities.invoices.commands.budgeting import check_approval
from bodemplaat.capabilities.invoices.commands.by_two import reason_of
from bodemplaat.capabilities.invoices.commands.dividing import divide_as_sent
from bodemplaat.capabilities.invoices.commands.fitting import fit_again, hold_order
from bodemplaat.capabilities.invoices.commands.paying import ask_if_due
from bodemplaat.capabilities.invoices.errors import CannotBePaid, ChangedMeanwhile
from bodemplaat.capabilities.invoices.events import APPROVAL_ASKED, happened
from bodemplaat.capabilities.invoices.models import InvoiceStep, ReceivedInvoice
from bodemplaat.capabilities.invoices.queries.aiming import aim
from bodemplaat.capabilities.invoices.queries.deciding import CHAIN
from bodemplaat.capabilities.invoices.vocabulary import InvoiceAct
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, change_at_end, command


@command
def approve_invoice(*, actor: Actor, invoice: UUID, seen_round: int, words: str = "", at: datetime) -> None:
    """Approve the step that is open; the next one opens, or the invoice is approved.

    ``seen_round`` is the coding that the decider looked at. Raises ``NotYoursToDecide``, ``ChangedMeanwhile``, ``BeyondBudget``
    where a rule stops that, and ``NotFound`` for an invoice of another organisation.
    """
    row, step, steps = _open_step(actor, invoice, seen_round, at)
    check_approval(row, timezone.localdate(at))
    CHAIN.decide(actor, step, "approve", at)
    happened(actor, row, InvoiceAct.STEP_APPROVED, at=at, words=words.strip()[:500])
    open_next(actor, row, steps, at)


@command
def return_invoice(*, actor: Actor, invoice: UUID, seen_round: int, question: str, at: datetime) -> None:
    """Give it back to the clerk with a question. Raises as ``approve_invoice``, and ``NoReason`` without one."""
    _end(actor, invoice, seen_round, "return", InvoiceAct.ASKED_BACK, reason_of(question), at)


@command
def refuse_invoice(*, actor: Actor, invoice: UUID, seen_round: int, reason: str, at: datetime) -> None:
    """Do not pay it, and say why: the clerk tells the supplier. Raises as ``return_invoice``."""
    _end(actor, invoice, seen_round, "refuse", InvoiceAct.REFUSED, reason_of(reason), at)


def open_next(actor: Actor, row: ReceivedInvoice, steps: Sequence[InvoiceStep], at: datetime) -> None:
    """Open the first step of the round that still waits, or approve the invoice when none does."""
    step = CHAIN.open_next(actor, row, steps, at)
    if step is None:
        row.approval = lifecycle.APPROVAL.after(row.approval, "approve")
        row.approved_at = at
        divide_as_sent(actor, row, at)
        aim(row, timezone.localdate(at))
        change_at_end(actor, row, "approval", "approved_at", "pay_on", "discount_until")
        happened(actor, row, InvoiceAct.APPROVED, at=at, details={"cents": row.payable, "round": row.round})
        post_invoice(row, at)
        # Where payments refuses it is approved all the same: the platform asks again each day.
        with suppress(CannotBePaid), transaction.atomic():
            ask_if_due(actor, row, at)
        return
    facts = {
        "invoice": str(row.id),
        "people": [str(each) for each in step.asked],
        "name": row.supplier_name,
        "number": row.number,
    }
    publish(actor, Announcement(APPROVAL_ASKED, row.organisation_id, facts), at=at)


def _end(
    actor: Actor, invoice: UUID, seen_round: int, move: str, act: InvoiceAct, words: str, at: datetime
) -> None:
    order = _of_order(actor, invoice) if move == "refuse" else None
    if order is not None:
        hold_order(actor.organisation_id, order)
    row, step, steps = _open_step(actor, invoice, seen_round, at)
    CHAIN.decide(actor, step, "return" if move == "return" else "reject", at)
    for each in steps:
        each.lapse(actor)
    row.approval = lifecycle.APPROVAL.after(row.approval, move)
    if move == "refuse":
        row.disputed_since = None
    change_at_end(actor, row, "approval", "disputed_since")
    happened(actor, row, act, at=at, words=words)
    if order is not None:
        fit_again(row.organisation_id, order, at)


def _of_order(actor: Actor, invoice: UUID) -> UUID | None:
    """The order that an invoice of the actor's own organisation is linked to, if any."""
    rows = ReceivedInvoice.records.of(actor).filter(organisation_id=actor.organisation_id, id=invoice)
    return rows.values_list("order_ref", flat=True).first()


def _open_step(
    actor: Actor, invoice: UUID, seen_round: int, at: datetime
) -> tuple[ReceivedInvoice, InvoiceStep, Sequence[InvoiceStep]]:
    """The invoice, held, its open step and all of its round; raises unless this actor decides on it now."""
    rows = ReceivedInvoice.records.of(actor).filter(organisation_id=actor.organisation_id)
    row, step, steps = CHAIN.held(actor, rows, invoice, at)
    if seen_round != row.round:
        raise ChangedMeanwhile
    return row, step, steps
