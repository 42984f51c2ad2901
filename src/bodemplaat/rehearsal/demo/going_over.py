"""A task goes over to another provider, and what each of the two sees afterwards."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role
from bodemplaat.rehearsal.demo.check import Fact, Played, approve, claim_something, employee_of, trip
from bodemplaat.rehearsal.demo.founding import SINCE

TASK = organisations.Task.EXPENSE_CLAIMS


def go_over(played: Played) -> Iterator[Fact]:
    """Let the second municipality's claims go to the first, hand one in the day after, and look at it from both sides."""
    journey, first, second = played.journey, played.first, played.second
    administrator = second.with_role(Role.ADMINISTRATOR)[0]
    at = journey.step(administrator, "lets claims go over to another municipality")
    since = timezone.localdate(at) + timedelta(days=1)
    (cooperation,) = first.system.cooperations
    organisations.join_cooperation(
        actor=first.system,
        cooperation=cooperation,
        organisation=first.id,
        parts=(organisations.Part.PROVIDER.value,),
        since=SINCE,
        at=at,
    )
    proposal = organisations.propose_move(
        actor=administrator,
        organisation=second.id,
        task=TASK,
        provider=first.id,
        since=since,
        finishes_open=True,
        reads_earlier=True,
        at=at,
    )
    controller = second.with_role(Role.CONTROLLER)[0]
    at = journey.step(controller, "confirms it")
    organisations.TASK_MOVES.confirm(actor=controller, which=proposal, at=at)
    colleague = first.with_role(Role.EMPLOYEE)[1]
    administrator = first.with_role(Role.ADMINISTRATOR)[0]
    at = journey.step(administrator, "makes a colleague a clerk", hours=30)
    role = access.assign_role(
        actor=administrator, person=colleague.person, role=Role.SSC_CLERK, since=since, at=at
    )
    later = claim_something(
        journey, second, employee_of(second), trip("31.0", journey.now), "Dienstreis Zwolle"
    )
    approve(journey, second, later)
    on = timezone.localdate(journey.now)
    before = played.provider.with_role(Role.SSC_CLERK)[0]
    before = access.actor_wearing(user=_account(before), assignment=_role(before), on=on)
    now = access.actor_wearing(user=_account(colleague), assignment=role, on=on)
    yield Fact("who did it before still reads what it finished", _sees(before, played.travel))
    yield Fact("who did it before sees nothing of what came later", not _sees(before, later))
    yield Fact("who does it now sees both", _sees(now, played.travel) and _sees(now, later))
    yield Fact("who does it now sees nothing of its own municipality", not _sees(now, played.course))
    queue = [row.id for row in claims.desk_queue(actor=now, on=on).rows]
    yield Fact("the later claim waits at the desk of who does it now", queue == [later])


def _sees(who: Actor, claim: UUID) -> bool:
    try:
        claims.claim_view(actor=who, claim=claim, on=timezone.localdate())
    except NotFound:
        return False
    return True


def _account(who: Actor) -> int:
    if who.user_id is None:
        raise LookupError("nobody signs in as this")
    return who.user_id


def _role(who: Actor) -> UUID:
    if who.assignment_id is None:
        raise LookupError("nobody holds this role")
    return who.assignment_id
