"""Somebody of the organisation, or a clerk of its desk, notes what came of an order; and takes back what was noted wrong."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.orders import lifecycle
from bodemplaat.capabilities.orders.errors import NoReason, NotNow, NotYoursToReceive, UnsoundReceipt
from bodemplaat.capabilities.orders.events import happened
from bodemplaat.capabilities.orders.models import Order, OrderLine, Receipt, ReceivedLine
from bodemplaat.capabilities.orders.ports import tell_of_receipt
from bodemplaat.capabilities.orders.queries.receiving import (
    is_to_be_received_by_another,
    orders_in_reach,
    received_by_line,
)
from bodemplaat.capabilities.orders.reckoning.amounts import cents_of, move_after
from bodemplaat.capabilities.orders.vocabulary import MOST_QUANTITY, OrderAct, OrderMove
from bodemplaat.foundation.documents.api import Inspected, keep_receipt
from bodemplaat.foundation.tenancy.api import Actor, command
from bodemplaat.kernel import say

LONGEST_AGO: Final = timedelta(days=400)
"""A receipt longer ago is a slip of the pen."""


@command
def note_receipt(
    *,
    actor: Actor,
    order: UUID,
    receipt: UUID,
    quantities: Mapping[UUID, Decimal],
    came_on: date,
    words: str = "",
    evidence: Inspected | None = None,
    at: datetime,
) -> UUID:
    """Note what came of each line on a day, under an id that the form chose; the same id again changes nothing.

    More than was ordered can come. Raises ``NotNow`` for an order that is not placed or over, ``NotYoursToReceive`` for
    who placed it where the rule of the organisation wants another, and ``UnsoundReceipt``.
    """
    row = orders_in_reach(actor).locked().one(id=order)
    if Receipt.records.of(actor).filter(id=receipt, order_id=row.id).exists():
        return receipt
    if OrderMove.RECEIVE_PART not in lifecycle.ORDER.allowed(row.state):
        raise NotNow
    if is_to_be_received_by_another(actor, row, timezone.localdate(at)):
        raise NotYoursToReceive
    today = timezone.localdate(at)
    if not today - LONGEST_AGO <= came_on <= today:
        raise UnsoundReceipt(say("Choose the day on which it came: today, or a day of the last year."))
    lines = _lines(actor, row)
    came = {line: quantity for line, quantity in quantities.items() if quantity}
    if not came:
        raise UnsoundReceipt(say("Fill in how much came, of at least one line."))
    if not set(came) <= set(lines) or any(not 0 < each <= MOST_QUANTITY for each in came.values()):
        raise UnsoundReceipt(say("Fill in how much came: more than nothing, or leave the line empty."))
    document = None
    if evidence is not None:
        document = keep_receipt(actor=actor, organisation=row.organisation_id, file=evidence, at=at)
    kept = Receipt.records.of(actor).create(
        id=receipt,
        organisation_id=row.organisation_id,
        order=row,
        came_on=came_on,
        noted_at=at,
        person_id=actor.person,
        person_name=actor.person_name[:120],
        words=words.strip()[:500],
        document_id=document,
    )
    _keep(actor, row, kept, came)
    _move(actor, row, lines)
    happened(
        actor, row, OrderAct.RECEIVED, at=at, words=words.strip()[:500], details={"receipt": str(receipt)}
    )
    tell_of_receipt(row.organisation_id, row.id, at)
    return receipt


@command
def take_receipt_back(*, actor: Actor, receipt: UUID, reason: str, at: datetime) -> None:
    """Take a receipt back that was noted wrong: it stays, with one beside it that undoes it.

    Raises ``NotNow`` where it was taken back already or the order is over, ``NotYoursToReceive`` and ``NoReason``.
    """
    why = reason.strip()[:500]
    if not why:
        raise NoReason
    first = Receipt.records.of(actor).one(id=receipt)
    row = orders_in_reach(actor).locked().one(id=first.order_id)
    is_back = Receipt.records.of(actor).filter(takes_back_id=first.id).exists()
    if is_back or first.takes_back_id or OrderMove.RECEIVE_PART not in lifecycle.ORDER.allowed(row.state):
        raise NotNow
    if is_to_be_received_by_another(actor, row, timezone.localdate(at)):
        raise NotYoursToReceive
    lines = _lines(actor, row)
    came = dict(ReceivedLine.records.of(actor).filter(receipt_id=first.id).values_list("line_id", "quantity"))
    kept = Receipt.records.of(actor).create(
        organisation_id=row.organisation_id,
        order=row,
        came_on=first.came_on,
        noted_at=at,
        person_id=actor.person,
        person_name=actor.person_name[:120],
        words=why,
        takes_back_id=first.id,
    )
    _keep(actor, row, kept, {line: -quantity for line, quantity in came.items()})
    _move(actor, row, lines)
    happened(actor, row, OrderAct.TAKEN_BACK, at=at, words=why, details={"receipt": str(first.id)})
    tell_of_receipt(row.organisation_id, row.id, at)


def _lines(actor: Actor, row: Order) -> dict[UUID, OrderLine]:
    rows = OrderLine.records.of(actor).filter(order_id=row.id, round=row.round).order_by("position")
    return {each.id: each for each in rows}


def _keep(actor: Actor, row: Order, receipt: Receipt, came: Mapping[UUID, Decimal]) -> None:
    ReceivedLine.records.of(actor).bulk_create(
        [
            ReceivedLine(
                organisation_id=row.organisation_id, receipt=receipt, line_id=line, quantity=quantity
            )
            for line, quantity in came.items()
        ]
    )


def _move(actor: Actor, row: Order, lines: Mapping[UUID, OrderLine]) -> None:
    """Let the order stand as what came of all its lines."""
    came = received_by_line(actor, [row.id])
    move = move_after((each.quantity, came.get(line, Decimal(0))) for line, each in lines.items())
    row.state = lifecycle.ORDER.after(row.state, move)
    row.received = sum(cents_of(came.get(line, Decimal(0)), each.price) for line, each in lines.items())
    row.save(update_fields=["state", "received"])
