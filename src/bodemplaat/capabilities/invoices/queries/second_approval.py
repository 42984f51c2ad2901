"""From which amount a director decides as well: the rule of a day, and the rules of an organisation over time."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.invoices.models import SecondApproval
from bodemplaat.capabilities.invoices.reckoning.chain import SecondRule
from bodemplaat.capabilities.invoices.values import SecondApprovalView, SecondChange
from bodemplaat.capabilities.invoices.vocabulary import SECOND_APPROVAL, ByTwoState
from bodemplaat.foundation.proposals.api import proposals_of, sides_for
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, query
from bodemplaat.kernel import Euro, say

READERS = (Role.ADMINISTRATOR, Role.CONTROLLER)


def second_rule(actor: Actor, organisation: UUID, on: date) -> SecondRule:
    """The rule of an organisation on a day."""
    rows = SecondApproval.records.of(actor).filter(
        organisation_id=organisation, state=ByTwoState.CONFIRMED, valid_from__lte=on
    )
    row = rows.order_by("-valid_from").first()
    return SecondRule() if row is None else _rule(row)


@query
def second_approval(*, actor: Actor, at: datetime) -> SecondApprovalView:
    """The rules of the actor's own organisation, and what waits; for its administrators and controllers."""
    _check_may_read(actor)
    today = timezone.localdate(at)
    rows = SecondApproval.records.of(actor).filter(organisation_id=actor.organisation_id)
    holding = [_rule(each) for each in rows.filter(state=ByTwoState.CONFIRMED).order_by("valid_from")]
    begun = [each for each in holding if each.since is not None and each.since <= today]
    waiting = rows.filter(state=ByTwoState.ASKED).first()
    return SecondApprovalView(
        now=begun[-1] if begun else SecondRule(),
        coming=tuple(each for each in holding if each not in begun),
        was=tuple(reversed(begun[:-1])),
        change=None if waiting is None else _change(actor, waiting, today),
        may_propose=actor.role is Role.ADMINISTRATOR,
    )


@query
def second_approval_waits(*, actor: Actor) -> bool:
    """Whether another amount waits for a controller of the actor's own organisation; for those who read the rules."""
    _check_may_read(actor)
    rows = SecondApproval.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.filter(state=ByTwoState.ASKED).exists()


def _change(actor: Actor, row: SecondApproval, today: date) -> SecondChange | None:
    if row.proposal_id is None:
        return None
    (proposal,) = proposals_of(actor=actor, kind=SECOND_APPROVAL, ids=[row.proposal_id])
    return SecondChange(
        proposal=proposal.id,
        rule=_rule(row),
        reason=proposal.reason,
        asked_by_name=proposal.proposed_by_name,
        asked_at=proposal.proposed_at,
        has_come=row.valid_from <= today,
        may_decide=bool(sides_for(actor=actor, proposal=proposal, on=today)),
        may_withdraw=actor.role is Role.ADMINISTRATOR,
    )


def _rule(row: SecondApproval) -> SecondRule:
    return SecondRule(Euro(row.from_cents), row.valid_from)


def _check_may_read(actor: Actor) -> None:
    if not actor.is_system and actor.role not in READERS:
        raise Refused(
            say("Rules are for the controller and the administrator."),
            who_may=tuple(role.value for role in READERS),
        )
