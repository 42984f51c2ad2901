"""Runs of a provider, and bills as provider and customer read them."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum

from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.lifecycle import KIND
from bodemplaat.capabilities.billing.mapping import line_of
from bodemplaat.capabilities.billing.models import Bill, BillingRun, BillRow
from bodemplaat.capabilities.billing.policies import check_biller
from bodemplaat.capabilities.billing.values import BillView, RunRow, RunView
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.organisations.api import cooperation_members, member_names
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, query
from bodemplaat.kernel import Euro
from bodemplaat.kernel.plain import said_of_plain


@query
def runs(*, actor: Actor, count: int = 50) -> tuple[RunRow, ...]:
    """The runs of the actor's own organisation, the newest first; four statements."""
    check_biller(actor)
    rows = BillingRun.records.of(actor).filter(organisation_id=actor.organisation_id)
    return _rows(actor, rows.select_related("proposal").order_by("-made_at", "id")[:count])


@query
def run(*, actor: Actor, run: UUID, on: date) -> RunView:
    """One of them with its bills; raises ``NotFound`` for another's."""
    check_biller(actor)
    row = BillingRun.records.of(actor).select_related("proposal").one(id=run)
    (shown,) = _rows(actor, [row])
    proposal = proposals.proposal_of(actor=actor, proposal=row.proposal_id, kind=KIND)
    waits = proposal.waits_on(on)
    for_another = waits and sales.is_for_another(actor=actor, drafted_by=row.made_by)
    decided = proposal.decisions[-1].name if proposal.decisions else ""
    return RunView(
        row=shown,
        bills=_views(actor, Bill.records.of(actor).filter(run=row)),
        decided_by=decided,
        decided_at=proposal.closed_at,
        because=row.because,
        may_release=bool(proposals.sides_for(actor=actor, proposal=proposal, on=on)) and not for_another,
        may_take_back=waits,
        may_try_again=shown.state == proposals.CONFIRMED and shown.invoiced < shown.bills,
        is_for_another=for_another,
    )


@query
def own_bills(*, actor: Actor) -> tuple[BillView, ...]:
    """What was billed to the actor's own organisation, the newest first: bills that were released, and no others."""
    check_biller(actor)
    rows = Bill.records.of(actor).filter(customer_id=actor.organisation_id, state=lifecycle.RELEASED)
    return _views(actor, rows)


@query
def bill(*, actor: Actor, bill: UUID) -> BillView:
    """One bill: any of a provider's own, and of a customer its own once it is released; raises ``NotFound``."""
    check_biller(actor)
    row = readable(actor).one(id=bill)
    (view,) = _views(actor, Bill.records.of(actor).filter(id=row.id))
    return view


def readable(actor: Actor) -> GuardedQuerySet[Bill]:
    """The bills of a provider's own, and of a customer those that were released."""
    own = Q(organisation_id=actor.organisation_id)
    released = Q(customer_id=actor.organisation_id, state=lifecycle.RELEASED)
    return Bill.records.of(actor).filter(own | released)


@query
def open_bills(*, actor: Actor, run: UUID) -> tuple[UUID, ...]:
    """The bills of a run that was released which have no invoice yet, in its order."""
    rows = Bill.records.of(actor).filter(run_id=run, state=lifecycle.RELEASED, invoice=None)
    return tuple(rows.order_by("position").values_list("id", flat=True))


def _rows(actor: Actor, those: Iterable[BillingRun]) -> tuple[RunRow, ...]:
    rows: Sequence[BillingRun] = list(those)
    of_these = BillRow.records.of(actor).filter(bill__run__in=rows)
    totals = dict(of_these.values("bill__run").annotate(cents=Sum("cents")).values_list("bill__run", "cents"))
    counts = {
        each["run"]: each
        for each in Bill.records.of(actor)
        .filter(run__in=rows)
        .values("run")
        .annotate(
            bills=Count("id"),
            invoiced=Count("id", filter=Q(invoice__isnull=False)),
            failed=Count("id", filter=Q(invoice=None, why_not__isnull=False)),
        )
    }
    names = {each.id: each.name for each in cooperation_members(actor=actor)}
    return tuple(
        RunRow(
            id=row.id,
            cooperation=row.cooperation_id,
            cooperation_name=names.get(row.cooperation_id, ""),
            until=row.until,
            made_by=row.proposal.proposed_by_name,
            made_at=row.made_at,
            state=row.proposal.state,
            total=Euro(totals.get(row.id, 0)),
            bills=counts[row.id]["bills"],
            invoiced=counts[row.id]["invoiced"],
            failed=counts[row.id]["failed"],
        )
        for row in rows
    )


def _views(actor: Actor, those: Iterable[Bill]) -> tuple[BillView, ...]:
    """The newest first, and of one run in its order: by the name of the customer."""
    bills: Sequence[Bill] = list(those)
    lines: dict[UUID, list[BillRow]] = {each.id: [] for each in bills}
    for row in BillRow.records.of(actor).filter(bill__in=bills).order_by("position"):
        lines[row.bill_id].append(row)
    names = member_names(actor=actor)
    views = [
        BillView(
            id=each.id,
            run=each.run_id if each.organisation_id == actor.organisation_id else None,
            provider=each.organisation_id,
            provider_name=names.get(each.organisation_id, ""),
            customer=each.customer_id,
            customer_name=names.get(each.customer_id, ""),
            position=each.position,
            state=each.state,
            until=each.until,
            lines=tuple(line_of(row) for row in lines[each.id]),
            invoice=each.invoice if each.organisation_id == actor.organisation_id else None,
            number=each.number,
            issued_on=each.issued_on,
            why_not=None if each.why_not is None else said_of_plain(each.why_not),
        )
        for each in bills
    ]
    views.sort(key=lambda each: each.position)
    views.sort(key=lambda each: each.until, reverse=True)
    return tuple(views)
