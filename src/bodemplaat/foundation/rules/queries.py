"""The rule of a day, and the rules of an organisation over time."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.rules.kinds import RuleChange, RuleKind, RuleT, RuleView, Terms
from bodemplaat.foundation.rules.models import DatedRule
from bodemplaat.foundation.tenancy.api import Actor, Refused, entered, query

_Holding = tuple[Terms, date]


@query
def rule_on(*, actor: Actor, kind: RuleKind[RuleT], organisation: UUID, on: date) -> RuleT:
    """What holds in an organisation on a day, for whoever works for it. Rules are read at home only, so the platform reads it there."""
    if organisation in actor.homes:
        return kind.read(*terms_on(actor, kind, organisation, on))
    system = Actor.system(organisation)
    with entered(system):
        return kind.read(*terms_on(system, kind, organisation, on))


@query
def rule_over_time(*, actor: Actor, kind: RuleKind[RuleT], at: datetime) -> RuleView[RuleT]:
    """One kind of rule of the actor's own organisation, and what waits; raises ``Refused`` for who does not read it."""
    kind.check_may_read(actor)
    today = timezone.localdate(at)
    holding = _holding(actor, kind.code, actor.organisation_id)
    begun = [each for each in holding if each[1] <= today]
    coming = holding[len(begun) :]
    return RuleView(
        now=kind.read(*(begun[-1] if begun else (kind.unless_chosen, None))),
        coming=tuple(kind.read(*each) for each in coming),
        was=tuple(kind.read(*each) for each in reversed(begun[:-1])),
        change=_change(actor, kind, today),
        may_propose=_may_propose(actor, kind),
    )


@query
def rule_waits(*, actor: Actor, kind: RuleKind[RuleT]) -> bool:
    """Whether another rule of a kind waits for a second person in the actor's own organisation; raises as ``rule_over_time``."""
    kind.check_may_read(actor)
    return _waiting(actor, kind.code) is not None


def terms_on(actor: Actor, kind: RuleKind[RuleT], organisation: UUID, on: date) -> tuple[Terms, date | None]:
    """What holds of a kind on a day, as it is kept, and since when."""
    begun = [each for each in _holding(actor, kind.code, organisation) if each[1] <= on]
    return begun[-1] if begun else (kind.unless_chosen, None)


def _holding(actor: Actor, kind: str, organisation: UUID) -> list[_Holding]:
    """By day; of two for one day the one that was confirmed last."""
    rows = DatedRule.records.of(actor).filter(
        Q(proposal=None) | Q(proposal__state=proposals.CONFIRMED), organisation_id=organisation, kind=kind
    )
    confirmed = F("proposal__closed_at").asc(nulls_first=True)
    by_day = {row.valid_from: row.terms for row in rows.order_by("valid_from", confirmed)}
    return [(terms, day) for day, terms in by_day.items()]


def _waiting(actor: Actor, kind: str) -> DatedRule | None:
    rows = DatedRule.records.of(actor).filter(organisation_id=actor.organisation_id, kind=kind)
    return rows.filter(proposal__state=proposals.WAITING).first()


def _change(actor: Actor, kind: RuleKind[RuleT], today: date) -> RuleChange[RuleT] | None:
    row = _waiting(actor, kind.code)
    if row is None or row.proposal_id is None:
        return None
    proposal = proposals.proposal_of(actor=actor, proposal=row.proposal_id, kind=kind.code)
    return RuleChange(
        proposal=proposal.id,
        rule=kind.read(row.terms, row.valid_from),
        reason=proposal.reason,
        asked_by_name=proposal.proposed_by_name,
        asked_at=proposal.proposed_at,
        has_come=row.valid_from <= today,
        may_decide=bool(proposals.sides_for(actor=actor, proposal=proposal, on=today)),
    )


def _may_propose(actor: Actor, kind: RuleKind[RuleT]) -> bool:
    try:
        kind.check_may_propose(actor)
    except Refused:
        return False
    return True
