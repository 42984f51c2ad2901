"""Settling a year: starting it, the arrangement's rule, costs from the books, the board's decision and its adoption by another."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.billing import events, lifecycle
from bodemplaat.capabilities.billing.errors import CannotBill
from bodemplaat.capabilities.billing.lifecycle import BILL, HOLDS, YEAR_KIND
from bodemplaat.capabilities.billing.mapping import result_facts, share_facts
from bodemplaat.capabilities.billing.models import ActualCost, YearDecision, YearSettlement, YearShare
from bodemplaat.capabilities.billing.policies import BILLERS, check_biller, check_bills_in
from bodemplaat.capabilities.billing.queries.years import known
from bodemplaat.capabilities.billing.reckoning.settling import problems_of_year
from bodemplaat.capabilities.billing.reckoning.year import DIVISIONS, GENERAL_COSTS, YearRule
from bodemplaat.capabilities.billing.reckoning.year_shares import shares_of
from bodemplaat.capabilities.ledger import api as ledger
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import Euro, say

FIRST_YEAR: Final = 2000
LONGEST_REASON: Final = 500
LONGEST_REFERENCE: Final = 120
_RULE: Final = (
    *("divide", "part", "maximum", "opening"),
    *("target_year", "target_base", "target_yearly", "source"),
)


@command
def start_year(*, actor: Actor, cooperation: UUID, year: int, at: datetime) -> UUID:
    """Begin to settle a year, with the rule of the year before it; a year that was begun is answered again.

    Raises ``Refused`` for a year to come and one before a year that was sealed, ``NotYourBills`` and ``NotFound``.
    """
    check_bills_in(actor, cooperation)
    here = actor.organisation_id
    if not FIRST_YEAR <= year <= timezone.localdate(at).year:
        raise Refused(say("Choose a year that has begun."))
    rows = YearSettlement.records.of(actor).filter(organisation_id=here, cooperation_id=cooperation)
    there = rows.filter(year=year).first()
    if there is not None:
        return there.id
    sealed = rows.filter(year__gt=year, decisions__proposal__state=proposals.CONFIRMED)
    if sealed.exists():
        raise Refused(
            say("A later year was sealed already. What is still known of this one is settled with the next.")
        )
    last = rows.filter(year__lt=year).order_by("-year").first()
    row = rows.create(
        organisation_id=here,
        cooperation_id=cooperation,
        year=year,
        started_by_name=actor.person_name[:120],
        started_at=at,
        **({} if last is None else {each: getattr(last, each) for each in _RULE}),
    )
    record(actor, "year_settlement.started", "year_settlement", row.id, here, at=at, details={"year": year})
    return row.id


@command
def keep_year_rule(*, actor: Actor, settlement: UUID, rule: YearRule, at: datetime) -> None:
    """Put down what the arrangement says of a result; a decision that waits or was adopted keeps what held then.

    Raises ``Refused`` for what no arrangement says, and once a decision waits or was adopted.
    """
    row = _open(actor, settlement)
    if rule.divide not in DIVISIONS:
        raise Refused(say("Choose how costs are divided."))
    if not (0 <= rule.part <= 100 and 0 <= rule.target_yearly <= 100):
        raise Refused(say("A percentage lies between 0 and 100."))
    if rule.maximum < Euro(0) or rule.opening < Euro(0):
        raise Refused(say("A reserve is not below zero."))
    if (rule.target_year is None) != (rule.target_base is None):
        raise Refused(say("Give of the target both its base year and what that year may cost, or neither."))
    row.divide, row.part, row.source = rule.divide, rule.part, rule.source.strip()[:200]
    row.maximum, row.opening = rule.maximum.cents, rule.opening.cents
    row.target_year, row.target_yearly = rule.target_year, rule.target_yearly
    row.target_base = None if rule.target_base is None else rule.target_base.cents
    row.save(update_fields=[*_RULE])
    details = {"year": row.year, "divide": row.divide, "part": str(row.part), "maximum": row.maximum}
    record(
        actor, "year_settlement.rule", "year_settlement", row.id, row.organisation_id, at=at, details=details
    )


@command
def take_costs_from_books(*, actor: Actor, settlement: UUID, at: datetime) -> int:
    """Take what the books of the own organisation say that the year cost, by account; answers how many accounts.

    They stand as costs of no one service. Doing it again replaces what was taken from the books before, also after the year was
    sealed: then it becomes a difference. Raises ``Refused`` where no books of that year are kept.
    """
    row = _own(actor, settlement)
    if row.year not in ledger.years(actor=actor):
        raise Refused(
            say("No books of {year} are kept here. Fill the costs in from a file."), year=str(row.year)
        )
    today = timezone.localdate(at)
    balances = {
        f"{each.account.code} {each.account.name}"[:120]: each.balance
        for each in ledger.trial_balance(actor=actor, year=row.year)
        if each.account.kind is ledger.AccountKind.EXPENSE and each.balance
    }
    rows = ActualCost.records.of(actor).filter(
        organisation_id=row.organisation_id, cooperation_id=row.cooperation_id, year=row.year
    )
    there = {each.name: each for each in rows.filter(code=GENERAL_COSTS).locked()}
    for name in sorted(balances.keys() | {each.name for each in there.values() if each.from_books}):
        cents = balances.get(name, Euro(0)).cents
        cost = there.get(name)
        if cost is not None and not cost.from_books:
            text = say("A cost from a file is called {name} as well. Give it another name in the file.")
            raise Refused(text, name=name)
        if cost is None:
            cost = ActualCost(
                organisation_id=row.organisation_id,
                cooperation_id=row.cooperation_id,
                year=row.year,
                code=GENERAL_COSTS,
                name=name,
                from_books=True,
            )
        elif cost.cents == cents:
            continue
        cost.cents, cost.known_on = cents, today
        cost.save()
    details = {"year": row.year, "accounts": len(balances)}
    record(
        actor,
        "year_settlement.from_books",
        "year_settlement",
        row.id,
        row.organisation_id,
        at=at,
        details=details,
    )
    return len(balances)


@command
def decide_year(
    *, actor: Actor, settlement: UUID, treatment: str, decided_on: date, reference: str, at: datetime
) -> UUID:
    """Put down what the board decided, with all that it rests on, for another controller to adopt; answers the decision.

    Raises ``CannotBill`` while something keeps the year from being worked out, and ``Refused`` before it has ended, while an
    earlier year is not sealed, for a way that differs in nothing, and once a decision waits or was adopted.
    """
    row = _open(actor, settlement)
    today = timezone.localdate(at)
    if today.year <= row.year:
        raise Refused(say("A year is decided on once it has ended."))
    if not date(row.year, 12, 31) < decided_on <= today:
        raise Refused(say("Give the day of the decision: after the year, and not after today."))
    by_decision = reference.strip()
    if not by_decision or len(by_decision) > LONGEST_REFERENCE:
        raise Refused(say("Say by which decision, in at most {most} characters."), most=LONGEST_REFERENCE)
    there = known(actor, row.cooperation_id)
    if there.waits_for_earlier(row):
        raise Refused(say("An earlier year was begun and is not sealed yet. Let that be decided first."))
    findings = problems_of_year(there.facts(row.year))
    if findings:
        raise CannotBill(findings)
    result = next((each for each in there.ways(row) if each.treatment == treatment), None)
    if result is None:
        raise Refused(say("Choose what becomes of the result."))
    made: list[UUID] = []

    def store(proposal: UUID) -> None:
        decision = YearDecision.records.of(actor).create(
            organisation_id=row.organisation_id,
            settlement=row,
            proposal_id=proposal,
            treatment=treatment,
            decided_on=decided_on,
            reference=by_decision,
            facts=result_facts(result),
            made_at=at,
        )
        YearShare.records.of(actor).bulk_create(
            YearShare(
                organisation_id=row.organisation_id,
                settlement=row,
                decision=decision,
                customer_id=each.part.customer,
                code=each.part.code,
                cents=each.amount.cents,
                facts=share_facts(each),
            )
            for each in shares_of(result, decided_on=decided_on, reference=by_decision)
        )
        made.append(decision.id)

    proposals.propose(
        actor=actor, kind=YEAR_KIND, organisation=row.organisation_id, subject=row.id.hex, store=store, at=at
    )
    return made[0]


@command
def adopt_year(*, actor: Actor, settlement: UUID, at: datetime) -> None:
    """Seal a year as its second pair of eyes: nothing of it changes from now on, and the next run bills it.

    Raises ``Refused`` for whoever put the decision down, and where none waits.
    """
    proposals.agree(actor=actor, proposal=_waiting(actor, settlement).proposal_id, kind=YEAR_KIND, at=at)


@command
def take_back_year(*, actor: Actor, settlement: UUID, because: str, at: datetime) -> None:
    """Take back a decision that waits, and say why: the year is worked out anew. Any controller of the provider may."""
    if not because.strip():
        raise Refused(say("Write in a few words why."))
    row = _waiting(actor, settlement)
    row.because = because.strip()[:LONGEST_REASON]
    row.save(update_fields=["because"])
    proposals.withdraw(actor=actor, proposal=row.proposal_id, kind=YEAR_KIND, at=at)


def _own(actor: Actor, settlement: UUID) -> YearSettlement:
    check_biller(actor)
    row = YearSettlement.records.of(actor).locked().one(id=settlement)
    if row.organisation_id != actor.organisation_id:
        raise NotFound("settlement of a year")
    return row


def _open(actor: Actor, settlement: UUID) -> YearSettlement:
    row = _own(actor, settlement)
    decided = YearDecision.records.of(actor).filter(settlement=row, proposal__state__in=HOLDS)
    if decided.exists():
        raise Refused(say("A decision on this year waits or was adopted, so it stays as it is."))
    return row


def _waiting(actor: Actor, settlement: UUID) -> YearDecision:
    row = _own(actor, settlement)
    waiting = YearDecision.records.of(actor).filter(settlement=row, proposal__state=proposals.WAITING)
    decision = waiting.locked().first()
    if decision is None:
        raise Refused(say("No decision on this year waits."))
    return decision


class YearSettlements(ProposalKind):
    """Decisions on settled years: a controller puts one down, and another of the same provider adopts it."""

    code = YEAR_KIND
    trail = "year_settlement."
    recorded_as = "year_settlement"
    sides = (
        Side(
            "second",
            frozenset(BILLERS),
            say("Another controller of the provider adopts this. You are signed in in another role."),
        ),
    )
    taken = say("A decision on this year waits already: adopt it, or take it back first.")
    own = say("Somebody else adopts this: you put it down. Ask another controller.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: events.YEAR_DECIDED,
            proposals.CONFIRMED: events.YEAR_ADOPTED,
            proposals.WITHDRAWN: events.YEAR_TAKEN_BACK,
        }
    )

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any controller of the provider may."""
        check_biller(actor)
        if actor.organisation_id != proposal.organisation_id:
            raise NotFound("settlement of a year")

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Its shares are the customers' from now on, and due."""
        _move(actor, proposal, "release")

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Of which year, by which decision."""
        row = _decision(actor, proposal)
        return {"year": row.settlement.year, "treatment": row.treatment, "reference": row.reference}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which year, why it was taken back, and with whom it settles."""
        row = _decision(actor, proposal)
        customers = YearShare.records.of(actor).filter(decision=row).order_by("customer")
        return {
            "settlement": str(row.settlement_id),
            "year": str(row.settlement.year),
            "because": row.because,
            "customers": [str(each) for each in customers.values_list("customer", flat=True).distinct()],
        }

    def told(self, *, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        """What was taken back is let go of."""
        if act in (proposals.WITHDRAWN, proposals.REFUSED):
            _move(actor, proposal, "drop")
        super().told(actor=actor, proposal=proposal, act=act, at=at)


def _decision(actor: Actor, proposal: ProposalView) -> YearDecision:
    return YearDecision.records.of(actor).select_related("settlement").one(proposal_id=proposal.id)


def _move(actor: Actor, proposal: ProposalView, move: str) -> None:
    row = YearDecision.records.of(actor).locked().one(proposal_id=proposal.id)
    YearShare.records.of(actor).filter(decision=row).update(state=BILL.after(lifecycle.MADE, move))
