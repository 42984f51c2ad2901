"""Who may see a claim and who may decide on it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from bodemplaat.capabilities.claims.errors import (
    ApprovedBefore,
    LookedAtByYou,
    NobodyCan,
    NoLongerYours,
    NotYourOwnClaim,
    NotYours,
)
from bodemplaat.capabilities.claims.models import Claim, ClaimStep
from bodemplaat.capabilities.claims.queries.waiting import address_of, clerks_among, steps_waiting_for
from bodemplaat.engines import approval
from bodemplaat.engines.approval import Addressed, Approver
from bodemplaat.foundation.access.api import holdings_on, same_human, stands_in_for
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Refused, Role, query
from bodemplaat.kernel import say

WHOLE_ORGANISATION = {Role.SSC_CLERK, Role.SSC_PAYER, Role.CONTROLLER, Role.SYSTEM}


def visible_claims(actor: Actor, on: date, claim: UUID | None = None) -> GuardedQuerySet[Claim]:
    """The claims an actor may open; only ``claim`` is looked at when it is given.

    One's own; those that wait for one now; those one decided, or that were decided by one's right; and, once handed in,
    all of the organisations in reach for the service centre and the controller. A draft is seen by nobody but its writer.
    """
    claims = Claim.records.of(actor)
    if actor.is_system:
        return claims
    if actor.role in WHOLE_ORGANISATION:
        return claims.filter(Q(claimant_id=actor.person) | ~Q(submitted_at=None))
    return claims.filter(_concerned(actor, on, claim))


def open_to_the_receipts(actor: Actor, on: date, claim: UUID) -> GuardedQuerySet[Claim]:
    """The claim, if the actor may open its receipts: who may open the claim, but a payer only one that concerns them.

    Paying asks for a name, an account and an amount; a receipt can tell of somebody's health (GDPR, article 5 (1)(c)).
    """
    claims = visible_claims(actor, on, claim=claim)
    if actor.role is not Role.SSC_PAYER:
        return claims
    return claims.filter(_concerned(actor, on, claim))


def _concerned(actor: Actor, on: date, claim: UUID | None) -> Q:
    """Which claims are one's own, wait for one now, or were asked of one."""
    before = ClaimStep.records.of(actor).filter(
        asked_before(actor, on) | Q(decided_by=actor.person),
        claim=OuterRef("pk"),
        opened_at__isnull=False,  # a step that lapsed before its turn was asked of nobody
    )
    waiting = steps_waiting_for(actor, on, None if claim is None else [claim])
    own = Q(claimant_id=actor.person)
    return own | Exists(before) | Q(id__in=[each.claim for each in waiting])


def asked_before(actor: Actor, on: date) -> Q:
    """Which steps that are over were asked of this person: as manager, as stand-in, or by a named function."""
    people = {actor.person, *stands_in_for(actor=actor, person=actor.person, on=on)}
    mine = Q(by=Approver.MANAGER.value, assignee_id__in=people)
    holdings = holdings_on(actor=actor, on=on)
    for holding in holdings:
        if holding.person not in people:
            continue
        of_function = Q(by=Approver.FUNCTION.value, function=holding.function)
        if holding.unit is not None:
            mine |= of_function & Q(claim__unit_id=holding.unit)
        else:
            same = (each for each in holdings if each.function == holding.function)
            elsewhere = {each.unit for each in same if each.unit is not None}
            mine |= of_function & ~Q(claim__unit_id__in=elsewhere)
    return mine & ~Q(state=approval.OPEN)


def check_may_decide(
    actor: Actor, claim: Claim, step: ClaimStep, on: date, approvers: frozenset[UUID] | None = None
) -> None:
    """Raise, saying who may and why not this actor, unless the open step is the actor's to decide now.

    ``approvers`` are those who approved a step of the running round, where they were read already.
    """
    if actor.is_system:
        raise Refused(say("The platform approves nothing by itself."))
    me = same_human(actor=actor, person=actor.person)
    if claim.claimant_id in me:
        raise NotYourOwnClaim
    if step.by == Approver.SSC.value:
        if not is_clerk_for(actor, claim, on):
            raise Refused(
                say(
                    "This claim is being checked by the service centre. Only its clerks can decide on it now."
                )
            )
    else:
        address = address_of(actor, step, on, approved_by=approvers)
        if actor.person in address.barred:
            raise ApprovedBefore
        if not address.people:
            raise NobodyCan
        if actor.person not in address.people:
            refusal = NoLongerYours if actor.person in step.asked else NotYours
            raise refusal(who_decides(actor, address))
    if has_approved(actor, me, claim) if approvers is None else approvers & me:
        raise ApprovedBefore
    if claim.account_looked_at_by in me:
        raise LookedAtByYou


@query
def check_no_longer_asked(*, actor: Actor, claim: UUID, on: date) -> None:
    """Raise ``NoLongerYours`` when an open step waited for this person before, so that anyone with the page still open learns why not."""
    if actor.person_id is None:
        return
    step = (
        ClaimStep.records.of(actor)
        .filter(claim_id=claim, state=approval.OPEN, asked__contains=[actor.person_id])
        .select_related("claim")
        .first()
    )
    if step is not None:
        address = address_of(actor, step, on)
        raise NoLongerYours(who_decides(actor, address)) if address.people else NobodyCan


def handles(actor: Actor, claim: Claim) -> bool:
    """Whether the actor acts as a clerk at the organisation that handles the claim."""
    return actor.role is Role.SSC_CLERK and actor.organisation_id == claim.provider_id


def is_clerk_for(actor: Actor, claim: Claim, on: date) -> bool:
    """Whether the actor handles the claim, and can act as a clerk on a day."""
    return handles(actor, claim) and actor.person in clerks_among(actor, [actor.person], on)


def is_own(actor: Actor, claim: Claim) -> bool:
    """Whether the claimant and the actor are one human being, in whatever role and with whatever employment."""
    return claim.claimant_id in same_human(actor=actor, person=actor.person)


def who_decides(actor: Actor, address: Addressed) -> str:
    """Who decides, in words: the manager by name, or the function."""
    if address.manager is None:
        return address.function.replace("_", " ")
    return names_of(actor=actor, people=[address.manager]).get(address.manager, "")


def has_approved(actor: Actor, me: Collection[UUID], claim: Claim) -> bool:
    """Whether this human being approved a step of the running round."""
    earlier = ClaimStep.records.of(actor).filter(
        claim_id=claim.id, round=claim.round, state=approval.DONE, decided_by__in=me
    )
    return earlier.exists()
