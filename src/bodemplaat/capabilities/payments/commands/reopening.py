"""Opening paying again after a backup was set up: one payer says that the statements were read, another confirms it."""

from datetime import datetime
from uuid import UUID, uuid4

from bodemplaat.capabilities.payments.lifecycle import ASKED, CONFIRMED, CORRECTION, DECLINED
from bodemplaat.capabilities.payments.models import Reopening
from bodemplaat.capabilities.payments.policies import (
    check_may_pay,
    check_statements_read,
    shut_by,
    why_not_reopen,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import IllegalMove


@command
def say_statements_read(*, actor: Actor, reason: str = "", at: datetime) -> UUID:
    """Say that the bank's statements since the moment of the backup were read; paying stays shut until it is confirmed.

    ``reason`` says why there is no statement of an account of which none was read; it stands beside it for who confirms.
    A second call answers the first. Raises ``Refused`` for who is no payer, and with the accounts that were not read where no
    reason is given; ``IllegalMove`` when paying is open.
    """
    check_may_pay(actor)
    restoration = shut_by(actor)
    if restoration is None:
        raise IllegalMove(lifecycle="paying", state="open", move="open", allowed=())
    reason = reason.strip()[:500]
    check_statements_read(actor, restoration, reason)
    row = Reopening(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        restoration=restoration.id,
        reason=reason,
        asked_by=actor.person,
        asked_at=at,
    )
    Reopening.records.of(actor).bulk_create([row], ignore_conflicts=True)
    first = Reopening.records.of(actor).one(
        organisation_id=actor.organisation_id, restoration=restoration.id, state__in=(ASKED, CONFIRMED)
    )
    if first.id == row.id:
        _tell(actor, row, "said", at)
    return first.id


@command
def confirm_statements_read(*, actor: Actor, reopening: UUID, at: datetime) -> None:
    """Open paying again, as another human being than who said that the statements were read. Once.

    Raises ``Refused`` (with why, also where an account was not read and nobody said why) and ``IllegalMove`` when it was taken
    back.
    """
    check_may_pay(actor)
    row = Reopening.records.of(actor).locked().one(id=reopening, organisation_id=actor.organisation_id)
    if row.state == CONFIRMED:
        return
    state = CORRECTION.after(row.state, "confirm")
    why_not = why_not_reopen(actor, row)
    if why_not is not None:
        raise Refused(why_not.text)
    restoration = shut_by(actor)
    if restoration is not None and restoration.id == row.restoration:
        check_statements_read(actor, restoration, row.reason)
    _decide(actor, row, state, at)
    _tell(actor, row, "confirmed", at)


@command
def decline_statements_read(*, actor: Actor, reopening: UUID, at: datetime) -> None:
    """Who said it takes it back, or another payer says that they were not read. Paying stays shut."""
    check_may_pay(actor)
    row = Reopening.records.of(actor).locked().one(id=reopening, organisation_id=actor.organisation_id)
    if row.state == DECLINED:
        return
    _decide(actor, row, CORRECTION.after(row.state, "decline"), at)
    _tell(actor, row, "declined", at)


def _decide(actor: Actor, row: Reopening, state: str, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.person, at
    row.save(update_fields=["state", "decided_by", "decided_at"])


def _tell(actor: Actor, row: Reopening, what: str, at: datetime) -> None:
    record(actor, f"paying.statements_{what}", "reopening", row.id, row.organisation_id, at=at)
