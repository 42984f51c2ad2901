"""What nobody can decide on now, for the administrator, who can mend it and does not see claims."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.queries.waiting import open_steps, stuck_steps
from bodemplaat.engines.approval import Approver
from bodemplaat.foundation.organisations.api import check_may_arrange, names_of
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class StuckClaim:
    """A claim on which nobody can decide now, without what it is for or how much: enough to mend it.

    ``manager_name`` is the manager in the employment, empty when nobody is known; ``function`` the one the step asks for,
    ``fallback`` the one that decides where nobody else can.
    """

    claim: UUID
    number: str
    claimant: UUID
    claimant_name: str
    unit_name: str
    since: datetime | None
    by: Approver
    function: str
    manager: UUID | None
    manager_name: str
    fallback: str


@query
def count_waiting_for(*, actor: Actor, organisation: UUID, person: UUID, on: date) -> int:
    """How many claims of an organisation wait for a person now, alone or with others; for its administrator."""
    check_may_arrange(actor=actor, organisation=organisation)
    steps = open_steps(actor, on, narrow=Q(organisation_id=organisation))
    return sum(person in each.now.people for each in steps)


@query
def stuck_claims(*, actor: Actor, organisation: UUID, on: date) -> tuple[StuckClaim, ...]:
    """What nobody of an organisation can decide on now, the longest-waiting first; for its administrator."""
    check_may_arrange(actor=actor, organisation=organisation)
    stuck = stuck_steps(actor, on, narrow=Q(organisation_id=organisation))
    rows = Claim.records.of(actor).filter(id__in=[each.claim for each in stuck])
    by_id = {row.id: row for row in rows.select_related("claimant", "unit")}
    names = names_of(actor=actor, people={each.asked.manager for each in stuck if each.asked.manager})
    return tuple(
        StuckClaim(
            claim=each.claim,
            number=by_id[each.claim].number,
            claimant=each.claimant,
            claimant_name=by_id[each.claim].claimant.name,
            unit_name=by_id[each.claim].unit.name,
            since=each.opened_at,
            by=each.asked.by,
            function=each.asked.function,
            manager=each.asked.manager,
            manager_name=names.get(each.asked.manager, "") if each.asked.manager else "",
            fallback=each.now.function,
        )
        for each in stuck
    )
