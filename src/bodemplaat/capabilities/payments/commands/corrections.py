"""Setting right what bank and books do not agree on: one payer asks, another confirms."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from bodemplaat.capabilities.payments.commands.booking import tell_paid
from bodemplaat.capabilities.payments.commands.books import post_paid, post_returned
from bodemplaat.capabilities.payments.commands.moving import among, move_all
from bodemplaat.capabilities.payments.errors import UnsoundBatch
from bodemplaat.capabilities.payments.events import CORRECTION_ASKED
from bodemplaat.capabilities.payments.lifecycle import (
    ASKED,
    CONFIRMED,
    CORRECTION,
    DECLINED,
    ENTRY,
    FREED,
    LIVE,
    PAID,
    READY,
    RELEASED,
    RETURNED,
)
from bodemplaat.capabilities.payments.models import Batch, Block, Correction, Entry, Payment
from bodemplaat.capabilities.payments.policies import check_may_confirm, check_may_pay
from bodemplaat.capabilities.payments.ports import outcomes_for
from bodemplaat.formats.sepa import CARRIED_OUT, REFUSED
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, command
from bodemplaat.kernel import Finding, say

FREE, AS_PAID, AS_RETURNED = "free", "paid", "returned"


KINDS = (FREE, AS_PAID, AS_RETURNED)
"""Free what the bank did not carry out; an unknown amount is a payment that was paid, or one that came back."""


_FROM = {FREE: (RELEASED,), AS_PAID: (RELEASED, FREED, RETURNED), AS_RETURNED: (RELEASED, PAID, FREED)}


@command
def ask_correction(
    *,
    actor: Actor,
    kind: str,
    payment: UUID | None = None,
    batch: UUID | None = None,
    entry: UUID | None = None,
    reason: str,
    at: datetime,
) -> UUID:
    """Ask for a correction of one payment or one batch; nothing moves until another payer confirms it.

    ``entry`` is the unknown amount that ``paid`` and ``returned`` are about; a batch is then the part of it that was
    paid from the account of the amount. Asking twice for the same answers the first. Raises ``Refused`` for who is no
    payer, ``NotFound`` outside the scope, ``IllegalMove`` for an amount that does not wait, and ``UnsoundBatch`` without
    reason, when another correction of it waits, or when nothing of it can be corrected so.
    """
    check_may_pay(actor)
    if kind not in KINDS or (payment is None) == (batch is None) or (entry is None) != (kind == FREE):
        raise ValueError("a correction frees a payment or batch, or says what an entry was")
    if not reason.strip():
        raise UnsoundBatch(Finding("payments.no_reason", "reason", say("Say in a few words why.")))
    about = _hold_entry(actor, entry)
    one = Payment.records.of(actor).locked().one(id=payment) if payment is not None else None
    many = Batch.records.of(actor).locked().one(id=batch) if batch is not None else None
    waiting = Correction.records.of(actor).filter(state=ASKED, entry=about)
    if about is None:
        waiting = waiting.filter(payment=one, batch=many)
    before = waiting.first()
    if before is not None:
        if (before.kind, before.payment_id, before.batch_id) == (kind, payment, batch):
            return before.id
        raise UnsoundBatch(
            Finding(
                "payments.asked_already",
                "",
                say(
                    "Another correction of this amount waits already. Let that be confirmed or declined first."
                ),
            )
        )
    row = Correction(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        kind=kind,
        payment_id=payment,
        batch_id=batch,
        entry=about,
        reason=reason.strip()[:500],
        asked_by=actor.person,
        asked_at=at,
    )
    _check_possible(actor, row)
    Correction.records.of(actor).bulk_create([row])
    _tell(actor, row, "asked", at)
    facts = {"correction": str(row.id), "asked_by": str(row.asked_by)}
    publish(actor, Announcement(CORRECTION_ASKED, row.organisation_id, facts), at=at)
    return row.id


@command
def confirm_correction(*, actor: Actor, correction: UUID, at: datetime) -> None:
    """Carry a correction out, as another human being than asked for it and none who is paid by it. Once.

    A freed payment stays as it was sent, and its source gets a new one that waits to be paid under a name of its own:
    so a late answer of the bank is recognised. Raises ``Refused`` (with why), ``IllegalMove`` for a declined one, and
    ``UnsoundBatch`` when meanwhile nothing of it can be corrected any more.
    """
    check_may_pay(actor)
    row = Correction.records.of(actor).locked().one(id=correction)
    if row.state == CONFIRMED:
        return
    state = CORRECTION.after(row.state, "confirm")
    check_may_confirm(actor, row)
    entry = _hold_entry(actor, row.entry_id)
    payments = _check_possible(actor, row)
    if row.kind == FREE:
        _free(actor, row, payments, at)
    elif entry is not None:
        _place(actor, row, entry, payments, at)
    row.state, row.decided_by, row.decided_at = state, actor.person, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    _tell(actor, row, "confirmed", at)


@command
def decline_correction(*, actor: Actor, correction: UUID, at: datetime) -> None:
    """Let a correction be: who asked takes it back, or another payer declines. A declined one stays so."""
    check_may_pay(actor)
    row = Correction.records.of(actor).locked().one(id=correction)
    if row.state == DECLINED:
        return
    row.state, row.decided_by, row.decided_at = CORRECTION.after(row.state, "decline"), actor.person, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    _tell(actor, row, "declined", at)


def _hold_entry(actor: Actor, entry: UUID | None) -> Entry | None:
    if entry is None:
        return None
    row = Entry.records.of(actor).locked().one(id=entry)
    ENTRY.after(row.state, "match")
    return row


def _payments(actor: Actor, row: Correction) -> GuardedQuerySet[Payment]:
    if row.payment_id is not None:
        return Payment.records.of(actor).filter(id=row.payment_id)
    payments = Payment.records.of(actor).filter(batch=row.batch)
    if row.entry is None:
        return payments
    block = _block(actor, row)
    return payments.filter(organisation_id=block.organisation_id) if block else payments.none()


def _block(actor: Actor, row: Correction) -> Block | None:
    """The part of the batch that was paid from the account of the amount."""
    if row.batch_id is None or row.entry is None:
        return None
    return Block.records.of(actor).filter(batch=row.batch, account_id=row.entry.account_id).first()


def _check_possible(actor: Actor, row: Correction) -> list[Payment]:
    """The payments that it corrects, held until the end."""
    rows = _payments(actor, row).filter(state__in=_FROM[row.kind])
    if (
        row.kind == AS_PAID and row.batch_id
    ):  # what came back of it is booked again by its own name, if at all
        rows = rows.exclude(state=RETURNED)
    payments = list(rows.locked().order_by("id"))
    if row.kind == FREE:
        return _not_carried_out(payments)
    if row.entry is not None and row.batch_id:
        payments = _coming_to(payments, abs(row.entry.amount_cents)) or payments
    lack = None
    if row.entry is not None and (row.entry.amount_cents < 0) != (row.kind == AS_PAID):
        lack = say("Money that left the account cannot be a payment that came back, nor the other way round.")
    elif not payments:
        lack = _NOTHING
    elif row.entry is not None and not _of_account(actor, payments, row.entry):
        lack = say("This payment goes from another account than the amount is on.")
    elif row.entry is not None and row.batch_id and _sum(payments) != abs(row.entry.amount_cents):
        lack = say(
            "What is left of this batch does not come to the amount. Say of single payments what it was, or settle it with "
            "a note."
        )
    elif row.entry is not None and not _may_be_on(row.entry.day, payments):
        lack = say(
            "The bank booked this amount before the payment was released, or before the day it was paid or came back. It "
            "cannot be this payment."
        )
    elif row.kind == AS_PAID and _sent_in_its_place(actor, payments):
        lack = say(
            "Another payment in the place of this one is on its way. Stop that one first, or ask the receiver for the "
            "money back and settle the amount with a note."
        )
    if lack is not None:
        raise UnsoundBatch(Finding("payments.not_to_correct", "", lack))
    return payments


_NOTHING = say(
    "The bank has answered for this in the meantime, or it was never sent: there is nothing to correct."
)


def _not_carried_out(payments: Sequence[Payment]) -> list[Payment]:
    """What of these may be freed: not what the bank says that it carried out. Raises ``UnsoundBatch`` when nothing is left."""
    left = [each for each in payments if each.bank_status not in CARRIED_OUT]
    if not left:
        lack = (
            say(
                "The bank answered that it carried this out, so the money has left or is about to. Read the statement first; "
                "when the bank takes that back, read its new answer (pain.002)."
            )
            if payments
            else _NOTHING
        )
        raise UnsoundBatch(Finding("payments.not_to_correct", "", lack))
    return left


def _coming_to(payments: Sequence[Payment], cents: int) -> list[Payment]:
    """Of what is open of a batch, the one part that comes to an amount: all of it, what was freed, what was not, or what the
    bank did not refuse. Nothing where none does, or more than one.
    """
    ways = (
        list(payments),
        [each for each in payments if each.state == FREED],
        [each for each in payments if each.state != FREED],
        [each for each in payments if each.state != FREED and each.bank_status not in REFUSED],
    )
    fitting = {tuple(each.id for each in way): way for way in ways if way and _sum(way) == cents}
    return fitting.popitem()[1] if len(fitting) == 1 else []


def _sum(payments: Sequence[Payment]) -> int:
    return sum(each.amount_cents for each in payments)


def _may_be_on(day: date, payments: Sequence[Payment]) -> bool:
    """Whether none was released or paid later than this day, nor came back on it or later."""
    days = [timezone.localdate(each.released_at) for each in payments if each.released_at]
    days += [each.paid_on for each in payments if each.paid_on]
    return all(day >= each for each in days) and all(
        day > each.returned_on for each in payments if each.returned_on
    )


def _of_account(actor: Actor, payments: Sequence[Payment], entry: Entry) -> bool:
    one = payments[0]
    return (
        Block.records.of(actor)
        .filter(batch=one.batch, organisation_id=one.organisation_id, account_id=entry.account_id)
        .exists()
    )


def _successors(actor: Actor, payments: Sequence[Payment]) -> GuardedQuerySet[Payment]:
    gone = {payment.source_id for payment in payments if payment.state in (FREED, RETURNED)}
    return Payment.records.of(actor).filter(source_id__in=gone, state__in=LIVE)


def _sent_in_its_place(actor: Actor, payments: Sequence[Payment]) -> bool:
    return _successors(actor, payments).exclude(state=READY).exists()


def _free(actor: Actor, row: Correction, payments: Sequence[Payment], at: datetime) -> None:
    rows = Payment.records.of(actor).filter(among("id", [payment.id for payment in payments]))
    move_all(rows, "free", freed_at=at, freed_reason=row.reason)
    Payment.records.of(actor).bulk_create(
        [
            Payment(
                organisation_id=each.organisation_id,
                source_type=each.source_type,
                source_id=each.source_id,
                amount_cents=each.amount_cents,
                creditor_name=each.creditor_name,
                creditor_iban=each.creditor_iban,
                creditor_person=each.creditor_person,
                remittance=each.remittance,
                reference=each.reference,
                item=each.item,
                not_before=each.not_before,
                requested_at=at,
            )
            for each in payments
        ],
        batch_size=5000,
    )
    acts = [(each.id, each.organisation_id, {"reason": row.reason}) for each in payments]
    record_many(actor, "payment.freed", "payment", acts, at=at)


def _place(actor: Actor, row: Correction, entry: Entry, payments: Sequence[Payment], at: datetime) -> None:
    rows = Payment.records.of(actor).filter(among("id", [payment.id for payment in payments]))
    if row.kind == AS_PAID:
        move_all(_successors(actor, payments), "withdraw", withdrawn_at=at)
        move_all(rows, "pay", paid_on=entry.day, returned_on=None, return_code="", return_reason="")
        post_paid(actor, [each.id for each in payments], entry.day, at)
        tell_paid(actor, [(each.source_type, each.source_id) for each in payments], entry.day, at)
    else:
        reason = row.reason[:200]
        move_all(rows, "return", returned_on=entry.day, return_code=entry.return_code, return_reason=reason)
        post_returned(actor, [each.id for each in payments], entry.day, at)
        for each in payments:
            if each.state == FREED:  # its source has had another since, or has gone on without
                continue
            outcomes_for(each.source_type).returned(
                actor=actor, source_id=each.source_id, reason_code=entry.return_code, reason=reason, at=at
            )
    acts = [(each.id, each.organisation_id, {"entry": str(entry.id)}) for each in payments]
    record_many(actor, f"payment.{row.kind}_by_correction", "payment", acts, at=at)
    block = _block(actor, row)
    entry.state = ENTRY.after(entry.state, "match")
    entry.payment_id, entry.block, entry.covers = row.payment_id, block, len(payments)
    entry.settled_by, entry.settled_at, entry.note = actor.person, at, row.reason
    entry.save(update_fields=["state", "payment", "block", "covers", "settled_by", "settled_at", "note"])


def _tell(actor: Actor, row: Correction, what: str, at: datetime) -> None:
    details = {
        "kind": row.kind,
        "reason": row.reason,
        **{
            name: str(value)
            for name, value in (("payment", row.payment_id), ("batch", row.batch_id), ("entry", row.entry_id))
            if value is not None
        },
    }
    record(
        actor,
        f"payment_correction.{what}",
        "payment_correction",
        row.id,
        row.organisation_id,
        at=at,
        details=details,
    )
