"""What was agreed with each customer for a period: the part that keeps a norm, the plan of the year, and what a miss costs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.agreements.api import CreditRule, Duty, Terms
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.performance.models import PerformanceReport
from bodemplaat.capabilities.performance.ports import counted
from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts, Promise, waits_of
from bodemplaat.capabilities.performance.reckoning.figures import figures
from bodemplaat.capabilities.performance.reckoning.outcomes import days_of, is_in, judge
from bodemplaat.capabilities.performance.values import DutyFigures, PlanFigures, ServiceFigures
from bodemplaat.engines.credit import credit_for
from bodemplaat.engines.service_time import Calendar, Norm, Unit, day_in
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro, Period, Said

ZONE: Final = ZoneInfo("Europe/Amsterdam")
CASE: Final = Words("zaak", "case")
CREDITED: Final = (1, 3)
"""The months of a period over which something can be credited."""
Pair = tuple[UUID, UUID]
"""A provider and a customer."""


@dataclass(frozen=True)
class Agreed:
    """What both sides of each pair signed and holds at the end of a period, by kind of agreement."""

    terms: Mapping[Pair, Mapping[str, Terms]]
    credited: Mapping[tuple[UUID, UUID, str], Euro]
    """By provider, customer and service code: what signed reports of other periods of that year credit."""

    def duty(self, provider: UUID, customer: UUID, code: str) -> Duty | None:
        """How fast the customer decides and answers by its DVO."""
        dvo = self.terms.get((provider, customer), {}).get(agreements.DVO)
        services = () if dvo is None else dvo.content.services
        return next((each.duty for each in services if each.code == code), None)

    def years(self, customer: UUID | None) -> Iterator[tuple[Pair, Terms]]:
        """The DFA of each pair, or of those with one customer."""
        for pair, kinds in self.terms.items():
            if agreements.DFA in kinds and customer in (None, pair[1]):
                yield pair, kinds[agreements.DFA]

    def rule(self, provider: UUID, customer: UUID, code: str) -> tuple[CreditRule, Euro, Euro] | None:
        """What a miss costs: the rule of the DFA, the price of the service in its year, and what was credited already."""
        dfa = self.terms.get((provider, customer), {}).get(agreements.DFA)
        line = None if dfa is None else dfa.line(code)
        if dfa is None or line is None or dfa.content.credit is None:
            return None
        return dfa.content.credit, dfa.amount(line), self.credited.get((provider, customer, code), Euro(0))


def agreed_for(actor: Actor, period: Period) -> Agreed:
    """What holds on the last day of a period; at most four statements."""
    last = (period.end or period.start) - timedelta(days=1)
    terms: dict[Pair, dict[str, Terms]] = defaultdict(dict)
    for each in agreements.signed_on(actor=actor, on=max(last, period.start)):
        terms[each.provider_id, each.customer_id][each.terms.kind] = each.terms
    return Agreed(terms, _credited(actor, terms, period) if months_in(period) in CREDITED else {})


def months_in(period: Period) -> int:
    """How many whole months a period is, of one that begins where a stretch of that many begins in a year; else 0."""
    end = period.end
    if end is None or period.start.day != 1 or end.day != 1:
        return 0
    months = (end.year - period.start.year) * 12 + end.month - period.start.month
    return months if months > 0 and (period.start.month - 1) % months == 0 else 0


def credited_over(agreed: Agreed, customer: UUID | None, period: Period) -> int:
    """Over how many months missed norms are credited, where a month or a quarter is not that period; else 0."""
    here = months_in(period)
    others = {
        dfa.content.credit.months
        for _, dfa in agreed.years(customer)
        if dfa.content.credit is not None and dfa.content.credit.months != here
    }
    return max(others, default=0) if here in CREDITED else 0


def as_agreed(each: ServiceFigures, agreed: Agreed, period: Period) -> ServiceFigures:
    """With what a miss costs this customer's provider."""
    place = (each.provider_id, each.customer_id, each.code)
    costs = agreed.rule(*place)
    share = each.figures.share
    if costs is None or costs[0].months != months_in(period) or each.goal is None or share is None:
        return each
    rule, price, earlier = costs
    return replace(each, credit=credit_for(rule, price=price, goal=each.goal, share=share, earlier=earlier))


def duties_of(
    each: ServiceFigures, agreed: Agreed, calendar: Calendar, period: Period, as_of: datetime
) -> Iterator[DutyFigures]:
    """How the customer kept its own term in the cases of a service, by cause of waiting; the clock is that of the cases."""
    duty = agreed.duty(each.provider_id, each.customer_id, each.code)
    if duty is None:
        return
    goal = Fraction(duty.percentage) / 100
    promise = Promise(period.start, None, Norm(duty.days, Unit.WORKING_DAYS), goal)
    waits: dict[str, list[CaseFacts]] = defaultdict(list)
    for facts in each.outcomes.facts:
        for cause, wait in waits_of(facts, as_of):
            waits[cause].append(wait)
    zone = ZoneInfo(calendar.opening.hours.zone)
    for cause, of_one in sorted(waits.items()):
        outcomes, unreadable = judge(of_one, [promise], calendar, as_of=as_of)
        counted_waits = figures(outcomes, period, zone=zone, unreadable=unreadable)
        yield DutyFigures(
            provider_id=each.provider_id,
            customer_id=each.customer_id,
            customer_name="",
            code=each.code,
            name=each.name,
            case_type=each.case_type,
            cause=cause,
            said=each.causes.get(cause, Said(cause)),
            days=duty.days,
            goal=goal,
            figures=counted_waits,
        )


def plan_of(
    pair: Pair, dfa: Terms, services: Sequence[ServiceFigures], period: Period, as_of: datetime
) -> Iterator[PlanFigures]:
    """The plan of a year beside the cases that came in until the end of the period, or until now.

    What came in of a service that the year does not name follows, without a plan.
    """
    if dfa.until is None:
        return  # a DFA has a last day; without one there is no year to plan
    end = min(period.end or period.start, day_in(ZONE, as_of) + timedelta(days=1), dfa.until)
    if end <= dfa.since:
        return
    year = Period(dfa.since, end)
    of_days = (dfa.until - dfa.since).days
    its_own = [each for each in services if (each.provider_id, each.customer_id) == pair]
    came_in = {each.code: int(is_in(year, days_of(each.outcomes.received, ZONE)).sum()) for each in its_own}

    def line_of(code: str, name: Words, unit: Words, planned: int | None, came: int | None) -> PlanFigures:
        return PlanFigures(
            provider_id=pair[0],
            customer_id=pair[1],
            customer_name="",
            code=code,
            name=name,
            unit=unit,
            since=dfa.since,
            planned=planned,
            counted=came,
            days=(end - year.start).days,
            of_days=of_days,
        )

    for line in dfa.content.lines:
        service = dfa.services.get((line.code, line.number))
        if service is None:
            continue
        came = came_in.get(line.code, 0) if service.case_type in counted() else None
        yield line_of(line.code, service.name, service.unit, line.volume, came)
    planned = {line.code for line in dfa.content.lines}
    for each in its_own:
        if came_in[each.code] and each.code not in planned:
            yield line_of(each.code, each.name, CASE, None, came_in[each.code])


def _credited(
    actor: Actor, terms: Mapping[Pair, Mapping[str, Terms]], period: Period
) -> dict[tuple[UUID, UUID, str], Euro]:
    years = {
        pair: kinds[agreements.DFA]
        for pair, kinds in terms.items()
        if agreements.DFA in kinds and kinds[agreements.DFA].content.credit is not None
    }
    if not years:
        return {}
    rows = PerformanceReport.records.of(actor).filter(
        first_day__gte=min(dfa.since for dfa in years.values()), proposal__state=proposals.CONFIRMED
    )
    credited: dict[tuple[UUID, UUID, str], Euro] = defaultdict(lambda: Euro(0))
    for row in rows.only("organisation_id", "customer_id", "first_day", "last_day", "figures", "agreed"):
        dfa = years.get((row.organisation_id, row.customer_id))
        if dfa is None:
            continue
        for code, first, last, amount in _credits_in(row):
            if first != period.start and dfa.since <= last and (dfa.until is None or last < dfa.until):
                credited[row.organisation_id, row.customer_id, code] += amount
    return dict(credited)


def _credits_in(row: PerformanceReport) -> Iterator[tuple[str, date, date, Euro]]:
    """What a signed report credits, by service code and period: of its own days, and more or less of earlier ones."""
    for service in row.figures:
        if (kept := service.get("credit")) is not None:
            yield service["code"], row.first_day, row.last_day, Euro(kept["amount"])
    for each in row.agreed.get("corrections", ()):
        before, after = (Euro(cents or 0) for cents in each["credit"])
        first, last = date.fromisoformat(each["since"]), date.fromisoformat(each["last"])
        yield each["code"], first, last, after - before
