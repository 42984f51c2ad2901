"""Who provides a task, and letting it go over to another: set-up is the platform's work, a move the administrator's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.desks import OF_LISTS
from bodemplaat.foundation.organisations.events import TASK_GOES_OVER, TASK_STAYS, who_can_act_changed
from bodemplaat.foundation.organisations.models import Membership, Part, Provision, Task, holds_on
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Refused, Role, command, query
from bodemplaat.kernel import say

Check = Callable[..., None]
_CHECKS: list[Check] = []


def check_before_providing(check: Check) -> None:
    """Let a room above say whether a provider may do a task: ``check(actor=, customer=, task=, provider=, on=)`` raises ``Refused``.

    Asked before anybody begins with a task or goes on with it after all (``take_back_move``), and when a move is proposed
    and confirmed; ``on`` is the first of the days on which the provider would do it.
    """
    if check not in _CHECKS:
        _CHECKS.append(check)


def _ask(actor: Actor, organisation: UUID, task: Task, provider: UUID, since: date) -> None:
    for check in _CHECKS:
        check(actor=actor, customer=organisation, task=task, provider=provider, on=since)


@dataclass(frozen=True, slots=True)
class Offered:
    """Who may begin with a task on a day, by id and name, and why another provider of the cooperation may not."""

    providers: Mapping[UUID, str]
    refusals: tuple[Refused, ...]


@query
def who_may_provide(*, actor: Actor, organisation: UUID, task: Task, on: date) -> Offered:
    """Who may begin with a task of a customer in scope on a day: a provider that its cooperation has then, and nothing forbids.

    Where somebody provides it already, a list without a desk of its own at the desk, only others in that cooperation; else
    those of each cooperation of the customer.
    """
    running = next(_until_further_notice(actor, organisation, task), None)
    members = Membership.records.among_partners(actor).filter(holds_on(on), part=Part.PROVIDER)
    if running is not None:
        members = members.filter(cooperation=running.cooperation_id).exclude(organisation=running.provider_id)
    else:
        ours = Membership.records.among_partners(actor).filter(
            holds_on(on), organisation_id=organisation, part=Part.CUSTOMER
        )
        members = members.filter(cooperation__in=ours.values("cooperation"))
    providers: dict[UUID, str] = {}
    refusals: list[Refused] = []
    names = members.order_by("organisation__name").values_list("organisation_id", "organisation__name")
    for provider, name in dict(names).items():
        try:
            _ask(actor, organisation, task, provider, on)
        except Refused as why:
            refusals.append(why)
        else:
            providers[provider] = name
    return Offered(providers, tuple(refusals))


@command
def provide_task(
    *,
    actor: Actor,
    cooperation: UUID,
    organisation: UUID,
    task: Task,
    provider: UUID,
    since: date,
    at: datetime,
) -> UUID:
    """Let an organisation provide a task for a customer for the first time, from a day on; it may be the customer itself.

    Raises ``Refused`` when somebody provides the task then already (``move_task`` is for that; the cases of a list without a desk
    of its own are at the desk), and when either of them takes no part in the cooperation on that day.
    """
    check_may_arrange(actor=actor, organisation=organisation)
    _check_takes_part(actor, cooperation, organisation, Part.CUSTOMER, since)
    _check_takes_part(actor, cooperation, provider, Part.PROVIDER, since)
    running = _provisions(actor, organisation, task).filter(Q(valid_until=None) | Q(valid_until__gt=since))
    if running.exists():
        raise Refused(say("Somebody provides this task then already: let it go over to another provider."))
    if task in OF_LISTS and _takes_from_desk(actor, organisation, provider, since, at):
        raise Refused(
            say(
                "The desk takes these cases already: let them go over to another provider, with what remains."
            )
        )
    _ask(actor, organisation, task, provider, since)
    return _provide(actor, cooperation, organisation, task, provider, since, at)


@command
def choose_provider(
    *, actor: Actor, organisation: UUID, task: Task, provider: UUID, since: date, at: datetime
) -> UUID:
    """Let a member of one's cooperation provide a task that nobody provides yet, from today or a later day.

    Raises ``Refused`` for an earlier day, and as ``provide_task``.
    """
    check_may_arrange(actor=actor, organisation=organisation)
    if since < timezone.localdate(at):
        raise Refused(say("Choose today or a later day: nobody did this work before."))
    ours = Membership.records.among_partners(actor).filter(
        holds_on(since), organisation_id=organisation, part=Part.CUSTOMER
    )
    theirs = Membership.records.among_partners(actor).filter(
        holds_on(since), organisation_id=provider, part=Part.PROVIDER
    )
    cooperation = (
        theirs.filter(cooperation__in=ours.values("cooperation"))
        .values_list("cooperation", flat=True)
        .first()
    )
    if cooperation is None:
        raise Refused(say("On that day this organisation does not work for yours in any cooperation."))
    made = provide_task(
        actor=actor,
        cooperation=cooperation,
        organisation=organisation,
        task=task,
        provider=provider,
        since=since,
        at=at,
    )
    who_can_act_changed(actor=actor, organisation=organisation, days=[since], at=at)
    return made


@command
def move_task(
    *,
    actor: Actor,
    organisation: UUID,
    task: Task,
    provider: UUID,
    since: date,
    finishes_open: bool,
    reads_earlier: bool,
    at: datetime,
) -> UUID:
    """Let a customer's task go over to another provider, as the platform does at set-up; returns the id of what begins then.

    Raises ``Refused`` for anyone but the platform (people propose and confirm, see ``move_proposals``), and as
    ``check_move``.
    """
    check_may_arrange(actor=actor, organisation=organisation)
    if not actor.is_system:
        raise Refused(
            say(
                "Nobody lets a task go over alone: propose it, and a controller of your organisation confirms."
            )
        )
    running = check_move(actor, organisation, task, provider, since, at)
    return let_go_over(actor, running, provider, since, finishes_open, reads_earlier, at)


def check_move(
    actor: Actor, organisation: UUID, task: Task, provider: UUID, since: date, at: datetime
) -> Provision:
    """The provision that a move would end, locked; of a list without a desk of its own what it has of the desk, not stored yet.

    Raises ``Refused`` for a task that nobody provides, for today or an earlier day, for the same provider, and for one
    that does not provide in the cooperation on that day.
    """
    running = _provisions(actor, organisation, task).locked().filter(valid_until=None).first()
    if running is None and task in OF_LISTS:
        running = _part_of_desk(actor, organisation, task, timezone.localdate(at))
    if running is None:
        raise Refused(say("Nobody provides this task: say first who does."))
    if since <= max(timezone.localdate(at), running.valid_from):
        raise Refused(
            say("A task goes over on a later day, so that everyone can prepare: choose tomorrow or later.")
        )
    if provider == running.provider_id:
        raise Refused(say("This organisation provides the task already: choose another one."))
    _check_takes_part(actor, running.cooperation_id, provider, Part.PROVIDER, since)
    _ask(actor, organisation, task, provider, since)
    return running


def let_go_over(
    actor: Actor,
    running: Provision,
    provider: UUID,
    since: date,
    finishes_open: bool,
    reads_earlier: bool,
    at: datetime,
    *,
    proposed_by: UUID | None = None,
) -> UUID:
    """End what runs and begin with the other provider on that day; announces it. Answers the id of what begins.

    ``finishes_open``: the present provider finishes what was handed in before that day; else the new one takes it over.
    ``reads_earlier``: the present provider goes on reading what it has finished; else it sees nothing of it any more.
    """
    organisation, task = running.organisation_id, Task(running.task)
    running.valid_until, running.finishes_open, running.reads_earlier = since, finishes_open, reads_earlier
    running.save()  # of a list that had no desk of its own it is new
    begins = _provide(actor, running.cooperation_id, organisation, task, provider, since, at)
    _announce_move(actor, TASK_GOES_OVER, running, provider, since, at, proposed_by=proposed_by)
    who_can_act_changed(actor=actor, organisation=organisation, days=[since], at=at)
    return begins


@command
def take_back_move(*, actor: Actor, organisation: UUID, task: Task, at: datetime) -> None:
    """Let a move that has not begun not happen: the present provider goes on. Raises ``Refused`` when there is none.

    Also where the present provider may not go on: what a division of work let go over, another division lets stay. A list that
    would have had a desk of its own goes on at the desk.

    One person is enough, administrator or controller: nobody sees more by it.
    """
    if actor.role is not Role.CONTROLLER or actor.organisation_id != organisation:
        check_may_arrange(actor=actor, organisation=organisation)
    provisions = _provisions(actor, organisation, task)
    coming = provisions.locked().filter(valid_from__gt=timezone.localdate(at), valid_until=None).first()
    running = provisions.locked().filter(valid_until=coming.valid_from).first() if coming else None
    if coming is None or running is None:
        raise Refused(say("There is no move of this task that has still to begin."))
    since, kept = coming.valid_from, running.id
    _ask(actor, organisation, task, running.provider_id, since)
    _announce_move(actor, TASK_STAYS, running, coming.provider_id, since, at)
    coming.delete()
    if task in OF_LISTS and _has_desk_as_well(actor, running):
        running.delete()
    else:
        running.valid_until, running.finishes_open, running.reads_earlier = None, False, False
        running.save(update_fields=["valid_until", "finishes_open", "reads_earlier"])
    record(
        actor,
        "task.move_taken_back",
        "provision",
        kept,
        organisation,
        at=at,
        details={"task": task.value, "since": since.isoformat()},
    )


def _announce_move(
    actor: Actor,
    topic: str,
    running: Provision,
    provider: UUID,
    since: date,
    at: datetime,
    *,
    proposed_by: UUID | None = None,
) -> None:
    facts = {
        "task": str(running.task),
        "earlier": str(running.provider_id),
        "next": str(provider),
        "since_day": since.isoformat(),
        "finishes_open": running.finishes_open,
        "reads_earlier": running.reads_earlier,
        "by": str(actor.person_id or ""),
        "proposed_by": str(proposed_by or ""),
    }
    publish(actor, Announcement(topic, running.organisation_id, facts), at=at)


def _provisions(actor: Actor, organisation: UUID, task: Task) -> GuardedQuerySet[Provision]:
    return Provision.records.of(actor).filter(organisation_id=organisation, task=task)


def _until_further_notice(actor: Actor, organisation: UUID, task: Task) -> Iterator[Provision]:
    """What somebody provides until further notice: of the task, and for a list beside it of the desk."""
    for each in (task, Task.DESK) if task in OF_LISTS else (task,):
        yield from _provisions(actor, organisation, each).filter(valid_until=None)


def provider_now(actor: Actor, organisation: UUID, task: Task) -> UUID | None:
    """Who provides a task until further notice, for a list without a desk of its own whoever has the desk."""
    return next((each.provider_id for each in _until_further_notice(actor, organisation, task)), None)


def _part_of_desk(actor: Actor, organisation: UUID, task: Task, today: date) -> Provision | None:
    """What whoever has the desk has of a list until now, as a desk of that list from today on; not stored."""
    own = _provisions(actor, organisation, task).filter(valid_until__gt=today)
    desk = _provisions(actor, organisation, Task.DESK).locked().filter(valid_until=None).first()
    if desk is None or own.exists():
        return None
    if desk.valid_from > today:
        raise Refused(
            say(
                "Somebody else has the desk from {since_day} on. Give this list a desk of its own after that."
            ),
            since_day=desk.valid_from.isoformat(),
        )
    return Provision(
        organisation_id=organisation,
        cooperation_id=desk.cooperation_id,
        task=task,
        provider_id=desk.provider_id,
        valid_from=today,
    )


def _takes_from_desk(actor: Actor, organisation: UUID, provider: UUID, since: date, at: datetime) -> bool:
    """Whether another has the desk by then, so that a first provider of one list would take cases from it.

    The platform may say both for one day, when it sets a customer up.
    """
    desk = _provisions(actor, organisation, Task.DESK).exclude(provider_id=provider)
    begun = Q(valid_from__lt=since)
    if not actor.is_system:
        begun |= Q(valid_from__lte=timezone.localdate(at))
    return desk.filter(begun).filter(Q(valid_until=None) | Q(valid_until__gte=since)).exists()


def _has_desk_as_well(actor: Actor, own: Provision) -> bool:
    """Whether whoever has the desk of a list has had the desk itself as long, so that the list needs none of its own."""
    desk = _provisions(actor, own.organisation_id, Task.DESK)
    return desk.filter(provider_id=own.provider_id, valid_until=None, valid_from__lte=own.valid_from).exists()


def _check_takes_part(actor: Actor, cooperation: UUID, organisation: UUID, part: Part, on: date) -> None:
    members = Membership.records.among_partners(actor).filter(
        holds_on(on), cooperation_id=cooperation, organisation_id=organisation, part=part
    )
    if not members.exists():
        raise Refused(
            say("This organisation is no customer in the cooperation on that day.")
            if part is Part.CUSTOMER
            else say("This organisation is no provider in the cooperation on that day.")
        )


def _provide(
    actor: Actor, cooperation: UUID, organisation: UUID, task: Task, provider: UUID, since: date, at: datetime
) -> UUID:
    row = Provision.records.of(actor).create(
        cooperation_id=cooperation,
        organisation_id=organisation,
        task=task,
        provider_id=provider,
        valid_from=since,
    )
    record(
        actor,
        "task.provided",
        "provision",
        row.id,
        organisation,
        at=at,
        details={"task": task.value, "provider": str(provider), "since": since.isoformat()},
    )
    return row.id
