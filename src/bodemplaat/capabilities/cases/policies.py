"""Who may see a case and who may work on it, and why not you."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from bodemplaat.capabilities.cases.errors import (
    ComplainedAbout,
    NotOfTheDesk,
    NotTheHandler,
    NotYourOwnCase,
    OwnWork,
    WithColleague,
)
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.performance.api import READERS
from bodemplaat.foundation.access.api import same_human, standing_of
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Refused, Role
from bodemplaat.kernel import say

FOR_CUSTOMER: Final = READERS
"""Who speaks for a customer about the work that is done for it."""
SKILL_READERS: Final = (Role.SSC_CLERK, Role.MANAGER, Role.CONTRACT_MANAGER, Role.ADMINISTRATOR)
"""Who reads which skills a desk has: who works there, leads it, or arranges it."""
HANDLERS: Final = (Role.SSC_CLERK, Role.CONTRACT_MANAGER)
"""Who deals with complaints at a provider."""


def visible_cases(actor: Actor) -> GuardedQuerySet[Case]:
    """The cases an actor may open: one's own, and for a clerk those that their own organisation handles."""
    cases = Case.records.of(actor)
    if actor.is_system:
        return cases
    seen = Q(requester_id=actor.person)
    if actor.role is Role.SSC_CLERK:
        seen |= Q(provider_id=actor.organisation_id)
    return cases.filter(seen)


def is_at_desk(actor: Actor, case: Case) -> bool:
    """Whether the actor is a clerk of the provider that handles the case."""
    return actor.role is Role.SSC_CLERK and actor.organisation_id == case.provider_id


def is_of_oneself(actor: Actor, case: Case) -> bool:
    """Whether the actor, in this job or another, is who asked."""
    return case.requester_id == actor.person_id or case.requester_id in actor.people


def check_may_work(actor: Actor, case: Case, on: date, *, with_anybody: bool = False) -> None:
    """Raise unless the actor may work on a case now; ``with_anybody`` also on what a colleague works on."""
    if not is_at_desk(actor, case):
        raise NotOfTheDesk
    if is_of_oneself(actor, case):
        raise NotYourOwnCase
    taker = case.taken_by
    if with_anybody or taker is None or taker == actor.person:
        return
    if taker in same_human(actor=actor, person=actor.person):
        return
    standing = standing_of(actor=actor, people=[taker], on=on)
    if taker in standing.able & standing.holding(Role.SSC_CLERK):
        raise WithColleague(names_of(actor=actor, people=[taker]).get(taker, ""))


def check_is_system(actor: Actor) -> None:
    """Raise unless another system acts, through the platform, for one organisation."""
    if not actor.is_system:
        raise Refused(say("This is for other systems. People ask on their own pages."))


def check_may_check(actor: Actor, case: Case, workers: frozenset[UUID], on: date) -> None:
    """Raise unless the actor may check a case: at its desk, and not one of its ``workers`` or whoever asked."""
    check_may_work(actor, case, on, with_anybody=True)
    if (same_human(actor=actor, person=actor.person) | actor.people) & workers:
        raise OwnWork


def check_desk(actor: Actor) -> None:
    """Raise unless the actor works at the desk."""
    if actor.role is not Role.SSC_CLERK:
        raise NotOfTheDesk


def is_for_customer(actor: Actor, organisation: UUID) -> bool:
    """Whether the actor speaks for an organisation as a customer: its controller or its contract manager."""
    return actor.role in FOR_CUSTOMER and actor.organisation_id == organisation


def check_may_handle(actor: Actor, case: Case, involved: frozenset[UUID], taken_by: UUID | None) -> None:
    """Raise unless the actor may deal with a complaint: at the provider, and neither ``involved`` nor the requester.

    ``taken_by`` is who took it up, if anybody did: then it is theirs.
    """
    if actor.role not in HANDLERS or actor.organisation_id != case.provider_id:
        raise NotTheHandler
    same = same_human(actor=actor, person=actor.person) | actor.people
    if same & (involved | {case.requester_id}):
        raise ComplainedAbout
    if taken_by is not None and taken_by not in same:
        raise WithColleague(names_of(actor=actor, people=[taken_by]).get(taken_by, ""))
