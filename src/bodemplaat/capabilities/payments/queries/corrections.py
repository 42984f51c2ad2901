"""Corrections that wait for a second payer, and what an unknown amount may be."""

from uuid import UUID

from django.db.models import Q, Sum

from bodemplaat.capabilities.payments.identification import payment_id
from bodemplaat.capabilities.payments.lifecycle import ASKED, FREED, PAID, RELEASED, RETURNED, WAITING
from bodemplaat.capabilities.payments.models import Block, Correction, Entry, Payment
from bodemplaat.capabilities.payments.policies import check_may_pay, confirm_finding
from bodemplaat.capabilities.payments.queries.pages import PAGE
from bodemplaat.capabilities.payments.queries.statements import unknown_view
from bodemplaat.capabilities.payments.values import Choice, CorrectionView, UnknownEntry
from bodemplaat.formats.sepa import REFUSED
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query
from bodemplaat.kernel import Euro


@query
def corrections(*, actor: Actor, size: int = PAGE) -> tuple[CorrectionView, ...]:
    """Corrections that wait for a second payer, the oldest first; statements do not grow with the rows."""
    check_may_pay(actor)
    rows = list(
        Correction.records.of(actor)
        .filter(state=ASKED)
        .select_related("payment", "batch", "entry")
        .order_by("asked_at", "id")[:size]
    )
    names = names_of(actor=actor, people={row.asked_by for row in rows})
    me = same_human(actor=actor, person=actor.person)
    mine = Payment.records.of(actor).filter(creditor_person__in=me)
    own = set(
        mine.filter(id__in=[row.payment_id for row in rows if row.payment_id]).values_list("id", flat=True)
    )
    own |= set(
        mine.filter(batch__in=[row.batch_id for row in rows if row.batch_id]).values_list(
            "batch_id", flat=True
        )
    )
    return tuple(
        CorrectionView(
            id=row.id,
            kind=row.kind,
            state=row.state,
            reason=row.reason,
            asked_by_name=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            is_mine=row.asked_by in me,
            batch_id=row.batch_id or (row.payment.batch_id if row.payment else None),
            creditor_name=row.payment.creditor_name if row.payment else "",
            amount=Euro(
                row.payment.amount_cents if row.payment else row.batch.total_cents if row.batch else 0
            ),
            entry_amount=Euro(row.entry.amount_cents) if row.entry else None,
            entry_day=row.entry.day if row.entry else None,
            why_not=confirm_finding(row.asked_by in me, (row.payment_id or row.batch_id) in own),
        )
        for row in rows
    )


@query
def correction_count(*, actor: Actor) -> int:
    """How many corrections wait for a second payer."""
    check_may_pay(actor)
    return Correction.records.of(actor).filter(state=ASKED).count()


@query
def choices_for(
    *, actor: Actor, entry: UUID, text: str = "", size: int = 25
) -> tuple[UnknownEntry, tuple[Choice, ...]]:
    """An unknown amount, and what it may be: batches and payments of its account with its amount, or that it names.

    ``text`` looks on in that account by receiver, remittance text or reference. Raises ``NotFound``, also for an amount
    that no longer waits.
    """
    check_may_pay(actor)
    waiting = Entry.records.of(actor).filter(state=WAITING)
    row = waiting.select_related("organisation", "account", "payment").one(id=entry)
    states = (RELEASED, FREED) if row.amount_cents < 0 else (RELEASED, PAID, FREED)
    possible = Q(state__in=states)
    if row.amount_cents < 0:  # what came back and left again
        possible |= Q(state=RETURNED, id=row.payment_id)
    blocks = Block.records.of(actor).filter(account=row.account_id, batch__state=RELEASED)
    payments = Payment.records.of(actor).filter(
        possible, organisation_id=row.organisation_id, batch__in=blocks.order_by().values("batch")
    )
    parts: dict[UUID, str] = {}
    if text.strip():
        wanted = Q(creditor_name__icontains=text) | Q(remittance__icontains=text)
        named = payment_id(text)
        payments = payments.filter(wanted | Q(id=named) if named else wanted)
    else:
        parts = _parts_coming_to(payments.exclude(state=RETURNED), abs(row.amount_cents))
        payments = payments.filter(Q(amount_cents=abs(row.amount_cents)) | Q(id=row.payment_id))
    of_one = payments.filter(amount_cents=abs(row.amount_cents)).order_by().values("batch")
    blocks = blocks.filter(
        # what is one payment is offered as that
        Q(total_cents=abs(row.amount_cents), count__gt=1) | ~Q(batch__in=of_one),
        batch__in=parts,
    )
    candidates = [
        Choice(
            None,
            block.batch_id,
            "",
            Euro(abs(row.amount_cents)),
            parts[block.batch_id],
            block.batch.execution_day,
            is_whole=block.total_cents == abs(row.amount_cents),
        )
        for block in blocks.select_related("batch").order_by("-batch__execution_day", "id")[:size]
    ]
    candidates += [
        Choice(each.id, None, each.creditor_name, Euro(each.amount_cents), each.state, each.execution_day)
        for each in payments.order_by("-released_at", "id")[:size]
    ]
    return unknown_view(row), tuple(candidates)


def _parts_coming_to(payments: GuardedQuerySet[Payment], cents: int) -> dict[UUID, str]:
    """The batches of which a part that a correction may be about comes to an amount, each with the state of that part."""
    freed, kept = Q(state=FREED), ~Q(state=FREED)
    counted = (
        payments.order_by()
        .values("batch_id")
        .annotate(
            whole=Sum("amount_cents"),
            freed=Sum("amount_cents", filter=freed),
            kept=Sum("amount_cents", filter=kept),
            accepted=Sum("amount_cents", filter=kept & ~Q(bank_status__in=REFUSED)),
        )
    )
    rows = counted.filter(Q(whole=cents) | Q(freed=cents) | Q(kept=cents) | Q(accepted=cents))
    return {
        batch: FREED if of_freed == cents else RELEASED
        for batch, of_freed in rows.values_list("batch_id", "freed")
    }
