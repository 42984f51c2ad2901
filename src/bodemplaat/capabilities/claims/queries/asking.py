"""Why a claim waits for this person: as the manager, as who stands in, or by a function."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from bodemplaat.capabilities.claims.queries.waiting import steps_waiting_for
from bodemplaat.engines.approval import Addressed, Approver
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, query


class Capacity(Enum):
    """In what capacity somebody is asked to decide."""

    MANAGER = "manager"
    STAND_IN = "stand_in"
    FUNCTION = "function"
    STAND_IN_FUNCTION = "stand_in_function"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim waits for the reader; ``absent_name`` for whom they stand in, ``function`` the named function."""

    capacity: Capacity
    absent_name: str = ""
    function: str = ""


@query
def why_asked(*, actor: Actor, claims: Collection[UUID], on: date) -> Mapping[UUID, Reason]:
    """The reason for each of these claims that waits for the actor; others are absent. Constant in the claims."""
    waiting = steps_waiting_for(actor, on, claims)
    absent = {person for each in waiting for person in each.now.first}
    names = names_of(actor=actor, people=absent)
    return {each.claim: _reason(actor, each.now, names) for each in waiting}


def _reason(actor: Actor, now: Addressed, names: Mapping[UUID, str]) -> Reason:
    by_right = actor.person in now.first
    absent = "" if by_right else ", ".join(sorted(names.get(person, "") for person in now.first))
    if now.by is Approver.MANAGER:
        return Reason(Capacity.MANAGER if by_right else Capacity.STAND_IN, absent)
    return Reason(Capacity.FUNCTION if by_right else Capacity.STAND_IN_FUNCTION, absent, now.function)
