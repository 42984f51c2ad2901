"""Who may see a claim and who may decide on it."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from bodemplaat.capabilities.claims.errors import NotYourOwnClaim, NotYours
from bodemplaat.capabilities.claims.models import Claim, ClaimStep
from bodemplaat.capabilities.claims.values import Approver
from bodemplaat.foundation.access.api import (
    functions_of,
    holders_of_function,
    same_human,
    stand_ins_for,
    stands_in_for,
)
from bodemplaat.foundation.access.models import FunctionAssignment
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.organisations.models import holds_on
from bodemplaat.foundation.tenancy import Actor, GuardedQuerySet, Refused, Role
from bodemplaat.kernel import say

WHOLE_ORGANISATION = {Role.SSC_CLERK, Role.SSC_PAYER, Role.CONTROLLER, Role.SYSTEM}


def visible_claims(actor: Actor, on: date) -> GuardedQuerySet[Claim]:
    """The claims an actor may open.

    One's own; those one was asked to decide on or decided; and, once handed in, all of the organisations in reach
    for the service centre and the controller. A draft is seen by nobody but its writer.
    """
    claims = Claim.records.of(actor)
    if actor.is_system:
        return claims
    own = Q(claimant_id=actor.person)
    if actor.role in WHOLE_ORGANISATION:
        return claims.filter(own | ~Q(submitted_at=None))
    asked = ClaimStep.records.of(actor).filter(
        mine_to_decide(actor, on) | Q(decided_by=actor.person),
        claim=OuterRef("pk"),
        opened_at__isnull=False,  # a step that lapsed before its turn was asked of nobody
    )
    return claims.filter(own | Exists(asked))


def mine_to_decide(actor: Actor, on: date) -> Q:
    """Which steps are this person's to decide: as manager, as stand-in, or by a named function."""
    people = {actor.person, *stands_in_for(actor=actor, person=actor.person, on=on)}
    mine = Q(by=Approver.MANAGER.value, assignee_id__in=people)
    for person in people:
        for function, unit in functions_of(actor=actor, person=person, on=on):
            held = Q(by=Approver.FUNCTION.value, function=function)
            if unit is not None:
                mine |= held & Q(claim__unit_id=unit)
            else:
                elsewhere = FunctionAssignment.records.of(actor).filter(
                    holds_on(on), function=function, unit__isnull=False
                )
                mine |= held & ~Q(claim__unit_id__in=elsewhere.values("unit_id"))
    return mine


def check_may_decide(actor: Actor, claim: Claim, step: ClaimStep, on: date) -> None:
    """Raise, saying who may and why not this actor, unless the open step is the actor's to decide."""
    if actor.is_system:
        raise Refused(say("The platform approves nothing by itself."))
    if is_own(actor, claim):
        raise NotYourOwnClaim
    if step.by == Approver.SSC.value:
        if actor.role is not Role.SSC_CLERK:
            raise Refused(
                say(
                    "This claim is being checked by the service centre. Only its clerks can decide on it now."
                )
            )
        return
    if actor.person not in deciders(actor, claim, step, on):
        raise NotYours(_who(actor, step))


def is_own(actor: Actor, claim: Claim) -> bool:
    """Whether the claimant and the actor are one human being, in whatever role and with whatever employment."""
    return claim.claimant_id in same_human(actor=actor, person=actor.person)


def deciders(actor: Actor, claim: Claim, step: ClaimStep, on: date) -> frozenset[UUID]:
    """The people who may decide a manager's or function's step on a day; never the claimant."""
    if step.by == Approver.MANAGER.value and step.assignee_id is not None:
        first = frozenset({step.assignee_id})
    else:
        first = holders_of_function(
            actor=actor, organisation=claim.organisation_id, function=step.function, unit=claim.unit_id, on=on
        )
    stand_ins = (stand_ins_for(actor=actor, person=person, on=on) for person in first)
    return first.union(*stand_ins) - {claim.claimant_id}


def check_may_change(actor: Actor, claim: Claim) -> None:
    """Raise unless the claim is the actor's own; another's draft is not there at all."""
    if actor.person_id != claim.claimant_id:
        raise Refused(say("Only the employee whose claim it is can change it."))


def _who(actor: Actor, step: ClaimStep) -> str:
    if step.assignee_id is None:
        return step.function.replace("_", " ")
    return names_of(actor=actor, people=[step.assignee_id]).get(step.assignee_id, step.name)
