"""Offering the figures of a period for signing, signing by both sides, refusing and taking back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import connection

from bodemplaat.capabilities.performance import events
from bodemplaat.capabilities.performance.mapping import (
    agreed_stored,
    as_stored,
    cases_stored,
    deliveries_stored,
    thoughts_stored,
)
from bodemplaat.capabilities.performance.models import PerformanceReport
from bodemplaat.capabilities.performance.policies import READERS, check_may_read
from bodemplaat.capabilities.performance.queries.agreed import agreed_for
from bodemplaat.capabilities.performance.queries.corrected import performance_to_offer, told_of
from bodemplaat.capabilities.performance.reckoning.kept import corrections_from, corrections_stored
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, midnight
from bodemplaat.kernel import Period, say

KIND: Final = "performance_report"
_ACTS: Final = {
    proposals.PROPOSED: events.OFFERED,
    "agreed": events.SIGNED_BY_ONE,
    proposals.CONFIRMED: events.SEALED,
    proposals.REFUSED: events.REFUSED,
    proposals.WITHDRAWN: events.WITHDRAWN,
}


@command
def offer_report(*, actor: Actor, customer: UUID, period: Period, at: datetime) -> UUID:
    """Offer the figures of a period that is over to a customer, as they are now; two people sign them, one for each side.

    Raises ``Refused`` for a period that runs, without cases of that customer, while the same period waits, and once it was
    signed by both: then a correction is told beside it and the signed figures stay.
    """
    check_may_read(actor)
    here = actor.organisation_id
    if period.end is None or midnight(period.end) > at:
        raise Refused(say("This period is not over yet: its figures still change."))
    if customer not in actor.scope:
        raise NotFound("organisation")
    seen = performance_to_offer(actor=actor, customer=customer, period=period, now=at)
    own = [each for each in seen.services if each.provider_id == here]
    if not own or customer == here:
        raise Refused(say("Your organisation closed nothing for this customer in this period."))
    last_day = period.end - timedelta(days=1)
    report = uuid4()
    _check_not_signed(actor, customer, period)

    def store(proposal: UUID) -> None:
        PerformanceReport.records.of(actor).create(
            id=report,
            organisation_id=here,
            customer_id=customer,
            proposal_id=proposal,
            first_day=period.start,
            last_day=last_day,
            as_of=at,
            figures=as_stored(own),
            agreed=agreed_stored(
                [each for each in seen.duties if each.provider_id == here],
                [each for each in seen.plan if each.provider_id == here],
            )
            | thoughts_stored(
                [each for each in seen.complaints if each.provider_id == here],
                [each for each in seen.satisfaction if each.provider_id == here],
            )
            | deliveries_stored([each for each in seen.deliveries if each.provider_id == here])
            | corrections_stored(seen.corrections)
            | {"credited_over": seen.credited_over},
            cases=cases_stored(own),
        )

    proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=here,
        subject=f"{customer.hex}-{period.start:%Y%m%d}-{last_day:%Y%m%d}",
        partner=customer,
        store=store,
        at=at,
    )
    return report


@command
def sign_report(*, actor: Actor, report: UUID, at: datetime) -> bool:
    """Sign for the actor's side. Answers whether both have: the figures are sealed then."""
    return proposals.agree(actor=actor, proposal=_proposal_of(actor, report), kind=KIND, at=at)


@command
def refuse_report(*, actor: Actor, report: UUID, reason: str, at: datetime) -> None:
    """Do not sign, and say why."""
    proposals.refuse(actor=actor, proposal=_proposal_of(actor, report), kind=KIND, reason=reason, at=at)


@command
def withdraw_report(*, actor: Actor, report: UUID, at: datetime) -> None:
    """Take back what was offered, to offer it anew with the figures of then; by a reader of figures at the provider."""
    proposals.withdraw(actor=actor, proposal=_proposal_of(actor, report), kind=KIND, at=at)


class Sealing(ProposalKind):
    """Reports: one person of the provider and one of the customer sign, neither of them who offered it."""

    code = KIND
    trail = "performance_report."
    recorded_as = "performance_report"
    sides = (
        Side(
            "provider",
            frozenset(READERS),
            say(
                "A controller or a contract manager of the provider signs for it. You are signed in in another role."
            ),
        ),
        Side(
            "customer",
            frozenset(READERS),
            say(
                "A controller or a contract manager of the customer signs for it. You are signed in in another role."
            ),
            at_partner=True,
        ),
    )
    taken = say("This period was offered already and waits for signatures: take that one back first.")
    own = say("Whoever offered it or signed it already does not sign: two others do, one for each side.")

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Readers of figures at the provider may."""
        check_may_read(actor)
        if actor.organisation_id != proposal.organisation_id:
            raise Refused(say("The provider takes back what it offered. You can refuse it with a reason."))

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Nothing moves: what was signed is what was offered."""
        row = _row(actor, proposal)
        _one_at_a_time(row)
        _check_not_signed(actor, row.customer_id, _period(row), provider=row.organisation_id)
        _check_ceiling(actor, row)
        _check_corrections(actor, row)

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which customer and period."""
        row = _row(actor, proposal)
        return {"since": row.first_day.isoformat(), "until": row.last_day.isoformat()}

    def told(self, *, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        """Both sides hear of each act."""
        row = _row(actor, proposal)
        facts = {
            "report": str(row.id),
            "provider": str(row.organisation_id),
            "customer": str(row.customer_id),
            "first_day": row.first_day.isoformat(),
            "last_day": row.last_day.isoformat(),
            "by": str(actor.person_id or ""),
            "reason": proposal.refusal,
        }
        home = row.customer_id if actor.organisation_id == row.customer_id else row.organisation_id
        publish(actor, Announcement(_ACTS[act], home, facts), at=at)


def _one_at_a_time(row: PerformanceReport) -> None:
    """Wait until no other report of this provider for this customer is being sealed: each counts what the others credit.

    The customer may not write the provider's reports, so their rows do not serve as the lock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"seal_report {row.organisation_id} {row.customer_id}"],
        )


def _check_not_signed(actor: Actor, customer: UUID, period: Period, *, provider: UUID | None = None) -> None:
    signed = PerformanceReport.records.of(actor).filter(
        organisation_id=provider or actor.organisation_id,
        customer_id=customer,
        first_day=period.start,
        last_day=(period.end or period.start) - timedelta(days=1),
        proposal__state=proposals.CONFIRMED,
    )
    if signed.exists():
        raise Refused(say("This period was signed by both already; what changed since is told beside it."))


def _check_ceiling(actor: Actor, row: PerformanceReport) -> None:
    """A credit counted what other periods of the year credit: one that was signed since it was offered moves its ceiling."""
    by_code = {each["code"]: each["credit"] for each in row.figures if each.get("credit") is not None}
    if not any(each["amount"] for each in by_code.values()):
        return
    agreed = agreed_for(actor, _period(row))
    for code, each in by_code.items():
        costs = agreed.rule(row.organisation_id, row.customer_id, code)
        if costs is not None and costs[2].cents > each["earlier"]:
            raise Refused(
                say(
                    "Another period of this year was signed since this was offered, and its credit counts for the ceiling of"
                    " the year. Let the provider take this report back and offer it anew."
                )
            )


def _check_corrections(actor: Actor, row: PerformanceReport) -> None:
    """A correction is told once: one that another report told since this was offered would be told twice."""
    place = {"provider": row.organisation_id, "customer": row.customer_id}
    own = corrections_from(row.agreed, **place, names={})
    earlier = told_of(actor, **place) if own else {}
    for each in own:
        since = [known for known in earlier.get(each.report, ()) if known.service == each.service]
        if since and (since[-1].inside_now, since[-1].judged_now, since[-1].credit_now) != (
            each.inside_then,
            each.judged_then,
            each.credit_then,
        ):
            raise Refused(
                say(
                    "Another report was signed since this was offered, and tells a correction that stands in this one too. Let the"
                    " provider take this report back and offer it anew."
                )
            )


def _period(row: PerformanceReport) -> Period:
    return Period(row.first_day, row.last_day + timedelta(days=1))


def _row(actor: Actor, proposal: ProposalView) -> PerformanceReport:
    return PerformanceReport.records.of(actor).one(proposal_id=proposal.id)


def _proposal_of(actor: Actor, report: UUID) -> UUID:
    check_may_read(actor)
    return PerformanceReport.records.of(actor).one(id=report).proposal_id
