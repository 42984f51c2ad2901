"""Payments: of a source, waiting for a batch, and as a payer reads them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Sum

from bodemplaat.capabilities.payments.identification import end_to_end_id
from bodemplaat.capabilities.payments.lifecycle import LIVE, READY
from bodemplaat.capabilities.payments.models import IN_NO_BATCH, BankAccount, Payment
from bodemplaat.capabilities.payments.policies import check_may_pay
from bodemplaat.capabilities.payments.queries.pages import PAGE, in_pages
from bodemplaat.capabilities.payments.values import (
    OrganisationTotal,
    PaymentFacts,
    PaymentView,
    WaitingPayments,
)
from bodemplaat.foundation.tenancy.api import Actor, midnight, query
from bodemplaat.kernel import Euro, say

PAYMENTS_SINCE: Final = say("{count} {count:payment|payments} in a batch")


@query
def payments_of(*, actor: Actor, source_type: str, source_id: UUID) -> tuple[PaymentFacts, ...]:
    """Every payment that was asked for a source, the first one first; more than one when a bank gave one back."""
    rows = Payment.records.of(actor).filter(source_type=source_type, source_id=source_id)
    return tuple(_facts(row) for row in rows.order_by("requested_at", "id"))


@query
def payment_of(*, actor: Actor, source_type: str, source_id: UUID) -> PaymentFacts | None:
    """The payment of a source: the live one, else the one asked last, or ``None``. Who may see the source may see this.

    What was freed and is paid after all is live again, while what was asked in its place is not.
    """
    payments = payments_of(actor=actor, source_type=source_type, source_id=source_id)
    return next((each for each in payments if each.state in LIVE), payments[-1] if payments else None)


@query
def payments_by_source(
    *, actor: Actor, source_type: str, source_ids: Collection[UUID]
) -> Mapping[UUID, PaymentFacts]:
    """``payment_of`` many sources of a type; one without a payment is left out."""
    rows = Payment.records.of(actor).filter(source_id__in=list(source_ids), source_type=source_type)
    last: dict[UUID, Payment] = {}
    for row in rows.order_by("requested_at", "id"):
        earlier = last.get(row.source_id)
        if earlier is None or earlier.state not in LIVE or row.state in LIVE:
            last[row.source_id] = row
    return {source: _facts(row) for source, row in last.items()}


@query
def payments_waiting(
    *, actor: Actor, organisation: UUID | None = None, page: int = 1, size: int = PAGE
) -> WaitingPayments:
    """Payments that are in no batch, of one organisation or all in scope, longest waiting first.

    ``organisations`` in the answer always holds every organisation with something waiting, so that a page can
    offer the choice. Raises ``Refused`` for who is no payer.
    """
    check_may_pay(actor)
    ready = Payment.records.of(actor).filter(IN_NO_BATCH, state=READY)
    sums = ready.values("organisation_id", "organisation__name").annotate(
        count=Count("id"), cents=Sum("amount_cents")
    )
    ibans = dict(BankAccount.records.of(actor).filter(active=True).values_list("organisation_id", "iban"))
    organisations = tuple(
        OrganisationTotal(
            row["organisation_id"],
            row["organisation__name"],
            ibans.get(row["organisation_id"], ""),
            row["count"],
            Euro(int(row["cents"])),
        )
        for row in sums.order_by("organisation__name", "organisation_id")
    )
    wanted = [o for o in organisations if organisation in (None, o.organisation_id)]
    if organisation is not None:
        ready = ready.filter(organisation_id=organisation)
    count = sum(each.count for each in wanted)
    rows = ready.select_related("organisation").order_by("requested_at", "id")
    pages, page = in_pages(count, page, size)
    return WaitingPayments(
        count,
        Euro.total(each.total for each in wanted),
        organisations,
        tuple(payment_view(row) for row in rows[(page - 1) * size : page * size]),
        page,
        pages,
    )


@query
def batch_of(*, actor: Actor, payment: UUID) -> UUID | None:
    """The batch that a payment is or was sent in. Raises ``Refused`` for who is no payer, and ``NotFound``."""
    check_may_pay(actor)
    return Payment.records.of(actor).one(id=payment).batch_id


def _facts(row: Payment) -> PaymentFacts:
    return PaymentFacts(
        payment_id=row.id,
        state=row.state,
        amount=Euro(row.amount_cents),
        creditor_iban=row.creditor_iban,
        end_to_end_id=end_to_end_id(row.id),
        requested_at=row.requested_at,
        withdrawn_at=row.withdrawn_at,
        batched_at=row.batched_at,
        execution_day=row.execution_day,
        released_at=row.released_at,
        paid_on=row.paid_on,
        returned_on=row.returned_on,
        return_code=row.return_code,
        return_reason=row.return_reason,
    )


def payment_view(row: Payment) -> PaymentView:
    """A payment as a payer reads it."""
    return PaymentView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        source_type=row.source_type,
        source_id=row.source_id,
        amount=Euro(row.amount_cents),
        creditor_name=row.creditor_name,
        creditor_iban=row.creditor_iban,
        remittance=row.remittance,
        not_before=row.not_before,
        state=row.state,
        requested_at=row.requested_at,
        end_to_end_id=end_to_end_id(row.id),
        bank_status=row.bank_status,
        bank_reason=row.bank_reason,
    )


@query
def payments_since(*, actor: Actor, customer: UUID, provider: UUID, since: date) -> int:
    """How many payments of a customer went into a batch since a day on which its provider began to pay for it."""
    del provider  # one organisation pays for a customer at a time, and its batches are its own
    rows = Payment.records.of(actor).filter(organisation_id=customer, batched_at__gte=midnight(since))
    return rows.count()
