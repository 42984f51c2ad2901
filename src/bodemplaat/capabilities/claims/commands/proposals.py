"""Other rules are proposed by an administrator and confirmed by a controller: two human beings, and never for today."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.claims import events
from bodemplaat.capabilities.claims.commands.rules import check_somebody_decides, store_kind, store_rules
from bodemplaat.capabilities.claims.mapping import (
    kind_fields,
    kind_of_fields,
    rules_fields,
    rules_of_fields,
    start_of_fields,
)
from bodemplaat.capabilities.claims.models import RuleProposal
from bodemplaat.capabilities.claims.queries.ceilings import ceilings_from
from bodemplaat.capabilities.claims.queries.proposals import CONFIRMED, REFUSED, WAITING, WITHDRAWN
from bodemplaat.capabilities.claims.queries.rules import (
    has_rules,
    latest_kind,
    latest_rules,
    next_kind,
    next_rules,
)
from bodemplaat.capabilities.claims.reckoning.ceilings import check_kind_within, check_rules_within
from bodemplaat.capabilities.claims.values import ClaimRules, KindRule
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, command
from bodemplaat.kernel import say


@command
def propose_rules(*, actor: Actor, organisation: UUID, since: date, rules: ClaimRules, at: datetime) -> UUID:
    """Propose other rules (their kinds apart) from a day on; notifies the controllers.

    Raises ``Refused`` for today or earlier, for a chain that leaves some claim to nobody, for rules beyond the
    ceiling, and while another proposal waits for the same day.
    """
    _check_may_propose(actor, organisation)
    _check_tomorrow(since, at)
    _check_rules(actor, organisation, since, rules)
    return _propose(actor, organisation, "", since, rules_fields(rules), at)


@command
def propose_start(*, actor: Actor, organisation: UUID, since: date, rules: ClaimRules, at: datetime) -> UUID:
    """Propose the first rules of an organisation, with their kinds, from any day: nothing was claimed that they change.

    Raises ``Refused`` once there are any rules or kinds, and as ``propose_rules``.
    """
    _check_may_propose(actor, organisation)
    _check_start(actor, organisation, since, rules)
    wanted = rules_fields(rules) | {
        "kinds": [
            {"code": kind.code, **kind_fields(kind, position=position, offered=True)}
            for position, kind in enumerate(rules.kinds)
        ]
    }
    return _propose(actor, organisation, "", since, wanted, at)


@command
def propose_kind(
    *,
    actor: Actor,
    organisation: UUID,
    since: date,
    kind: KindRule,
    position: int,
    offered: bool = True,
    at: datetime,
) -> UUID:
    """Propose a kind of cost, another form of one, or its end. Raises as ``propose_rules``."""
    _check_may_propose(actor, organisation)
    _check_tomorrow(since, at)
    _check_kind(actor, organisation, since, kind)
    wanted = kind_fields(kind, position=position, offered=offered)
    return _propose(actor, organisation, kind.code, since, wanted, at)


@command
def confirm_proposal(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Let what was proposed hold from its day.

    Raises ``Refused`` for the proposer's own, and once its day has come; for the first rules once there are others.
    """
    row = _decided(actor, proposal, CONFIRMED, at)
    if "kinds" in row.wanted:
        _check_start(actor, row.organisation_id, row.since, start_of_fields(row.wanted))
        store_rules(actor, row.organisation_id, row.since, row.wanted, at=at)
        for kind in row.wanted["kinds"]:
            store_kind(actor, row.organisation_id, row.since, kind["code"], kind, at=at)
        _tell(actor, row, events.PROPOSAL_CONFIRMED, at)
        return
    if row.since <= timezone.localdate(at):
        raise Refused(
            say("The day from which this should hold has come. Have it proposed anew for a later day.")
        )
    if row.code:
        kind = kind_of_fields(row.code, row.wanted)
        _check_kind(actor, row.organisation_id, row.since, kind)
        store_kind(actor, row.organisation_id, row.since, row.code, row.wanted, at=at)
    else:
        _check_rules(actor, row.organisation_id, row.since, rules_of_fields(row.wanted))
        store_rules(actor, row.organisation_id, row.since, row.wanted, at=at)
    _tell(actor, row, events.PROPOSAL_CONFIRMED, at)


@command
def refuse_proposal(*, actor: Actor, proposal: UUID, reason: str, at: datetime) -> None:
    """Do not let it hold, and say why. Raises ``Refused`` for the proposer's own, and without a reason."""
    if not reason.strip():
        raise Refused(say("Write in a few words why not."))
    row = _decided(actor, proposal, REFUSED, at, reason=reason.strip())
    _tell(actor, row, events.PROPOSAL_REFUSED, at)


@command
def withdraw_proposal(*, actor: Actor, proposal: UUID, at: datetime) -> None:
    """Take back what waits; by any administrator of the organisation."""
    row = _waiting(actor, proposal)
    _check_may_propose(actor, row.organisation_id)
    _settle(actor, row, WITHDRAWN, at)


def _propose(
    actor: Actor, organisation: UUID, code: str, since: date, wanted: Mapping[str, Any], at: datetime
) -> UUID:
    rows = RuleProposal.records.of(actor)
    if rows.filter(organisation_id=organisation, code=code, since=since, state=WAITING).exists():
        raise Refused(say("A proposal for the same rule and day waits already. Withdraw that one first."))
    before = (
        latest_kind(actor, organisation, code, since) if code else latest_rules(actor, organisation, since)
    )
    row = rows.create(
        organisation_id=organisation,
        code=code,
        since=since,
        wanted={**wanted, "before": before},
        proposed_by=actor.person,
        proposed_at=at,
    )
    _record(actor, row, "proposed", at)
    _tell(actor, row, events.PROPOSAL_MADE, at)
    return row.id


def _waiting(actor: Actor, proposal: UUID) -> RuleProposal:
    row = RuleProposal.records.of(actor).locked().one(id=proposal, organisation_id=actor.organisation_id)
    if row.state != WAITING:
        raise Refused(say("This proposal has been decided already."))
    return row


def _decided(actor: Actor, proposal: UUID, state: str, at: datetime, reason: str = "") -> RuleProposal:
    row = _waiting(actor, proposal)
    if actor.role is not Role.CONTROLLER or actor.organisation_id != row.organisation_id:
        raise Refused(
            say("A controller of the organisation decides on proposals. You are signed in in another role."),
            who_may=(Role.CONTROLLER.value,),
        )
    if row.proposed_by in actor.people:
        raise Refused(say("Nobody decides on their own proposal: ask another controller to do it."))
    _settle(actor, row, state, at, reason)
    return row


def _settle(actor: Actor, row: RuleProposal, state: str, at: datetime, reason: str = "") -> None:
    row.state, row.reason, row.decided_by, row.decided_at = state, reason, actor.person, at
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    _record(actor, row, state, at)


def _record(actor: Actor, row: RuleProposal, act: str, at: datetime) -> None:
    details = {"since": row.since.isoformat(), **({"kind": row.code} if row.code else {})}
    subject = (row.id, row.organisation_id)
    record(actor, f"rule_proposal.{act}", "rule_proposal", *subject, at=at, details=details)


def _tell(actor: Actor, row: RuleProposal, topic: str, at: datetime) -> None:
    facts = {"proposal": str(row.id), "since_day": row.since.isoformat()}
    publish(actor, Announcement(topic, row.organisation_id, facts), at=at)


def _check_may_propose(actor: Actor, organisation: UUID) -> None:
    check_may_arrange(actor=actor, organisation=organisation)
    if actor.is_system:
        raise Refused(say("The platform proposes nothing: it sets the first rules of an organisation."))


def _check_tomorrow(since: date, at: datetime) -> None:
    if since <= timezone.localdate(at):
        raise Refused(say("Rules change from tomorrow at the earliest, so that they can be looked at first."))


def _check_start(actor: Actor, organisation: UUID, since: date, rules: ClaimRules) -> None:
    if has_rules(actor, organisation):
        raise Refused(say("There are rules already. Propose other ones instead, from tomorrow or later."))
    _check_rules(actor, organisation, since, rules)
    for kind in rules.kinds:
        _check_kind(actor, organisation, since, kind)


def _check_rules(actor: Actor, organisation: UUID, since: date, rules: ClaimRules) -> None:
    check_somebody_decides(rules)
    until = next_rules(actor, organisation, since)
    ceilings = ceilings_from(actor=actor, organisation=organisation, since=since, until=until)
    check_rules_within(ceilings, rules)


def _check_kind(actor: Actor, organisation: UUID, since: date, kind: KindRule) -> None:
    until = next_kind(actor, organisation, kind.code, since)
    ceilings = ceilings_from(actor=actor, organisation=organisation, since=since, until=until)
    check_kind_within(ceilings, kind)
