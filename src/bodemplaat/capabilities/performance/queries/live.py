"""How promises were kept: the facts of each capability against the norms that its provider published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import chain, groupby
from operator import attrgetter
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.capabilities.performance.policies import check_may_read
from bodemplaat.capabilities.performance.ports import Counted, counted
from bodemplaat.capabilities.performance.queries.agreed import (
    agreed_for,
    as_agreed,
    credited_over,
    duties_of,
    plan_of,
)
from bodemplaat.capabilities.performance.queries.delivered import deliveries_of
from bodemplaat.capabilities.performance.queries.thoughts import by_customer, thoughts_of
from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts, Promise
from bodemplaat.capabilities.performance.reckoning.figures import figures
from bodemplaat.capabilities.performance.reckoning.outcomes import judge
from bodemplaat.capabilities.performance.values import DutyFigures, Performance, PlanFigures, ServiceFigures
from bodemplaat.engines.service_time import Calendar
from bodemplaat.foundation.organisations.api import names_of_partners
from bodemplaat.foundation.tenancy.api import Actor, NotFound, midnight, query
from bodemplaat.kernel import Period, months_later

Row = TypeVar("Row", DutyFigures, PlanFigures)

MONTHS: Final = 12
"""The months that a trend goes back, the last one of the period included."""


@query
def performance(*, actor: Actor, period: Period, now: datetime, customer: UUID | None = None) -> Performance:
    """Each service of each customer in a period, of one customer or all in reach; statements constant in cases and customers.

    At a provider: the customers it handled cases for; at a customer: its own cases, whoever handled them. ``period`` has an end.
    """
    check_may_read(actor)
    end = period.end or period.start
    as_of = min(now, midnight(end))
    begin = min(period.start, months_later(end.replace(day=1), -MONTHS))
    promised = catalogue.versions_shown(actor=actor)
    clocks = clock.clocks(actor=actor)
    agreed, norms = agreed_for(actor, period), agreements.norms_agreed(actor=actor)
    services: list[ServiceFigures] = []
    duties: list[DutyFigures] = []
    for each in counted().values():
        cases = each.facts(actor=actor, since=midnight(begin), until=as_of, customer=customer)
        for service, calendar in _of_type(actor, each, cases, promised, clocks, norms, period, begin, as_of):
            services.append(as_agreed(service, agreed, period))
            duties += duties_of(service, agreed, calendar, period, as_of)
    plan = [
        line for pair, dfa in agreed.years(customer) for line in plan_of(pair, dfa, services, period, as_of)
    ]
    complaints, satisfaction = thoughts_of(actor, period, promised, customer, now)
    parties = {x for each in services for x in (each.customer_id, each.provider_id)}
    parties |= {x for each in plan for x in (each.customer_id, each.provider_id)}
    parties |= {each.customer_id for each in complaints} | {each.customer_id for each in satisfaction}
    names = names_of_partners(actor=actor, organisations=parties)
    return Performance(
        period=period,
        as_of=as_of,
        services=tuple(
            sorted(
                (_named(each, names) for each in services),
                key=lambda each: (each.customer_name, each.code, each.provider_name),
            )
        ),
        duties=_by_customer(duties, names),
        plan=_by_customer(plan, names),
        complaints=by_customer(complaints, names),
        satisfaction=by_customer(satisfaction, names),
        deliveries=deliveries_of(actor, period, customer, now),
        credited_over=credited_over(agreed, customer, period),
    )


@query
def name_of_customer(*, actor: Actor, customer: UUID) -> str:
    """The name of a customer in the actor's reach; raises ``NotFound`` for another."""
    check_may_read(actor)
    names = names_of_partners(actor=actor, organisations=[customer]) if customer in actor.scope else {}
    if customer not in names:
        raise NotFound("organisation")
    return names[customer]


def _of_type(
    actor: Actor,
    each: Counted,
    cases: Sequence[CaseFacts],
    promised: Sequence[catalogue.ShownVersion],
    clocks: clock.Clocks,
    norms: agreements.AgreedNorms,
    period: Period,
    since: date,
    as_of: datetime,
) -> Iterator[tuple[ServiceFigures, Calendar]]:
    here = actor.organisation_id
    groups: dict[tuple[UUID, UUID, UUID], list[CaseFacts]] = defaultdict(list)
    versions: dict[UUID, list[catalogue.ShownVersion]] = defaultdict(list)
    only: dict[UUID, UUID] = {}
    for version in promised:
        if version.content.case_type == each.case_type:
            versions[version.service].append(version)
            only.setdefault(version.provider_id, version.service)
    # what stands together is compared once and not hashed case by case: hashing three ids took as long as judging
    for (provider, served, named), together in groupby(cases, attrgetter("provider", "customer", "service")):
        service = named or only.get(provider)
        if service in versions and here in (provider, served):
            groups[provider, served, service].extend(together)
    for (provider, served, service), of_one in groups.items():
        shown = versions[service]
        hours = clocks.of(provider, shown[-1].cooperation_id)
        calendar = hours.calendar(until=timezone.localdate(as_of))
        otherwise = norms.of(served, service)
        promises = list(chain.from_iterable(promises_of(version, otherwise) for version in shown))
        outcomes, unreadable = judge(of_one, promises, calendar, as_of=as_of)
        zone = ZoneInfo(calendar.opening.hours.zone)
        last = _held(shown, period)
        day = (period.end or period.start) - timedelta(days=1)
        indicator = clock.clocked(norms.indicators(served, service, day, last.content.indicators))
        yield (
            ServiceFigures(
                provider_id=provider,
                provider_name="",
                customer_id=served,
                customer_name="",
                service=service,
                code=last.code,
                case_type=each.case_type,
                name=last.content.name,
                indicator=indicator,
                goal=_goal(indicator),
                figures=figures(outcomes, period, zone=zone, since=since, unreadable=unreadable),
                causes=each.causes,
                outcomes=outcomes,
            ),
            calendar,
        )


def promises_of(
    version: catalogue.ShownVersion, otherwise: Sequence[agreements.AgreedNorm]
) -> Iterator[Promise]:
    """What a version promised a customer, stretch by stretch: as the catalogue says, and as was agreed otherwise while that held."""
    since, until = version.since, version.until
    days = {day for each in otherwise for day in (each.since, each.until) if day is not None}
    edges = [since, *sorted(day for day in days if since < day and (until is None or day < until))]
    for first, end in zip(edges, [*edges[1:], until], strict=True):
        agreed = next((each for each in otherwise if each.holds_on(first)), None)
        indicators = version.content.indicators
        indicator = clock.clocked(indicators if agreed is None else agreed.instead_of(indicators))
        yield Promise(first, end, clock.norm_from(indicator), _goal(indicator))


def _goal(indicator: catalogue.Indicator | None) -> Fraction | None:
    """The part of the cases that keeps it."""
    percentage = None if indicator is None else indicator.percentage
    return None if percentage is None else Fraction(percentage) / 100


def _held(shown: Sequence[catalogue.ShownVersion], period: Period) -> catalogue.ShownVersion:
    """The version that held at the end of a period, else the first."""
    begun = [version for version in shown if period.end is None or version.since < period.end]
    return begun[-1] if begun else shown[0]


def _named(each: ServiceFigures, names: Mapping[UUID, str]) -> ServiceFigures:
    return replace(
        each,
        customer_name=names.get(each.customer_id, ""),
        provider_name=names.get(each.provider_id, ""),
    )


def _by_customer(rows: Iterable[Row], names: Mapping[UUID, str]) -> tuple[Row, ...]:
    named = [replace(each, customer_name=names.get(each.customer_id, "")) for each in rows]
    return tuple(sorted(named, key=lambda each: (each.customer_name, each.code)))
