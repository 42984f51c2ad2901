"""Years that are settled: what is known of each, worked out anew until a decision seals it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.lifecycle import HOLDS, YEAR_KIND
from bodemplaat.capabilities.billing.mapping import result_of
from bodemplaat.capabilities.billing.models import (
    ActualCost,
    BilledDelivery,
    YearDecision,
    YearSettlement,
    YearShare,
)
from bodemplaat.capabilities.billing.policies import check_bills_in
from bodemplaat.capabilities.billing.queries.due import preview
from bodemplaat.capabilities.billing.queries.year_shares import shares_viewed
from bodemplaat.capabilities.billing.reckoning.lines import CORRECTION, CREDIT, YEAR_END
from bodemplaat.capabilities.billing.reckoning.settling import (
    known_later,
    problems_of_year,
    settle_year,
    treatments_of,
)
from bodemplaat.capabilities.billing.reckoning.year import (
    BY_USE,
    TREATMENTS,
    ActualCostLine,
    BilledOfYear,
    Cell,
    EarlierYear,
    YearFacts,
    YearResult,
    YearRule,
)
from bodemplaat.capabilities.billing.values import YearRow, YearView
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro

DRAFT: Final = "draft"
START_UP_NAME: Final = Words("Aanloopkosten", "Start-up costs")
_BILLED: Final = """
    SELECT left(line.facts->>'last', 4)::int, line.customer_id, line.code,
        sum(line.cents) FILTER (WHERE line.kind <> ALL (%s)), sum(line.cents) FILTER (WHERE line.kind = ANY (%s)),
        (array_agg(line.facts->'name' ORDER BY line.due DESC, line.source))[1]
    FROM billing_billrow line
    JOIN billing_bill bill ON bill.id = line.bill_id JOIN billing_billingrun run ON run.id = bill.run_id
    WHERE line.organisation_id = %s AND run.cooperation_id = %s AND line.state = %s AND line.kind <> %s
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
"""What was billed of each year by the days that a line bills, in one statement over all lines."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A year that was sealed: its settlement, the decision, and what it came to."""

    settlement: YearSettlement
    decision: YearDecision
    result: YearResult


@dataclass(frozen=True, slots=True)
class Known:
    """What is known now of the years of a provider in a cooperation; statements constant in years and customers."""

    settlements: Sequence[YearSettlement]
    sealed: Sequence[Sealed]
    billed: Mapping[int, Sequence[BilledOfYear]]
    costs: Mapping[int, Sequence[ActualCostLine]]
    used: Mapping[int, Mapping[Cell, int]] = field(default_factory=dict)

    def facts(self, year: int) -> YearFacts:
        """Of one year."""
        return YearFacts(year, self.billed.get(year, ()), self.costs.get(year, ()), self.used.get(year, {}))

    def waits_for_earlier(self, row: YearSettlement) -> bool:
        """Whether an earlier year that was begun has to be sealed first."""
        sealed = {each.settlement.id for each in self.sealed}
        return any(each.year < row.year and each.id not in sealed for each in self.settlements)

    def before(self, row: YearSettlement) -> Euro:
        """What the reserve had: after the last year that was sealed before, or as it was said to begin."""
        earlier = [each.result for each in self.sealed if each.settlement.year < row.year]
        return max(earlier, key=lambda each: each.year).after if earlier else Euro(row.opening)

    def earlier(self, year: int) -> tuple[EarlierYear, ...]:
        """What became known of years before this one since they were sealed, and no sealed year corrected."""
        corrected = [each for one in self.sealed for each in one.result.earlier]
        return tuple(
            each
            for one in self.sealed
            if one.settlement.year < year
            for each in self._later(one.result, corrected)
        )

    def _later(self, sealed: YearResult, corrected: Sequence[EarlierYear]) -> tuple[EarlierYear, ...]:
        facts = self.facts(sealed.year)
        if problems_of_year(facts):
            return ()
        before = sealed.before + sealed.corrected
        return known_later(
            sealed, settle_year(facts, sealed.rule, sealed.treatment, before=before), corrected
        )

    def ways(self, row: YearSettlement) -> tuple[YearResult, ...]:
        """The year settled each way that differs, what the arrangement says first; none while something keeps it."""
        facts, rule = self.facts(row.year), rule_of(row)
        if problems_of_year(facts):
            return ()
        before, earlier = self.before(row), self.earlier(row.year)
        return treatments_of(
            [settle_year(facts, rule, each, before=before, earlier=earlier) for each in TREATMENTS]
        )


def rule_of(row: YearSettlement) -> YearRule:
    """What the arrangement says, as it was put down for a year."""
    return YearRule(
        divide=row.divide,
        part=row.part,
        maximum=Euro(row.maximum),
        opening=Euro(row.opening),
        target_year=row.target_year,
        target_base=None if row.target_base is None else Euro(row.target_base),
        target_yearly=row.target_yearly,
        source=row.source,
    )


def known(actor: Actor, cooperation: UUID) -> Known:
    """Everything that the years of the actor's organisation in a cooperation rest on."""
    here = actor.organisation_id
    rows = YearSettlement.records.of(actor).filter(organisation_id=here, cooperation_id=cooperation)
    settlements = list(rows.order_by("year"))
    decisions = YearDecision.records.of(actor).filter(
        settlement__in=settlements, proposal__state=proposals.CONFIRMED
    )
    by_id = {each.id: each for each in settlements}
    sealed = [Sealed(by_id[each.settlement_id], each, result_of(each.facts)) for each in decisions]
    sealed.sort(key=lambda each: each.settlement.year)
    costs: dict[int, list[ActualCostLine]] = defaultdict(list)
    lines = ActualCost.records.of(actor).filter(organisation_id=here, cooperation_id=cooperation)
    for each in lines.exclude(cents=0).order_by("year", "code", "name"):
        costs[each.year].append(
            ActualCostLine(each.year, each.code, each.name, Euro(each.cents), each.source, each.known_on)
        )
    by_use = [each.year for each in settlements if each.divide == BY_USE]
    used = _used(actor, cooperation, by_use) if by_use else {}
    return Known(settlements, sealed, _billed(actor, cooperation), costs, used)


@query
def years_settled(*, actor: Actor, cooperation: UUID) -> tuple[YearRow, ...]:
    """The years of the actor's organisation in a cooperation, the newest first; statements constant in their number.

    Raises ``NotYourBills``, and ``NotFound`` for a cooperation in which it never provided.
    """
    check_bills_in(actor, cooperation)
    there = known(actor, cooperation)
    states = _states(actor, there.settlements)
    return tuple(
        YearRow(each.id, cooperation, each.year, states.get(each.id, DRAFT), _shown(there, each))
        for each in reversed(there.settlements)
    )


@query
def year_settled(*, actor: Actor, settlement: UUID, on: date) -> YearView:
    """One year: worked out now, or as it was decided on; raises ``NotFound`` for another's, and ``NotYourBills``."""
    row = YearSettlement.records.of(actor).one(id=settlement)
    where = check_bills_in(actor, row.cooperation_id)
    there = known(actor, row.cooperation_id)
    holding = Q(proposal__state__in=HOLDS)
    decisions = YearDecision.records.of(actor).filter(settlement=row).select_related("proposal")
    decision = (
        decisions.annotate(holds=ExpressionWrapper(holding, BooleanField()))
        .order_by("-holds", "-made_at")
        .first()
    )
    state = _state(decision)
    proposal = None
    if decision is not None:
        proposal = proposals.proposal_of(actor=actor, proposal=decision.proposal_id, kind=YEAR_KIND)
    holds = decision is not None and state != DRAFT
    ways = (result_of(decision.facts),) if decision is not None and holds else there.ways(row)
    shares = YearShare.records.of(actor).filter(decision=decision) if holds else ()
    unbilled = Euro(0)
    if not holds:
        due = preview(
            actor=actor, cooperation=row.cooperation_id, until=min(on, date(row.year, 12, 31)), on=on
        )
        lines = (each.line for one in due.customers for each in (*one.lines, *one.waiting))
        unbilled = Euro.total(
            each.amount for each in lines if each.last.year == row.year and each.kind != YEAR_END
        )
    is_waiting = proposal is not None and proposal.waits_on(on)
    sides = proposals.sides_for(actor=actor, proposal=proposal, on=on) if proposal and is_waiting else ()
    is_sealed = state == proposals.CONFIRMED
    waits_for_earlier = there.waits_for_earlier(row)
    return YearView(
        row=YearRow(row.id, row.cooperation_id, row.year, state, _shown(there, row, ways)),
        cooperation_name=where.name,
        rule=rule_of(row),
        ways=ways,
        findings=() if holds else problems_of_year(there.facts(row.year)),
        costs=there.costs.get(row.year, ()),
        names={member.id: member.name for member in where.members},
        shares=shares_viewed(actor, shares),
        unbilled=unbilled,
        later=tuple(each for each in there.earlier(row.year + 1) if each.year == row.year)
        if is_sealed
        else (),
        decided_on=decision.decided_on if decision is not None and holds else None,
        reference=decision.reference if decision is not None and holds else "",
        because=decision.because if decision is not None and not holds else "",
        proposed_by=proposal.proposed_by_name if proposal and holds else "",
        proposed_at=proposal.proposed_at if proposal and holds else None,
        adopted_by=proposal.decisions[-1].name if proposal and is_sealed and proposal.decisions else "",
        adopted_at=proposal.closed_at if proposal and is_sealed else None,
        may_change=not holds,
        may_propose=not holds and bool(ways) and on.year > row.year and not waits_for_earlier,
        may_adopt=bool(sides),
        may_take_back=is_waiting,
        is_first=not any(each.settlement.year < row.year for each in there.sealed),
        waits_for_earlier=waits_for_earlier,
    )


def _shown(there: Known, row: YearSettlement, ways: Sequence[YearResult] | None = None) -> YearResult | None:
    """What a year comes to: as sealed, or as the arrangement says."""
    for each in there.sealed:
        if each.settlement.id == row.id:
            return each.result
    return next(iter(there.ways(row) if ways is None else ways), None)


def _states(actor: Actor, rows: Sequence[YearSettlement]) -> Mapping[UUID, str]:
    decisions = YearDecision.records.of(actor).filter(settlement__in=rows, proposal__state__in=HOLDS)
    return dict(decisions.values_list("settlement", "proposal__state"))


def _state(decision: YearDecision | None) -> str:
    if decision is None or decision.proposal.state not in HOLDS:
        return DRAFT
    return decision.proposal.state


def _billed(actor: Actor, cooperation: UUID) -> Mapping[int, Sequence[BilledOfYear]]:
    for_norms = [CREDIT, CORRECTION]
    with connection.cursor() as cursor:
        cursor.execute(
            _BILLED,
            [for_norms, for_norms, actor.organisation_id, cooperation, lifecycle.RELEASED, YEAR_END],
        )
        rows: Sequence[Sequence[Any]] = cursor.fetchall()
    billed: dict[int, list[BilledOfYear]] = defaultdict(list)
    for year, customer, code, cents, credited, name in rows:
        words = Words(*_read(name)) if code else START_UP_NAME
        billed[year].append(
            BilledOfYear(year, customer, code, words, Euro(int(cents or 0)), Euro(int(credited or 0)))
        )
    return billed


def _used(actor: Actor, cooperation: UUID, years: Sequence[int]) -> Mapping[int, Mapping[Cell, int]]:
    """What was delivered in each of these years, one statement for each capability that tells of deliveries; the platform counts."""
    files = agreements.ever_signed(actor=actor, kind=agreements.DFA, cooperation=cooperation)
    codes: dict[tuple[UUID, str], str] = {}
    for each in files:
        for line in each.terms.content.lines:
            content = each.terms.services.get((line.code, line.number))
            if content is not None and content.case_type:
                codes[each.customer_id, content.case_type] = line.code
    wanted = {
        (actor.organisation_id, cooperation, line.code) for each in files for line in each.terms.content.lines
    }
    services = {
        service: code
        for (_, _, code), service in catalogue.services_named(actor=actor, wanted=wanted).items()
    }
    customers = frozenset(each.customer_id for each in files)
    if not customers:
        return {}
    platform = Actor.system(actor.organisation_id, *customers)
    spans = [performance.Span(date(year, 1, 1), date(year + 1, 1, 1), customers) for year in years]
    counts: dict[int, dict[Cell, int]] = defaultdict(dict)
    for case_type, door in performance.counted().items():
        without = BilledDelivery.records.of(actor).none()
        for group in door.delivered(actor=platform, spans=spans, without=without):
            code = (
                codes.get((group.customer, case_type))
                if group.service is None
                else services.get(group.service)
            )
            if code is not None:
                cell = (group.customer, code)
                of_year = counts[years[group.span]]
                of_year[cell] = of_year.get(cell, 0) + len(group.cases)
    return counts


def _read(name: Any) -> Sequence[str]:
    """A pair of words, which comes as JSON from a statement of our own."""
    pair: Sequence[str] = json.loads(name) if isinstance(name, str) else name
    return pair
