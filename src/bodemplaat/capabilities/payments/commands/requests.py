"""Payments asked for by a capability above, and withdrawn."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet

from bodemplaat.capabilities.payments.commands.accounts import iban_findings, name_findings
from bodemplaat.capabilities.payments.commands.moving import among
from bodemplaat.capabilities.payments.errors import UnsoundRequest
from bodemplaat.capabilities.payments.lifecycle import LIVE, PAYMENT, WITHDRAWN
from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.capabilities.payments.ports import outcomes_for
from bodemplaat.capabilities.payments.values import PaymentRequest
from bodemplaat.formats.sepa import bare_iban, structured_reference, to_sepa_text
from bodemplaat.formats.sepa.check import LARGEST, REMITTANCE
from bodemplaat.foundation.audit.api import record, record_many
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command, insert_many, joining_command
from bodemplaat.kernel import Finding, say

_FIELDS = (
    *("id", "organisation_id", "source_type", "source_id", "amount_cents"),
    *("creditor_name", "creditor_iban", "creditor_person", "remittance"),
    *("reference", "item", "not_before"),
)


@joining_command
def request_payments(*, actor: Actor, requests: Sequence[PaymentRequest], at: datetime) -> tuple[UUID, ...]:
    """Ask for payments; returns their ids in the order of ``requests``. Asking twice for the same is asking once.

    Who may ask is decided by the capability that the source belongs to. Raises ``UnsoundRequest`` with every
    finding when one of them cannot be paid as asked, or when a live payment of the same source says something
    else; ``NobodyListens`` when the source type is not wired; ``NotFound`` outside the actor's scope.
    """
    for source_type in {request.source_type for request in requests}:
        outcomes_for(source_type)
    if not {request.organisation for request in requests} <= actor.scope:
        raise NotFound("organisation")
    requests = [_tidy(request) for request in requests]
    findings = tuple(
        finding for i, request in enumerate(requests) for finding in _request_findings(request, i)
    )
    if findings:
        raise UnsoundRequest(*findings)
    return tuple(_request(actor, requests, at))


@command
def withdraw_payment(*, actor: Actor, payment: UUID, at: datetime) -> None:
    """Take back a payment that is in no batch; one that was withdrawn already stays so.

    Raises ``IllegalMove`` once it is in a batch: the batch has to be cancelled first.
    """
    row = Payment.records.of(actor).locked().one(id=payment)
    if row.state == WITHDRAWN:
        return
    row.state = PAYMENT.after(row.state, "withdraw")
    row.withdrawn_at = at
    row.save(update_fields=["state", "withdrawn_at"])
    record(actor, "payment.withdrawn", "payment", row.id, row.organisation_id, at=at)


def _request(actor: Actor, requests: Sequence[PaymentRequest], at: datetime) -> list[UUID]:
    """Store what is not there yet: the database decides, by ``one_live_payment``, also against other processes."""
    ids = [uuid4() for _ in requests]
    inserted = insert_many(
        actor,
        Payment,
        _FIELDS,
        (
            (
                *(id_, each.organisation, each.source_type, each.source_id, each.amount.cents),
                *(each.creditor_name, each.creditor_iban, each.creditor_person, each.remittance),
                *(each.reference, each.item, each.not_before),
            )
            for id_, each in zip(ids, requests, strict=True)
        ),
        same={"requested_at": at},
        unless_there=True,
    )
    stored = ids if inserted == len(ids) else _stored(actor, requests)
    new = set(ids)
    record_many(
        actor,
        "payment.requested",
        "payment",
        [
            (payment, each.organisation, {"cents": each.amount.cents, "source": str(each.source_id)})
            for payment, each in dict(zip(stored, requests, strict=True)).items()
            if payment in new
        ],
        at=at,
    )
    return stored


def _stored(actor: Actor, requests: Sequence[PaymentRequest]) -> list[UUID]:
    """The payments of these requests as they are stored, some of them before. Raises ``UnsoundRequest`` where one says something else."""
    live: dict[tuple[UUID, str, UUID], tuple[UUID, int, str]] = {
        (organisation, source_type, source): (id_, cents, iban)
        for organisation, source_type, source, id_, cents, iban in _live(
            actor,
            [request.source_id for request in requests],
            {request.organisation for request in requests},
            {request.source_type for request in requests},
        ).values_list("organisation_id", "source_type", "source_id", "id", "amount_cents", "creditor_iban")
    }
    stored = [live[_source(request)] for request in requests]
    other = tuple(
        _another(i)
        for i, (request, (_, cents, iban)) in enumerate(zip(requests, stored, strict=True))
        if (cents, iban) != (request.amount.cents, request.creditor_iban)
    )
    if other:
        raise UnsoundRequest(*other)
    return [payment for payment, *_ in stored]


def _live(
    actor: Actor, sources: Collection[UUID], organisations: Collection[UUID], types: Collection[str]
) -> QuerySet[Payment]:
    """The payments of these sources that are not over."""
    payments = Payment.records.of(actor).filter(among("source_id", sources), state__in=LIVE)
    return payments.filter(organisation_id__in=organisations, source_type__in=types)


def _source(request: PaymentRequest) -> tuple[UUID, str, UUID]:
    return request.organisation, request.source_type, request.source_id


def _tidy(request: PaymentRequest) -> PaymentRequest:
    return PaymentRequest(
        organisation=request.organisation,
        source_type=request.source_type,
        source_id=request.source_id,
        amount=request.amount,
        creditor_name=request.creditor_name.strip()[:120],
        creditor_iban=bare_iban(request.creditor_iban),
        creditor_person=request.creditor_person,
        remittance=to_sepa_text(request.remittance)[:REMITTANCE].rstrip(),
        reference=structured_reference(request.reference),
        item=request.item.strip()[:40],
        not_before=request.not_before,
    )


def _request_findings(request: PaymentRequest, position: int) -> Iterator[Finding]:
    place = f"requests.{position}"
    yield from iban_findings(request.creditor_iban, f"{place}.creditor_iban")
    yield from name_findings(request.creditor_name, f"{place}.creditor_name")
    if not 0 < request.amount.cents <= LARGEST.cents:
        yield Finding(
            "payments.amount",
            f"{place}.amount",
            say("A payment of {amount} cannot be made: the amount lies between 0.01 and {largest}."),
            {"amount": str(request.amount), "largest": str(LARGEST)},
        )


def _another(position: int) -> Finding:
    return Finding(
        "payments.asked_otherwise",
        f"requests.{position}",
        say(
            "A payment with another amount or account was already asked for here. Withdraw that one first, or wait "
            "for what the bank does with it."
        ),
    )
