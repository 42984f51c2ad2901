"""The figures of each quarter of the year, as the shared centre offered them: signed by both, one still waits for its customer."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.utils import timezone

from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Period
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.year import quarters_of

WAITS = "Gemeente Leiden"
"""Whose controller has not signed the last quarter yet."""


def report(
    founded: FoundedAlliance,
    *,
    now: datetime,
    tell: Callable[[int, int], None] = lambda done, all_: None,
) -> int:
    """Offer each quarter that is over to every customer, and let both sides sign it; answers how many were offered.

    ``tell`` hears which quarter of all was reported.
    """
    centre = founded.members[0]
    manager = contract_manager_of(centre, timezone.localdate(now))
    second, *_ = centre.with_role(Role.CONTROLLER)
    offered = 0
    periods = list(quarters_over(timezone.localdate(now)))
    for number, period in enumerate(periods, 1):
        for customer in founded.municipalities:
            at = _after(period, 8, now)
            figures = performance.offer_report(actor=manager, customer=customer.id, period=period, at=at)
            offered += 1
            performance.sign_report(actor=second, report=figures, at=_after(period, 9, now))
            signer, *_ = customer.with_role(Role.CONTROLLER)
            if customer.name != WAITS or period is not periods[-1]:
                performance.sign_report(actor=signer, report=figures, at=_after(period, 15, now))
        tell(number, len(periods))
    return offered


def quarters_over(day: date) -> Iterator[Period]:
    """The four whole quarters before the one of a day, the oldest first."""
    for first, end in pairwise(quarters_of(day)):
        yield Period(first, end)


def _after(period: Period, days: int, now: datetime) -> datetime:
    """In the afternoon so many days after a period, or now where that is still to come."""
    day = (period.end or period.start) + timedelta(days=days)
    return min(timezone.make_aware(datetime.combine(day, time(15))), now)


def contract_manager_of(place: Founded, on: date) -> Actor:
    """Somebody of an organisation as its contract manager, whatever else they are; raises ``LookupError`` where there is none."""
    for who in place.people.values():
        for hat in access.hats_of(user=who.user_id or 0, on=on):
            if hat.role is Role.CONTRACT_MANAGER and hat.organisation_id == place.id:
                return access.actor_wearing(user=who.user_id or 0, assignment=hat.assignment_id, on=on)
    raise LookupError(f"{place.name} has no contract manager")
