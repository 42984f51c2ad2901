"""What becomes of cases when a desk goes over to another provider: as with claims."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import events, lifecycle
from bodemplaat.capabilities.cases.commands.terms import work_out_terms_again
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.queries.desks import by_desk
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.foundation.organisations.api import (
    OF_LISTS,
    ProvisionView,
    Task,
    desk_days,
    going_over,
    provider_on,
    provisions_of,
)
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, command


def _work_out_terms(cases: Sequence[Case], provider: UUID, at: datetime) -> None:
    """The queue of whoever took cases over goes by their own hours: read by the platform within their cooperations."""
    customers = {row.organisation_id for row in cases}
    reach = Actor.system(*sorted(customers), cooperations=sorted({row.cooperation_id for row in cases}))
    work_out_terms_again(actor=reach, provider=provider, at=at)


@command
def hand_over_cases(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    """Let the provider of the day take over the cases that an earlier one may not finish or read any more; answers how many.

    Open cases go over unless the earlier provider finishes them, closed ones unless it goes on reading them. A desk of a list
    takes its own cases and no others. Doing it twice changes nothing. Their number stays.
    """
    provisions = provisions_of(actor=actor, organisation=organisation)
    cases = Case.records.of(actor).filter(organisation_id=organisation)
    if not any(each.task in OF_LISTS for each in provisions):
        return _hand_over(actor, organisation, desk_days(provisions, Task.DESK), cases, at)
    return sum(
        _hand_over(actor, organisation, desk_days(provisions, desk), cases.filter(which), at)
        for desk, which in sorted(by_desk(organisation, cases).items())
    )


def _hand_over(
    actor: Actor,
    organisation: UUID,
    provisions: Sequence[ProvisionView],
    cases: GuardedQuerySet[Case],
    at: datetime,
) -> int:
    """The same for the cases of one desk, by who had and has it."""
    on = timezone.localdate(at)
    current = provider_on(provisions, on)
    if current is None:
        return 0
    handed_over = 0
    for earlier in going_over(provisions, on, stays_with=(organisation,)):
        theirs = cases.filter(provider_id=earlier.provider)
        if earlier.settled:
            handed_over += theirs.exclude(state__in=lifecycle.OPEN).update(provider_id=current)
        if earlier.open:
            going = list(theirs.filter(state__in=lifecycle.OPEN).locked().order_by("id"))
            cases.filter(id__in=[row.id for row in going]).update(provider_id=current, taken_by=None)
            handed_over += len(going)
            if going:
                _work_out_terms(going, current, at)
                events.happened_many(
                    actor, going, CaseAct.WENT_OVER, at=at, details={"provider": str(current)}
                )
    return handed_over
