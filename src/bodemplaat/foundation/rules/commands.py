"""Proposing another rule; deciding on it is deciding on its proposal."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.rules.kinds import RuleKind, RuleT, Terms, UnsoundRule
from bodemplaat.foundation.rules.models import DatedRule
from bodemplaat.foundation.rules.queries import terms_on
from bodemplaat.foundation.tenancy.api import Actor, joining_command
from bodemplaat.kernel import say


@joining_command
def propose_rule(
    *, actor: Actor, kind: RuleKind[RuleT], terms: Terms, since: date, reason: str, at: datetime
) -> UUID:
    """Propose what is to hold in the actor's own organisation from a day on; nothing changes before another confirms it.

    Raises ``Refused`` for who may not, and while another waits; ``UnsoundRule`` without a reason, for today or earlier, for what
    no such rule may say, and for what holds then already.
    """
    kind.check_may_propose(actor)
    here = actor.organisation_id
    if not reason.strip():
        raise UnsoundRule(say("Write in a few words why."))
    if since <= timezone.localdate(at):
        raise UnsoundRule(say("Such a rule holds from tomorrow at the earliest."))
    kind.check_terms(terms)
    if dict(terms_on(actor, kind, here, since)[0]) == dict(terms):
        raise UnsoundRule(say("This is the rule that holds then already."))

    def store(proposal: UUID) -> None:
        DatedRule.records.of(actor).create(
            organisation_id=here, kind=kind.code, proposal_id=proposal, valid_from=since, terms=dict(terms)
        )

    return proposals.propose(
        actor=actor, kind=kind.code, organisation=here, subject=str(here), store=store, reason=reason, at=at
    )
