"""Batches: made by one payer, released by another, cancelled only before that; and who took the file."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone

from bodemplaat.capabilities.payments.commands.holding import on_hold, sources_on_hold, too_early
from bodemplaat.capabilities.payments.commands.moving import among, move_all
from bodemplaat.capabilities.payments.errors import UnsoundBatch
from bodemplaat.capabilities.payments.lifecycle import BATCH, CANCELLED, READY, RELEASED
from bodemplaat.capabilities.payments.mapping import BlockRow, PaymentRow, checksum, payment_file, totals
from bodemplaat.capabilities.payments.models import IN_NO_BATCH, BankAccount, Batch, Block, Payment
from bodemplaat.capabilities.payments.policies import check_may_pay, check_may_release, check_paying_is_open
from bodemplaat.capabilities.payments.queries.batches import UNANSWERED_AFTER
from bodemplaat.capabilities.payments.tasks import unanswered
from bodemplaat.formats.sepa import PaymentFile, UnsoundPaymentFile, write_payment_file
from bodemplaat.formats.sepa.bank_days import bank_days_after
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.documents.api import keep_file
from bodemplaat.foundation.organisations.api import organisations_in_scope
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, command, midnight
from bodemplaat.kernel import Finding, say


@command
def make_batch(
    *,
    actor: Actor,
    payments: Collection[UUID] | None = None,
    organisations: Collection[UUID] | None = None,
    execution_date: date,
    key: str,
    at: datetime,
) -> UUID:
    """Put waiting payments in a batch: those named, or all that wait, if wanted only of some organisations.

    ``key`` belongs to one press of the button: a second call with it answers the first batch and changes nothing.
    Raises ``PayingShut`` after a backup was set up, ``Refused`` for who is no payer and ``UnsoundBatch`` when nothing waits, a named payment does not wait
    any more, an organisation has no account to pay from, or the day has passed.
    """
    check_may_pay(actor)
    check_paying_is_open(actor)
    batch = Batch(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        key=key,
        execution_day=execution_date,
        prepared_by=actor.person,
        prepared_at=at,
    )
    _check_day(execution_date, at)
    # A second call with the same key waits here until the first is done, and then finds its batch.
    Batch.records.of(actor).bulk_create([batch], ignore_conflicts=True)
    first = Batch.records.of(actor).one(organisation_id=actor.organisation_id, key=key)
    if first.id != batch.id:
        return first.id
    rows = _hold_waiting(actor, payments, organisations, execution_date, timezone.localdate(at))
    batch.count, batch.total_cents = len(rows), sum(row.cents for row in rows)
    batch.checksum = checksum(rows)
    blocks = _blocks(actor, batch, rows)
    batch.save(update_fields=["count", "total_cents", "checksum"])
    Block.records.of(actor).bulk_create(blocks)
    move_all(
        Payment.records.of(actor).filter(among("id", [row.id for row in rows])),
        "batch",
        batch=batch,
        batched_at=at,
        execution_day=execution_date,
    )
    _tell(actor, "prepared", batch, blocks, at)
    return batch.id


@command
def cancel_batch(*, actor: Actor, batch: UUID, reason: str, at: datetime) -> None:
    """Take a batch apart before it is released: its payments wait again. A cancelled batch stays so.

    Raises ``IllegalMove`` once it is released and ``UnsoundBatch`` without a reason.
    """
    check_may_pay(actor)
    row = Batch.records.of(actor).locked().one(id=batch)
    if row.state == CANCELLED:
        return
    state = BATCH.after(row.state, "cancel")
    if not reason.strip():
        raise UnsoundBatch(
            Finding("payments.no_reason", "reason", say("Say in a few words why the batch is cancelled."))
        )
    _hold(_payments_of(actor, row))
    move_all(_payments_of(actor, row), "take_out", batch=None, batched_at=None, execution_day=None)
    row.state, row.cancelled_by, row.cancelled_at = state, actor.person, at
    row.cancel_reason = reason.strip()[:500]
    row.save(update_fields=["state", "cancelled_by", "cancelled_at", "cancel_reason"])
    _tell(actor, "cancelled", row, list(Block.records.of(actor).filter(batch=row)), at)


@command
def release_batch(*, actor: Actor, batch: UUID, at: datetime) -> UUID:
    """Release a batch as its second pair of eyes: writes the file for the bank, once, and returns its document.

    A second release changes nothing and answers the same document. Raises ``Refused`` for who prepared it, who
    gets money from it, or is no payer; ``PayingShut`` after a backup was set up; ``IllegalMove`` when it was cancelled; ``UnsoundBatch`` when what would be
    written is not what was prepared, the day has passed, or the bank would not take the file.
    """
    check_may_pay(actor)
    row = Batch.records.of(actor).locked().one(id=batch)
    if row.state == RELEASED and row.file_id is not None:
        return row.file_id
    state = BATCH.after(row.state, "release")
    check_may_release(actor, row)
    check_paying_is_open(actor)
    _check_day(row.execution_day, at)
    payments = _hold(_payments_of(actor, row))
    waits = sources_on_hold(actor, _payments_of(actor, row), timezone.localdate(at), row.execution_day)
    if waits:
        raise UnsoundBatch(on_hold(_payments_of(actor, row), waits))
    file = _compose(actor, row, payments, at)
    _check_as_prepared(row, file, payments)
    row.file_id = keep_file(
        actor=actor,
        organisation=row.organisation_id,
        name=f"sepa-{row.execution_day.isoformat()}-{row.id.hex[:8]}.xml",
        media_type="application/xml",
        content=_written(file),
        at=at,
    )
    move_all(_payments_of(actor, row), "release", released_at=at)
    row.state, row.released_by, row.released_at = state, actor.person, at
    row.save(update_fields=["state", "released_by", "released_at", "file"])
    blocks = list(Block.records.of(actor).filter(batch=row))
    _tell(actor, "released", row, blocks, at)
    day = bank_days_after(row.execution_day, UNANSWERED_AFTER)
    unanswered.configure(schedule_at=midnight(day)).defer(
        batch=str(row.id),
        organisations=[
            str(each) for each in (row.organisation_id, *(block.organisation_id for block in blocks))
        ],
    )
    return row.file_id


def _hold_waiting(
    actor: Actor,
    payments: Collection[UUID] | None,
    organisations: Collection[UUID] | None,
    day: date,
    today: date,
) -> list[PaymentRow]:
    """The payments to be batched, held until the end: who comes at the same time waits, and finds them taken.

    What is on hold, or is paid on a later day, is left out of a batch of all that waits, and stops one that names it.
    """
    waiting = Payment.records.of(actor).filter(IN_NO_BATCH, state=READY)
    if payments is not None:
        waiting = waiting.filter(among("id", set(payments)))
    if organisations is not None:
        waiting = waiting.filter(organisation_id__in=set(organisations))
    first = waiting.filter(not_before__gt=day).order_by("not_before").values_list("not_before", flat=True)[:1]
    waits = sources_on_hold(actor, waiting, today, day)
    stopping = [
        *(too_early(each, day) for each in first if each),
        *([on_hold(waiting, waits)] if waits else []),
    ]
    if payments is not None and stopping:
        raise UnsoundBatch(*stopping)
    if stopping:
        waiting = waiting.filter(Q(not_before=None) | Q(not_before__lte=day)).exclude(source_id__in=waits)
    rows = _hold(waiting)
    if stopping and not rows:
        raise UnsoundBatch(*stopping)
    if payments is not None and len(rows) < len(set(payments)):
        raise UnsoundBatch(
            Finding(
                "payments.taken",
                "payments",
                say(
                    "{count} of the chosen payments are no longer waiting. Open the list again and choose anew."
                ),
                {"count": len(set(payments)) - len(rows)},
            )
        )
    if not rows:
        raise UnsoundBatch(
            Finding("payments.nothing", "payments", say("There is nothing waiting to be paid here."))
        )
    return rows


def _hold(rows: GuardedQuerySet[Payment]) -> list[PaymentRow]:
    """Lock in one order, that of the ids, so that two who lock many never wait for each other in a circle."""
    locked = rows.locked().order_by("id").values_list(*PaymentRow.FIELDS)
    return [PaymentRow(*facts) for facts in locked]


def _payments_of(actor: Actor, batch: Batch) -> GuardedQuerySet[Payment]:
    return Payment.records.of(actor).filter(batch=batch)


def _blocks(actor: Actor, batch: Batch, rows: list[PaymentRow]) -> list[Block]:
    paying = totals(rows)
    accounts = {
        account.organisation_id: account
        for account in BankAccount.records.of(actor).filter(active=True, organisation_id__in=paying)
    }
    without = paying.keys() - accounts.keys()
    if without:
        raise UnsoundBatch(
            *(
                Finding(
                    "payments.no_account",
                    "organisations",
                    say(
                        "{organisation} has no bank account to pay from. Ask its administrator to add one, or "
                        "leave its payments out of the batch."
                    ),
                    {"organisation": organisation.name},
                )
                for organisation in organisations_in_scope(actor=actor)
                if organisation.id in without
            )
        )
    return [
        Block(
            organisation_id=organisation,
            batch=batch,
            account=accounts[organisation],
            count=count,
            total_cents=cents,
        )
        for organisation, (count, cents) in paying.items()
    ]


def _compose(actor: Actor, batch: Batch, payments: list[PaymentRow], at: datetime) -> PaymentFile:
    names = {each.id: each.name for each in organisations_in_scope(actor=actor)}
    blocks = [
        BlockRow(
            block.id,
            block.organisation_id,
            block.account.name,
            block.account.iban,
            block.account.bic,
            block.count,
            block.total_cents,
        )
        for block in Block.records.of(actor).filter(batch=batch).select_related("account").order_by("id")
    ]
    file = payment_file(
        batch=batch.id,
        created_at=timezone.localtime(at),
        initiating_party=names[batch.organisation_id],
        requested_on=batch.execution_day,
        blocks=blocks,
        payments=payments,
    )
    as_prepared = [(block.count, block.cents) for block in blocks]
    if as_prepared != [(len(block.transfers), block.total.cents) for block in file.blocks]:
        raise UnsoundBatch(_changed())
    return file


def _check_as_prepared(batch: Batch, file: PaymentFile, payments: list[PaymentRow]) -> None:
    """What one person looked at is what the other releases: count, total, and every account and amount."""
    if (file.count, file.total.cents, checksum(payments)) != (
        batch.count,
        batch.total_cents,
        batch.checksum,
    ):
        raise UnsoundBatch(_changed())


def _changed() -> Finding:
    return Finding(
        "payments.changed",
        "batch",
        say(
            "The payments in this batch are not the ones that were prepared. Cancel the batch, find out what "
            "changed, and make it again."
        ),
    )


def _written(file: PaymentFile) -> bytes:
    try:
        return write_payment_file(file)
    except UnsoundPaymentFile as error:
        raise UnsoundBatch(*error.findings) from None


def _check_day(day: date, at: datetime) -> None:
    if day < timezone.localdate(at):
        raise UnsoundBatch(
            Finding(
                "payments.day_passed",
                "execution_date",
                say("The payment day {day} has passed. Make a batch for today or a later day."),
                {"day": day.isoformat()},
            )
        )


def _tell(actor: Actor, what: str, batch: Batch, blocks: list[Block], at: datetime) -> None:
    """Write it in the trail of the batch, tell each organisation that pays, and announce it."""
    facts = {"count": batch.count, "cents": batch.total_cents, "reason": batch.cancel_reason}
    action = f"payment_batch.{what}"
    record(actor, action, "payment_batch", batch.id, batch.organisation_id, at=at, details=facts)
    record_many(
        actor,
        action,
        "payment_batch",
        [
            (batch.id, block.organisation_id, {"count": block.count, "cents": block.total_cents})
            for block in blocks
            if block.organisation_id != batch.organisation_id
        ],
        at=at,
    )
    payload = {
        "batch": str(batch.id),
        "by": str(actor.person),
        "prepared_by": str(batch.prepared_by),
        "count": batch.count,
        "total_cents": batch.total_cents,
        "execution_day": batch.execution_day.isoformat(),
    }
    publish(actor, Announcement(action, batch.organisation_id, payload), at=at)


__all__ = ["cancel_batch", "make_batch", "release_batch"]


@command
def note_file_downloaded(*, actor: Actor, batch: UUID, at: datetime) -> None:
    """Write in the trail that somebody took the file for the bank."""
    row = Batch.records.of(actor).one(id=batch)
    details = {"count": row.count, "cents": row.total_cents}
    record(
        actor,
        "payment_batch.downloaded",
        "payment_batch",
        row.id,
        row.organisation_id,
        at=at,
        details=details,
    )
