"""What organisations are called and are from which day: asked for a day, changed from a day, brought up to today at night."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.authorities import name_to_compare
from bodemplaat.foundation.organisations.leaving import check_seated
from bodemplaat.foundation.organisations.models import (
    ALWAYS,
    Cooperation,
    Kind,
    Membership,
    Organisation,
    OrganisationState,
)
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.organisations.queries.people import headcount_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, entered, query
from bodemplaat.kernel import say


@dataclass(frozen=True, slots=True)
class OrganisationVersion:
    """What an organisation is called and is from a day on, ``None`` for always."""

    since: date | None
    name: str
    kind: str


@query
def organisations_over_time(
    *, actor: Actor, organisations: Collection[UUID]
) -> Mapping[UUID, tuple[OrganisationVersion, ...]]:
    """What organisations of the actor's cooperations were, are and will be, the latest day first; two queries.

    One that no cooperation of the actor's holds is absent.
    """
    states = _states(actor, organisations)
    return {
        identity: tuple(
            OrganisationVersion(None if row.valid_from == ALWAYS else row.valid_from, row.name, row.kind)
            for row in reversed(own)
        )
        for identity, own in states.items()
    }


@query
def organisations_on(
    *, actor: Actor, organisations: Collection[UUID], on: date
) -> Mapping[UUID, OrganisationVersion]:
    """What organisations of the actor's cooperations were or will be on a day; two queries."""
    return {
        identity: next(each for each in own if each.since is None or each.since <= on)
        for identity, own in organisations_over_time(actor=actor, organisations=organisations).items()
    }


@command
def change_organisation(
    *, actor: Actor, cooperation: UUID, organisation: UUID, name: str, kind: str, since: date, at: datetime
) -> None:
    """Let a member be called otherwise, or be something else, from a day on; what is planned for later days stays.

    For who administers the cooperation. Raises ``Refused`` for a name that another member has then or later, and for a
    joint unit without legal personality while people are employed there; ``NotFound`` for who is no member.
    """
    check_seated(actor, cooperation)
    rows = Membership.records.among_partners(actor).filter(cooperation_id=cooperation)
    members = set(rows.values_list("organisation_id", flat=True))
    if organisation not in members:
        raise NotFound("membership")
    states = _states(actor, members)
    now = _on(states[organisation], since)
    if (now.name, now.kind) == (name, kind):
        return
    _check_name_is_free(states, organisation, name, since)
    system = Actor.system(organisation, cooperations=[cooperation])
    if kind == Kind.JOINT_UNIT and headcount_of(actor=system, organisation=organisation, on=since).people:
        raise Refused(
            say(
                "People are employed here then, and a joint unit without legal personality employs nobody. Let their"
                " employments end first."
            )
        )
    with entered(system):
        _let_be(system, states[organisation], name, kind, since, at)
        _record(system, "organisation.changed", organisation, since, at)
    _record(actor, "cooperation.member_changed", organisation, since, at)


@command
def rename_own_organisation(*, actor: Actor, name: str, since: date, at: datetime) -> None:
    """Let one's own organisation be called otherwise from a day on; what it is, its cooperation says.

    For an administrator of the organisation; where its cooperations are administered the trail tells it too. Raises
    ``Refused`` for another role, without a name, and for a name that another member of a cooperation has then or later.
    """
    organisation = actor.organisation_id
    check_may_arrange(actor=actor, organisation=organisation)
    name = name.strip()
    if not name:
        raise Refused(say("Write what your organisation is called."))
    partners = Membership.records.among_partners(actor).values_list("organisation_id", flat=True)
    states = _states(actor, {organisation, *partners})
    now = _on(states[organisation], since)
    if now.name == name:
        return
    _check_name_is_free(states, organisation, name, since)
    _let_be(actor, states[organisation], name, now.kind, since, at)
    _record(actor, "organisation.changed", organisation, since, at)
    cooperations = Cooperation.records.among_partners(actor).exclude(seat_id=organisation).distinct()
    for seat in sorted(set(cooperations.exclude(seat=None).values_list("seat_id", flat=True))):
        system = Actor.system(seat)
        with entered(system):
            _record(system, "cooperation.member_changed", organisation, since, at)


@command
def let_organisation_change(*, actor: Actor, at: datetime) -> bool:
    """Let the actor's organisation be what it is from today on; returns whether it changed."""
    row = Organisation.records.of(actor).locked().one(id=actor.organisation_id)
    states = OrganisationState.records.of(actor).filter(organisation_id=row.id).order_by("valid_from")
    own = list(states)
    return bool(own) and _bring_up_to(row, _on(own, timezone.localdate(at)))


def _states(actor: Actor, organisations: Collection[UUID]) -> dict[UUID, list[OrganisationState]]:
    """By organisation its states in the order of their days; the first holds from ``ALWAYS``."""
    rows = Organisation.records.among_partners(actor).filter(id__in=set(organisations)).distinct()
    stored = OrganisationState.records.among_partners(actor).filter(organisation_id__in=set(organisations))
    states: dict[UUID, list[OrganisationState]] = defaultdict(list)
    for state in stored.distinct().order_by("valid_from"):
        states[state.organisation_id].append(state)
    return {
        row.id: states.get(row.id)
        or [OrganisationState(organisation_id=row.id, valid_from=ALWAYS, name=row.name, kind=row.kind)]
        for row in rows
    }


def _on(states: Sequence[OrganisationState], day: date) -> OrganisationState:
    return next((each for each in reversed(states) if each.valid_from <= day), states[0])


def _check_name_is_free(
    states: Mapping[UUID, Sequence[OrganisationState]], organisation: UUID, name: str, since: date
) -> None:
    """Raise ``Refused`` for a name that another of ``states`` has on a day or later."""
    taken = {
        name_to_compare(each.name)
        for other, theirs in states.items()
        if other != organisation
        for each in (_on(theirs, since), *(each for each in theirs if each.valid_from > since))
    }
    if name_to_compare(name) in taken:
        raise Refused(say("Another member is called {name} then. Choose another name."), name=name)


def _let_be(
    actor: Actor, own: Sequence[OrganisationState], name: str, kind: str, since: date, at: datetime
) -> None:
    """Store what the actor's organisation is called and is from a day on; later states stay as they are planned."""
    organisation = actor.organisation_id
    row = Organisation.records.of(actor).locked().one(id=organisation)
    wanted = OrganisationState(organisation_id=organisation, valid_from=since, name=name, kind=kind)
    for state in (*own, wanted):
        OrganisationState.records.of(actor).update_or_create(
            organisation_id=organisation,
            valid_from=state.valid_from,
            defaults={"name": state.name, "kind": state.kind},
        )
    after = sorted([*(each for each in own if each.valid_from != since), wanted], key=lambda e: e.valid_from)
    _bring_up_to(row, _on(after, timezone.localdate(at)))


def _record(actor: Actor, act: str, organisation: UUID, since: date, at: datetime) -> None:
    details = {"since": since.isoformat()}
    record(actor, act, "organisation", organisation, actor.organisation_id, at=at, details=details)


def _bring_up_to(row: Organisation, state: OrganisationState) -> bool:
    if (row.name, row.kind) == (state.name, state.kind):
        return False
    row.name, row.kind = state.name, state.kind
    row.save(update_fields=["name", "kind"])
    return True
