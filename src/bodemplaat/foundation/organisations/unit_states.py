"""What units are called and part of from which day: asked for a day, changed from a day, and brought up to today at night."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.lists.loops import loops_in
from bodemplaat.foundation.organisations.models import ALWAYS, Unit, UnitState
from bodemplaat.foundation.organisations.policies import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say


@dataclass(frozen=True, slots=True)
class State:
    """What a unit is called and part of from a day on."""

    since: date
    name: str
    parent_id: UUID | None


States = Mapping[UUID, Sequence[State]]
"""By unit, its states in the order of their days; the first holds from ``ALWAYS``."""


def states_of(actor: Actor, units: Iterable[Unit]) -> dict[UUID, list[State]]:
    """The states of units of one organisation; one that was never anything else has the one it stands in. One query."""
    rows = list(units)
    states: dict[UUID, list[State]] = defaultdict(list)
    stored = UnitState.records.of(actor).filter(organisation_id__in={row.organisation_id for row in rows})
    for unit, since, name, parent in stored.order_by("valid_from").values_list(
        "unit_id", "valid_from", "name", "parent_id"
    ):
        states[unit].append(State(since, name, parent))
    return {row.id: states.get(row.id) or [State(ALWAYS, row.name, row.parent_id)] for row in rows}


def state_on(states: Sequence[State], day: date) -> State:
    """The state that holds on a day."""
    return next((each for each in reversed(states) if each.since <= day), states[0])


def changed_from(states: Sequence[State], state: State) -> list[State]:
    """The states with another one from its day on, up to the next that was there already."""
    return sorted([*(s for s in states if s.since != state.since), state], key=lambda each: each.since)


def circles_in(states: States, since: date) -> Iterator[tuple[UUID, ...]]:
    """Units that are part of each other in a circle on a day or on a later one, each circle once."""
    later = {each.since for own in states.values() for each in own if each.since > since}
    known: set[tuple[UUID, ...]] = set()
    for day in sorted({since, *later}):
        for loop in loops_in({unit: state_on(own, day).parent_id for unit, own in states.items()}):
            if loop not in known:
                known.add(loop)
                yield loop


@command
def change_unit(
    *, actor: Actor, unit: UUID, name: str, parent: UUID | None, since: date | None = None, at: datetime
) -> None:
    """Give a unit another name or place from a day on, today without one; what is planned for later days stays.

    Raises ``Refused`` for a unit that would be part of itself on that day or later, for a day on which it is not there,
    and for one on which what it is to be part of is not there.
    """
    row = Unit.records.of(actor).locked().one(id=unit)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    today = timezone.localdate(at)
    since = since or max(today, row.valid_from)
    if since < row.valid_from or (row.valid_until is not None and since >= row.valid_until):
        raise Refused(say("This unit is not there on that day: choose another one."))
    units = list(Unit.records.of(actor).filter(organisation_id=row.organisation_id))
    states = states_of(actor, units)
    if (now := state_on(states[unit], since)) and (now.name, now.parent_id) == (name, parent):
        return
    if parent is not None:
        above = Unit.records.of(actor).one(id=parent, organisation_id=row.organisation_id)
        if above.valid_from > since or (above.valid_until is not None and above.valid_until <= since):
            raise Refused(
                say("The unit “{unit}” is not there on that day: choose another one."), unit=above.name
            )
    was = states[unit]
    states[unit] = changed_from(was, State(since, name, parent))
    if any(True for _ in circles_in(states, since)):
        raise Refused(say("A unit cannot be part of itself or of a unit within it: choose another one."))
    for state in (*was, State(since, name, parent)):
        UnitState.records.of(actor).update_or_create(
            organisation_id=row.organisation_id,
            unit_id=unit,
            valid_from=state.since,
            defaults={"name": state.name, "parent_id": state.parent_id},
        )
    _bring_up_to(row, state_on(states[unit], today))
    record(
        actor,
        "unit.changed",
        "unit",
        row.id,
        row.organisation_id,
        at=at,
        details={"since": since.isoformat()},
    )


@command
def let_units_change(*, actor: Actor, at: datetime) -> int:
    """Let units of the actor's organisation be what they are from today on; returns how many changed."""
    rows = list(Unit.records.of(actor).locked().filter(organisation_id=actor.organisation_id))
    states = states_of(actor, rows)
    return sum(_bring_up_to(row, state_on(states[row.id], timezone.localdate(at))) for row in rows)


def _bring_up_to(row: Unit, state: State) -> bool:
    if (row.name, row.parent_id) == (state.name, state.parent_id):
        return False
    row.name, row.parent_id = state.name, state.parent_id
    row.save(update_fields=["name", "parent"])
    return True
