"""Reports that were offered for signing, as both sides read them, and what changed since."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.performance.commands import KIND
from bodemplaat.capabilities.performance.mapping import (
    Place,
    complaints_from,
    deliveries_from,
    duties_from,
    from_stored,
    plan_from,
    satisfaction_from,
)
from bodemplaat.capabilities.performance.models import PerformanceReport
from bodemplaat.capabilities.performance.policies import check_may_read
from bodemplaat.capabilities.performance.queries.explained import terms_of_late_cases
from bodemplaat.capabilities.performance.queries.live import performance
from bodemplaat.capabilities.performance.reckoning.corrections import corrections_of
from bodemplaat.capabilities.performance.reckoning.kept import corrections_from
from bodemplaat.capabilities.performance.values import ComplaintFigures, Correction, Performance, Signature
from bodemplaat.foundation.organisations.api import names_of_partners
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query
from bodemplaat.kernel import Period, Said


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list: between whom, about which days, and where it stands (a state of its proposal)."""

    id: UUID
    provider_id: UUID
    provider_name: str
    customer_id: UUID
    customer_name: str
    first_day: date
    last_day: date
    offered_at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class SignedFigures:
    """A report as both signed it, with the day on which the second did."""

    row: ReportRow
    seen: Performance
    signed_on: date


@dataclass(frozen=True, slots=True)
class ComplaintCorrection:
    """Complaints about a service that are counted otherwise now: as they were offered, and now; ``None`` for none."""

    then: ComplaintFigures | None
    now: ComplaintFigures | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with its figures as they were offered, its signatures, what the actor can do, and what changed since.

    ``terms`` are those of the cases that it says ran furthest over, step by step, by what is known now.
    """

    row: ReportRow
    seen: Performance
    signatures: tuple[Signature, ...]
    offered_by: UUID
    offered_by_name: str
    may_sign_for: tuple[str, ...]
    may_withdraw: bool
    corrections: tuple[Correction, ...]
    complaints_since: tuple[ComplaintCorrection, ...] = ()
    terms: Mapping[UUID, tuple[Said, ...]] = field(default_factory=dict)


@query
def reports(*, actor: Actor, customer: UUID | None = None, count: int = 200) -> tuple[ReportRow, ...]:
    """What was offered by the actor's organisation or to it, the latest period first; three statements."""
    check_may_read(actor)
    rows = PerformanceReport.records.of(actor).select_related("proposal")
    if customer is not None:
        rows = rows.filter(customer_id=customer)
    return _rows(actor, list(rows.order_by("-first_day", "-as_of", "id")[:count]))


@query
def reports_that_hold(*, actor: Actor, customer: UUID, period: Period) -> tuple[ReportRow, ...]:
    """What was offered of exactly this period and waits or was signed: while it does, nobody offers the same anew."""
    check_may_read(actor)
    rows = PerformanceReport.records.of(actor).select_related("proposal")
    last_day = (period.end or period.start) - timedelta(days=1)
    of_period = rows.filter(customer_id=customer, first_day=period.start, last_day=last_day)
    holds = of_period.filter(proposal__state__in=(proposals.WAITING, proposals.CONFIRMED))
    return _rows(actor, list(holds.order_by("-as_of", "id")))


@query
def report(*, actor: Actor, report: UUID, now: datetime, on: date) -> ReportView:
    """One report; raises ``NotFound`` for one between others."""
    check_may_read(actor)
    row = PerformanceReport.records.of(actor).select_related("proposal").one(id=report)
    (shown,) = _rows(actor, [row])
    proposal = proposals.proposal_of(actor=actor, proposal=row.proposal_id, kind=KIND)
    seen = _as_offered(row, shown)
    live = None
    if shown.customer_id in actor.scope:  # a controller of the provider reads what is signed, and no cases
        live = performance(actor=actor, period=seen.period, now=now, customer=shown.customer_id)
    sides = proposals.sides_for(actor=actor, proposal=proposal, on=on)
    waits = proposal.waits_on(on)
    return ReportView(
        row=shown,
        seen=seen,
        signatures=_signatures(proposal),
        offered_by=proposal.proposed_by,
        offered_by_name=proposal.proposed_by_name,
        may_sign_for=tuple(side.name for side in sides),
        may_withdraw=waits and actor.organisation_id == shown.provider_id,
        corrections=()
        if live is None
        else corrections_of(seen.services, live, row.cases, provider=shown.provider_id),
        complaints_since=_complaints_since(seen.complaints, shown.provider_id, live),
        terms={} if live is None else terms_of_late_cases(actor=actor, seen=_with_facts(seen, live)),
    )


def _with_facts(seen: Performance, live: Performance) -> Performance:
    """What was offered, with what is known now of the cases behind it: the figures alone were kept."""
    known = {(each.provider_id, each.service, each.case_type): each for each in live.services}
    return replace(
        seen,
        services=tuple(
            replace(known[key], figures=each.figures)
            for each in seen.services
            if (key := (each.provider_id, each.service, each.case_type)) in known
        ),
    )


@query
def sealed_reports(*, actor: Actor, count: int, start: int = 0) -> tuple[ReportRow, ...]:
    """What both sides signed, of the organisation that a system works for as customer or provider; the latest period first."""
    rows = _sealed(actor).order_by("-first_day", "-as_of", "id").defer("figures", "cases", "agreed")
    return _rows(actor, list(rows[start : start + count]))


@query
def sealed_report(*, actor: Actor, report: UUID) -> tuple[ReportRow, Performance, tuple[Signature, ...]]:
    """One of them with its figures as they were signed, and by whom; raises ``NotFound`` for any other, also unsigned."""
    row = _sealed(actor).one(id=report)
    (shown,) = _rows(actor, [row])
    proposal = proposals.proposal_of(actor=actor, proposal=row.proposal_id, kind=KIND)
    return shown, _as_offered(row, shown), _signatures(proposal)


@query
def figures_signed(*, actor: Actor) -> tuple[SignedFigures, ...]:
    """Everything that both sides signed of what the actor's own organisation provides, with its figures; three statements."""
    rows = list(_sealed(actor).filter(organisation_id=actor.organisation_id).order_by("first_day", "id"))
    return tuple(
        SignedFigures(shown, _as_offered(row, shown), timezone.localdate(row.proposal.closed_at))
        for row, shown in zip(rows, _rows(actor, rows), strict=True)
    )


def _signatures(proposal: proposals.ProposalView) -> tuple[Signature, ...]:
    return tuple(
        Signature(each.side, each.person, each.name, each.is_agreed, each.reason, each.at)
        for each in proposal.decisions
    )


def _sealed(actor: Actor) -> GuardedQuerySet[PerformanceReport]:
    if not actor.is_system:
        check_may_read(actor)
    rows = PerformanceReport.records.of(actor).select_related("proposal")
    return rows.filter(proposal__state=proposals.CONFIRMED)


def _as_offered(row: PerformanceReport, shown: ReportRow) -> Performance:
    """The figures as they are kept with a report."""
    names = {shown.provider_id: shown.provider_name, shown.customer_id: shown.customer_name}
    place: Place = {"provider": shown.provider_id, "customer": shown.customer_id, "names": names}
    return Performance(
        Period(row.first_day, row.last_day + timedelta(days=1)),
        row.as_of,
        from_stored(row.figures, **place),
        duties_from(row.agreed, **place),
        plan_from(row.agreed, **place),
        complaints_from(row.agreed, **place),
        satisfaction_from(row.agreed, **place),
        deliveries_from(row.agreed, **place),
        row.agreed.get("credited_over", 0),
        corrections_from(row.agreed, **place),
    )


def _rows(actor: Actor, rows: Collection[PerformanceReport]) -> tuple[ReportRow, ...]:
    ids = {place for row in rows for place in (row.organisation_id, row.customer_id)}
    names = names_of_partners(actor=actor, organisations=ids)
    return tuple(
        ReportRow(
            id=row.id,
            provider_id=row.organisation_id,
            provider_name=names.get(row.organisation_id, ""),
            customer_id=row.customer_id,
            customer_name=names.get(row.customer_id, ""),
            first_day=row.first_day,
            last_day=row.last_day,
            offered_at=row.as_of,
            state=row.proposal.state,
        )
        for row in rows
    )


def _complaints_since(
    then: Sequence[ComplaintFigures], provider: UUID, live: Performance | None
) -> tuple[ComplaintCorrection, ...]:
    """Services about which other complaints are known now, or of which something else came."""
    if live is None:
        return ()
    before = {each.service: each for each in then}
    today = {each.service: each for each in live.complaints if each.provider_id == provider}
    return tuple(
        ComplaintCorrection(before.get(service), today.get(service))
        for service in dict.fromkeys((*before, *today))
        if _counts(before.get(service)) != _counts(today.get(service))
    )


def _counts(each: ComplaintFigures | None) -> tuple[int, ...] | None:
    return None if each is None else each.counts
