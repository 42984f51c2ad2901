"""A member that leaves a cooperation from a day on, and what hangs on its membership then."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.events import who_can_act_changed
from bodemplaat.foundation.organisations.lists.units import some
from bodemplaat.foundation.organisations.models import Cooperation, Membership, Provision, Task
from bodemplaat.foundation.organisations.queries.people import headcount_of
from bodemplaat.foundation.tenancy.api import (
    Actor,
    GuardedQuerySet,
    NotFound,
    Refused,
    Role,
    command,
    entered,
    query,
)
from bodemplaat.kernel import Said, say

Counter = Callable[..., int]
_counters: dict[Said, tuple[Collection[Task], Counter]] = {}


def count_open_work(name: Said, *, tasks: Collection[Task], counter: Counter) -> None:
    """Let work that is under way be counted when its member leaves or its task moves.

    ``name`` says what is counted; ``counter(actor=…, organisation=…, task=…)`` answers how much of it goes over with one of
    ``tasks``, and for ``None`` how much there is of it.
    """
    _counters[name] = tasks, counter


@dataclass(frozen=True, slots=True)
class HangsOn:
    """What hangs on a membership on and after a day.

    ``provides``: what the member does for others then, as task and name of the customer: that has to go over first.
    ``receives``: what is done for it, as task and name of the provider: that ends with the membership, and what was handed
    in before is finished. ``people``: how many are employed there that day.
    ``open_work``: what was handed in and is not finished, each by its name with how much there is of it.
    """

    provides: tuple[tuple[Task, str], ...]
    receives: tuple[tuple[Task, str], ...]
    people: int
    open_work: tuple[tuple[Said, int], ...]


@query
def what_hangs_on_membership(*, actor: Actor, cooperation: UUID, organisation: UUID, until: date) -> HangsOn:
    """What hangs on a member's part in a cooperation that the actor administers; raises ``NotFound`` for another's."""
    check_seated(actor, cooperation)
    if not _members(actor, cooperation, organisation).exists():
        raise NotFound("membership")
    system = Actor.system(
        organisation
    )  # for numbers alone: whoever administers a cooperation sees nobody's records
    running = Provision.records.among_partners(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=until), cooperation_id=cooperation
    )
    provides = running.filter(provider_id=organisation).exclude(organisation_id=organisation)
    receives = running.filter(organisation_id=organisation)
    return HangsOn(
        _named(provides.values_list("task", "organisation__name")),
        _named(receives.values_list("task", "provider__name")),
        headcount_of(actor=system, organisation=organisation, on=until).people,
        _open_work(system, organisation),
    )


@query
def what_a_move_takes_along(*, actor: Actor, organisation: UUID, task: Task) -> tuple[tuple[Said, int], ...]:
    """What is under way of a task at one's own organisation: each kind by its name, with how much there is of it.

    For its administrator and its controller, who let a task go over without seeing the records themselves.
    """
    if actor.role not in (Role.ADMINISTRATOR, Role.CONTROLLER) or actor.organisation_id != organisation:
        raise Refused(say("Only an administrator or a controller of the organisation itself sees this."))
    return _open_work(Actor.system(organisation), organisation, task)


@command
def end_membership(*, actor: Actor, cooperation: UUID, organisation: UUID, until: date, at: datetime) -> None:
    """Let a member take no part in a cooperation from a day on; ``until`` is that first day.

    What is done for it ends that day, and each provider finishes what was handed in before. Raises ``Refused`` with names
    while it does something for others then, for the organisation at which the cooperation is administered, for a day that
    has passed, and for who does not administer the cooperation.
    """
    seat = check_seated(actor, cooperation)
    if seat == organisation:
        raise Refused(say("The cooperation is administered at this organisation, so it stays a member."))
    if until < timezone.localdate(at):
        raise Refused(say("Choose today or a later day."))
    hangs = what_hangs_on_membership(
        actor=actor, cooperation=cooperation, organisation=organisation, until=until
    )
    if hangs.provides:
        names = sorted({name for _, name in hangs.provides})
        raise Refused(
            say(
                "This organisation still works for {names} then. Let those tasks go over to another provider first."
            ),
            names=some(names),
        )
    system = Actor.system(organisation, cooperations=[cooperation])
    with entered(system):
        running = Q(valid_until=None) | Q(valid_until__gt=until)
        own = {"cooperation_id": cooperation, "organisation_id": organisation}
        for part in Membership.records.of(system).locked().filter(running, **own):
            if part.valid_from >= until:
                part.delete()
            else:
                part.valid_until = until
                part.save(update_fields=["valid_until"])
        end_provisions(system, cooperation, until)
        record(
            system,
            "cooperation.left",
            "cooperation",
            cooperation,
            organisation,
            at=at,
            details={"until": until.isoformat()},
        )
        who_can_act_changed(actor=system, organisation=organisation, days=[until], at=at)
    record(
        actor,
        "cooperation.member_ended",
        "organisation",
        organisation,
        actor.organisation_id,
        at=at,
        details={"until": until.isoformat()},
    )


def check_seated(actor: Actor, cooperation: UUID) -> UUID:
    """The organisation at which a cooperation is administered; raises unless the actor administers it."""
    if actor.role is not Role.COOPERATION_ADMINISTRATOR:
        raise Refused(say("Only an administrator of the cooperation can do this."))
    Cooperation.records.among_partners(actor).filter(seat_id=actor.organisation_id).distinct().one(
        id=cooperation
    )
    return actor.organisation_id


def _open_work(system: Actor, organisation: UUID, task: Task | None = None) -> tuple[tuple[Said, int], ...]:
    counted = [(name, count) for name, (tasks, count) in _counters.items() if task is None or task in tasks]
    return tuple((name, count(actor=system, organisation=organisation, task=task)) for name, count in counted)


def _members(actor: Actor, cooperation: UUID, organisation: UUID) -> GuardedQuerySet[Membership]:
    return Membership.records.among_partners(actor).filter(
        cooperation_id=cooperation, organisation_id=organisation
    )


def _named(rows: Iterable[tuple[str, str]]) -> tuple[tuple[Task, str], ...]:
    return tuple(sorted({(Task(task), name) for task, name in rows}, key=lambda each: (each[1], each[0])))


def end_provisions(system: Actor, cooperation: UUID, until: date) -> None:
    """Let what is done for the actor's organisation end; each provider finishes what was handed in before."""
    running = Q(valid_until=None) | Q(valid_until__gt=until)
    rows = Provision.records.of(system).locked()
    for provision in rows.filter(running, cooperation_id=cooperation, organisation_id=system.organisation_id):
        if provision.valid_from >= until:
            provision.delete()
        else:
            provision.valid_until, provision.finishes_open = until, True
            provision.save(update_fields=["valid_until", "finishes_open"])
