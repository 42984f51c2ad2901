"""Why a claim waits for this person: as the manager, as who stands in, or by a function."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import ClaimStep
from bodemplaat.capabilities.claims.policies import mine_to_decide
from bodemplaat.capabilities.claims.values import Approver
from bodemplaat.foundation.access.api import functions_of, stands_in_for
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy import Actor, query


class Capacity(Enum):
    """In what capacity somebody is asked to decide."""

    MANAGER = "manager"
    STAND_IN = "stand_in"
    FUNCTION = "function"
    STAND_IN_FUNCTION = "stand_in_function"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim waits for the reader; ``absent_name`` for whom he stands in, ``function`` the named function."""

    capacity: Capacity
    absent_name: str = ""
    function: str = ""


@query
def why_asked(*, actor: Actor, claims: Collection[UUID], on: date) -> Mapping[UUID, Reason]:
    """The reason for each of these claims that waits for the actor; others are absent.

    The number of queries follows from whom the actor stands in for, never from the number of claims.
    """
    steps = list(
        ClaimStep.records.of(actor).filter(
            mine_to_decide(actor, on), claim_id__in=set(claims), state=lifecycle.OPEN
        )
    )
    held = {function for function, _ in functions_of(actor=actor, person=actor.person, on=on)}
    absent = stands_in_for(actor=actor, person=actor.person, on=on)
    names = names_of(actor=actor, people=absent)
    holders = {
        function: names.get(person, "")
        for person in sorted(absent)
        for function, _ in functions_of(actor=actor, person=person, on=on)
    }
    return {step.claim_id: _reason(actor, step, held, names, holders) for step in steps}


def _reason(
    actor: Actor,
    step: ClaimStep,
    held: Collection[str],
    names: Mapping[UUID, str],
    holders: Mapping[str, str],
) -> Reason:
    if step.by == Approver.MANAGER.value:
        if step.assignee_id in (None, actor.person):
            return Reason(Capacity.MANAGER)
        return Reason(Capacity.STAND_IN, absent_name=names.get(step.assignee_id, ""))
    if step.function in held:
        return Reason(Capacity.FUNCTION, function=step.function)
    return Reason(
        Capacity.STAND_IN_FUNCTION, absent_name=holders.get(step.function, ""), function=step.function
    )
