"""The figures of the month before, as the shared centre offered them: most signed by both, one still waits for its customer."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import Period
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance

WAITS = "Gemeente Leiden"
"""Whose controller has not signed yet."""


def report(founded: FoundedAlliance, *, now: datetime) -> int:
    """Offer last month to every customer for whom something was closed, and sign it; answers how many were offered."""
    centre = founded.members[0]
    manager = contract_manager_of(centre, timezone.localdate(now))
    second, *_ = centre.with_role(Role.CONTROLLER)
    period = month_before(timezone.localdate(now))
    offered = 0
    for customer in founded.municipalities:
        figures = _offer(manager, customer.id, period, now)
        if figures is None:
            continue
        offered += 1
        performance.sign_report(actor=second, report=figures, at=now)
        signer, *_ = (*customer.with_role(Role.CONTROLLER), None)
        if signer is not None and customer.name != WAITS:
            performance.sign_report(actor=signer, report=figures, at=now)
    return offered


def month_before(day: date) -> Period:
    """The whole month before the one of a day."""
    end = day.replace(day=1)
    return Period((end - timedelta(days=1)).replace(day=1), end)


def contract_manager_of(place: Founded, on: date) -> Actor:
    """Somebody of an organisation as its contract manager, whatever else they are; raises ``LookupError`` where there is none."""
    for who in place.people.values():
        for hat in access.hats_of(user=who.user_id or 0, on=on):
            if hat.role is Role.CONTRACT_MANAGER and hat.organisation_id == place.id:
                return access.actor_wearing(user=who.user_id or 0, assignment=hat.assignment_id, on=on)
    raise LookupError(f"{place.name} has no contract manager")


def _offer(manager: Actor, customer: UUID, period: Period, now: datetime) -> UUID | None:
    try:
        return performance.offer_report(actor=manager, customer=customer, period=period, at=now)
    except Refused:
        return None
