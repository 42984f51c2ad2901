"""Whoever answers for the budget approves an order, gives it back with a question, or refuses it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.capabilities.orders import lifecycle
from bodemplaat.capabilities.orders.errors import ChangedMeanwhile, NoReason
from bodemplaat.capabilities.orders.events import APPROVAL_ASKED, happened
from bodemplaat.capabilities.orders.models import Order, OrderStep
from bodemplaat.capabilities.orders.policies import orders_at_home
from bodemplaat.capabilities.orders.queries.budget import asked_of_budget
from bodemplaat.capabilities.orders.queries.deciding import CHAIN
from bodemplaat.capabilities.orders.vocabulary import OrderAct, OrderMove
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, change_at_end, command


@command
def approve_order(*, actor: Actor, order: UUID, seen_round: int, words: str = "", at: datetime) -> None:
    """Approve the step that is open; the next one opens, or the order is approved and an obligation of the budget.

    ``seen_round`` is what the decider looked at. Raises ``NotYoursToDecide``, ``ChangedMeanwhile``, ``BeyondBudget`` where a
    rule stops that, and ``NotFound`` for an order of another organisation.
    """
    row, step, steps = _held(actor, order, seen_round, at)
    today = timezone.localdate(at)
    check = asked_of_budget(row, today)
    if check.stops and check.rooms:
        ledger.wait_for_budget(organisation=row.organisation_id, year=today.year)
        ledger.check_budget(asked_of_budget(row, today))
    CHAIN.decide(actor, step, "approve", at)
    happened(actor, row, OrderAct.STEP_APPROVED, at=at, words=words.strip()[:500])
    open_next(actor, row, steps, at)


@command
def return_order(*, actor: Actor, order: UUID, seen_round: int, question: str, at: datetime) -> None:
    """Give it back to the clerk with a question. Raises as ``approve_order``, and ``NoReason`` without one."""
    _end(actor, order, seen_round, OrderMove.RETURN, OrderAct.ASKED_BACK, question, at)


@command
def refuse_order(*, actor: Actor, order: UUID, seen_round: int, reason: str, at: datetime) -> None:
    """Do not let it be ordered, and say why. Raises as ``return_order``."""
    _end(actor, order, seen_round, OrderMove.REFUSE, OrderAct.REFUSED, reason, at)


def open_next(actor: Actor, row: Order, steps: Sequence[OrderStep], at: datetime) -> None:
    """Open the first step of the round that still waits, or approve the order when none does."""
    step = CHAIN.open_next(actor, row, steps, at)
    if step is None:
        row.state, row.approved_at = lifecycle.ORDER.after(row.state, OrderMove.APPROVE), at
        change_at_end(actor, row, "state", "approved_at")
        happened(actor, row, OrderAct.APPROVED, at=at, details={"cents": row.net + row.vat})
        return
    facts = {
        "order": str(row.id),
        "people": [str(each) for each in step.asked],
        "name": row.supplier_name,
        "number": row.number,
    }
    publish(actor, Announcement(APPROVAL_ASKED, row.organisation_id, facts), at=at)


def _end(
    actor: Actor, order: UUID, seen_round: int, move: OrderMove, act: OrderAct, words: str, at: datetime
) -> None:
    why = words.strip()[:500]
    if not why:
        raise NoReason
    row, step, steps = _held(actor, order, seen_round, at)
    CHAIN.decide(actor, step, "return" if move is OrderMove.RETURN else "reject", at)
    for each in steps:
        each.lapse(actor)
    row.state = lifecycle.ORDER.after(row.state, move)
    row.over_at = at if move is OrderMove.REFUSE else None
    change_at_end(actor, row, "state", "over_at")
    happened(actor, row, act, at=at, words=why)


def _held(
    actor: Actor, order: UUID, seen_round: int, at: datetime
) -> tuple[Order, OrderStep, Sequence[OrderStep]]:
    row, step, steps = CHAIN.held(actor, orders_at_home(actor), order, at)
    if seen_round != row.round:
        raise ChangedMeanwhile
    return row, step, steps
