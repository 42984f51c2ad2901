"""Batches, their file, and those of which the bank says nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from bodemplaat.capabilities.payments.lifecycle import ASKED, PREPARED, RELEASED
from bodemplaat.capabilities.payments.models import Batch, Block, Correction, Payment
from bodemplaat.capabilities.payments.policies import check_may_pay, check_paying_is_open, why_not_release
from bodemplaat.capabilities.payments.queries.pages import PAGE, in_pages
from bodemplaat.capabilities.payments.queries.payments import payment_view
from bodemplaat.capabilities.payments.values import BatchLine, BatchView, BlockView, Unsettled
from bodemplaat.formats.sepa import REFUSED
from bodemplaat.formats.sepa.bank_days import bank_days_before
from bodemplaat.foundation.documents.api import content_of, documents_with
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, query
from bodemplaat.kernel import Euro


@query
def batches(
    *,
    actor: Actor,
    state: str | None = None,
    unsettled: Unsettled | None = None,
    on: date | None = None,
    page: int = 1,
    size: int = PAGE,
) -> tuple[BatchLine, ...]:
    """Batches in scope, the newest first; of one state, or with payments that are ``unsettled`` on a day, if wanted.

    Raises ``Refused`` for who is no payer.
    """
    check_may_pay(actor)
    rows = Batch.records.of(actor)
    if unsettled is not None and on is not None:
        rows = _unsettled(actor, unsettled, on)
    rows = rows.order_by("-prepared_at", "id")
    if state is not None:
        rows = rows.filter(state=state)
    page_rows = list(rows[(max(page, 1) - 1) * size : max(page, 1) * size])
    states: dict[UUID, dict[str, int]] = defaultdict(dict)
    counted = Payment.records.of(actor).filter(batch__in=[row.id for row in page_rows])
    for batch_id, of_state, count in counted.values_list("batch_id", "state").annotate(count=Count("id")):
        states[batch_id][of_state] = count
    names = _names(actor, page_rows)
    return tuple(BatchLine(**_line(row, names, states[row.id])) for row in page_rows)


@query
def unsettled_counts(*, actor: Actor, on: date) -> Mapping[Unsettled, int]:
    """How many batches hold payments that are unsettled on a day, for each reason why."""
    check_may_pay(actor)
    return {why: _unsettled(actor, why, on).count() for why in Unsettled}


@query
def batch(*, actor: Actor, batch: UUID, page: int = 1, size: int = PAGE) -> BatchView:
    """One batch with a page of its payments. Raises ``Refused`` for who is no payer, and ``NotFound``."""
    check_may_pay(actor)
    row = Batch.records.of(actor).one(id=batch)
    blocks = tuple(
        BlockView(
            block.organisation_id,
            block.organisation.name,
            block.account.name,
            block.account.iban,
            block.count,
            Euro(block.total_cents),
        )
        for block in Block.records.of(actor)
        .filter(batch=row)
        .select_related("organisation", "account")
        .order_by("organisation__name", "id")
    )
    files = documents_with(actor=actor, ids=[row.file_id] if row.file_id else [])
    file = files.get(row.file_id) if row.file_id else None
    payments = Payment.records.of(actor).filter(batch=row).select_related("organisation")
    pages, page = in_pages(row.count, page, size)
    counted = payments.order_by().values_list("state").annotate(count=Count("id"))
    sent = payments.order_by().filter(state=RELEASED)
    unsettled = sent.aggregate(**{why.value: Count("id", filter=_condition(why)) for why in Unsettled})
    names = _names(actor, [row])
    why_not = why_not_release(actor, row) if row.state == PREPARED else None
    return BatchView(
        **_line(row, names, dict(counted)),
        cancelled_by_name=names.get(row.cancelled_by, "") if row.cancelled_by else "",
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
        file_name=file.name if file else "",
        file_sha256=file.sha256 if file else "",
        blocks=blocks,
        payments=tuple(
            payment_view(payment)
            for payment in payments.order_by("organisation__name", "id")[(page - 1) * size : page * size]
        ),
        page=page,
        pages=pages,
        may_release=row.state == PREPARED and why_not is None,
        why_not=why_not,
        bank_reason=row.bank_reason,
        answered_at=row.answered_at,
        unsettled={why: unsettled[why.value] for why in Unsettled},
        freeing_asked=Correction.records.of(actor).filter(batch=row, state=ASKED, entry=None).exists(),
    )


@query
def batch_file(*, actor: Actor, batch: UUID) -> tuple[str, str, bytes]:
    """The file for the bank: name, media type and bytes.

    Raises ``NotFound`` while it was not released, and ``PayingShut`` after a backup was set up: it may be at the bank.
    """
    check_may_pay(actor)
    check_paying_is_open(actor)
    row = Batch.records.of(actor).one(id=batch)
    if row.file_id is None:
        raise NotFound("payment file")
    document = documents_with(actor=actor, ids=[row.file_id])[row.file_id]
    return document.name, document.media_type, content_of(actor=actor, document=document.id)


UNANSWERED_AFTER = 2
"""Bank days that a bank has to say something of a payment."""


def _condition(why: Unsettled) -> Q:
    """Over payments that were sent."""
    refused, silent = Q(bank_status__in=REFUSED), Q(bank_status="")
    return {
        Unsettled.UNANSWERED: silent,
        Unsettled.REFUSED: refused,
        Unsettled.UNBOOKED: ~refused & ~silent,
    }[why]


def _unsettled(actor: Actor, why: Unsettled, on: date) -> GuardedQuerySet[Batch]:
    payments = Payment.records.of(actor).filter(_condition(why), batch=OuterRef("pk"), state=RELEASED)
    rows = Batch.records.of(actor).filter(Exists(payments.order_by()), state=RELEASED)
    if why is Unsettled.REFUSED:
        return rows
    return rows.filter(execution_day__lte=bank_days_before(on, UNANSWERED_AFTER))


def _line(row: Batch, names: Mapping[UUID, str], states: Mapping[str, int]) -> dict[str, Any]:
    """What a list and a page of one batch both say: the fields of ``BatchLine``."""
    return {
        "id": row.id,
        "organisation_id": row.organisation_id,
        "state": row.state,
        "execution_day": row.execution_day,
        "count": row.count,
        "total": Euro(row.total_cents),
        "prepared_by": row.prepared_by,
        "prepared_by_name": names.get(row.prepared_by, ""),
        "prepared_at": row.prepared_at,
        "released_by_name": names.get(row.released_by, "") if row.released_by else "",
        "released_at": row.released_at,
        "states": states,
        "bank_status": row.bank_status,
    }


def _names(actor: Actor, batches: Iterable[Batch]) -> Mapping[UUID, str]:
    people = {
        person
        for row in batches
        for person in (row.prepared_by, row.released_by, row.cancelled_by)
        if person is not None
    }
    return names_of(actor=actor, people=people)
