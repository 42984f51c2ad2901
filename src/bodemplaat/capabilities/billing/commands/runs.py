"""Making a run, releasing it by another, and taking it back."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.billing import events, lifecycle
from bodemplaat.capabilities.billing.errors import CannotBill, NotByYou
from bodemplaat.capabilities.billing.lifecycle import BILL, KIND
from bodemplaat.capabilities.billing.mapping import as_facts
from bodemplaat.capabilities.billing.models import Bill, BilledDelivery, BillingRun, BillRow
from bodemplaat.capabilities.billing.policies import BILLERS, check_biller, check_bills_in
from bodemplaat.capabilities.billing.queries.due import preview
from bodemplaat.capabilities.billing.reckoning.sheets import sheets_of
from bodemplaat.capabilities.billing.reckoning.vat import TaxedLine
from bodemplaat.capabilities.billing.tasks import invoice_run
from bodemplaat.capabilities.billing.values import Preview
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.proposals import api as proposals
from bodemplaat.foundation.proposals.api import ProposalKind, ProposalView, Side
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, insert_many
from bodemplaat.kernel import say

DAYS_AHEAD: Final = 31
"""So far ahead a run can be made, for moments that are near."""
LONGEST_REASON: Final = 500
TAKEN: Final = say("A run of this cooperation waits already: release it, or take it back first.")


@command
def make_run(*, actor: Actor, cooperation: UUID, until: date, at: datetime) -> UUID:
    """Freeze everything that is due up to and including a day, for a second person to release.

    One run of a provider in a cooperation waits at a time, and two who make one at the same moment make one. Raises
    ``CannotBill`` with everything that keeps it from being made, ``Refused`` while a run waits, for a day too far ahead and where
    nothing is due, and ``NotYourBills``.
    """
    check_bills_in(actor, cooperation)
    today = timezone.localdate(at)
    if until > today + timedelta(days=DAYS_AHEAD):
        text = say("Choose a day at most {most} days from now: what is billed later is not due.")
        raise Refused(text, most=DAYS_AHEAD)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"billing_run {actor.organisation_id}"]
        )
    waiting = BillingRun.records.of(actor).filter(
        organisation_id=actor.organisation_id,
        cooperation_id=cooperation,
        proposal__state=proposals.WAITING,
    )
    if waiting.exists():
        raise Refused(TAKEN)
    due = preview(actor=actor, cooperation=cooperation, until=until, on=today)
    if due.findings:
        raise CannotBill(due.findings)
    if not any(each.lines for each in due.customers):
        raise Refused(say("Nothing is due up to that day that was not billed yet."))
    made: list[UUID] = []

    def store(proposal: UUID) -> None:
        run = BillingRun.records.of(actor).create(
            organisation_id=actor.organisation_id,
            cooperation_id=cooperation,
            proposal_id=proposal,
            until=until,
            made_by=actor.person,
            made_at=at,
        )
        _fill(actor, run, due)
        made.append(run.id)

    proposals.propose(
        actor=actor,
        kind=KIND,
        organisation=actor.organisation_id,
        subject=cooperation.hex,
        store=store,
        at=at,
    )
    return made[0]


@command
def release_run(*, actor: Actor, run: UUID, at: datetime) -> None:
    """Let a run go out, as its second pair of eyes: the worker makes an invoice of each of its bills.

    Raises ``Refused`` for whoever made it, ``NotByYou`` for whoever changed the own account last, and once it was decided.
    """
    proposals.agree(actor=actor, proposal=_proposal(actor, run), kind=KIND, at=at)


@command
def take_back_run(*, actor: Actor, run: UUID, because: str, at: datetime) -> None:
    """Take back a run that waits, and say why: what it billed is due again. Any controller of the provider may.

    Raises ``Refused`` once it was decided, and without a reason.
    """
    if not because.strip():
        raise Refused(say("Write in a few words why."))
    proposal = _proposal(actor, run)
    row = BillingRun.records.of(actor).locked().one(id=run)
    if row.because:
        raise Refused(say("This run was taken back already."))
    row.because = because.strip()[:LONGEST_REASON]
    row.save(update_fields=["because"])
    proposals.withdraw(actor=actor, proposal=proposal, kind=KIND, at=at)


@command
def try_again(*, actor: Actor, run: UUID, at: datetime) -> None:
    """Let the worker make the invoices that could not be made; those that were made stay as they are."""
    check_biller(actor)
    row = BillingRun.records.of(actor).select_related("proposal").one(id=run)
    if row.proposal.state != proposals.CONFIRMED:
        raise Refused(say("Only a run that was released makes invoices."))
    invoice_run.defer(organisation=str(row.organisation_id), run=str(row.id))


def _fill(actor: Actor, run: BillingRun, due: Preview) -> None:
    bills: list[Bill] = []
    rows: list[BillRow] = []
    taxed: list[TaxedLine] = []
    for customer in due.customers:
        for sheet in sheets_of(customer.lines):
            bill = Bill(
                organisation_id=run.organisation_id,
                run=run,
                customer_id=customer.customer,
                position=len(bills) + 1,
                until=run.until,
            )
            bills.append(bill)
            rows += (_row(bill, at, each) for at, each in enumerate(sheet, 1))
            taxed += sheet
    Bill.records.of(actor).bulk_create(bills)
    BillRow.records.of(actor).bulk_create(rows, batch_size=2000)
    insert_many(
        actor,
        BilledDelivery,
        ("row_id", "customer_id", "case_type", "case", "ended_on"),
        (
            (row.id, row.customer_id, delivery.case_type, delivery.case, delivery.ended_on)
            for row, each in zip(rows, taxed, strict=True)
            for delivery in each.line.deliveries
        ),
        same={"organisation_id": run.organisation_id},
    )


def _row(bill: Bill, position: int, each: TaxedLine) -> BillRow:
    return BillRow(
        organisation_id=bill.organisation_id,
        bill=bill,
        customer_id=bill.customer_id,
        position=position,
        source=each.line.source,
        kind=each.line.kind,
        code=each.line.code,
        due=each.line.due,
        cents=each.line.amount.cents,
        how=each.how,
        reason=each.reason,
        facts=as_facts(each.line),
    )


def _proposal(actor: Actor, run: UUID) -> UUID:
    check_biller(actor)
    return BillingRun.records.of(actor).one(id=run).proposal_id


class Runs(ProposalKind):
    """Runs: a controller makes one, and another one of the same provider releases it."""

    code = KIND
    trail = "billing_run."
    recorded_as = "billing_run"
    sides = (
        Side(
            "second",
            frozenset(BILLERS),
            say("Another controller of the provider releases this. You are signed in in another role."),
        ),
    )
    taken = TAKEN
    own = say("Somebody else releases this run: you made it. Ask another controller.")
    topics = MappingProxyType(
        {
            proposals.PROPOSED: events.MADE,
            proposals.CONFIRMED: events.RELEASED,
            proposals.WITHDRAWN: events.TAKEN_BACK,
        }
    )

    def check_may_decide(self, *, actor: Actor, proposal: ProposalView, side: Side, at: datetime) -> None:
        """Not whoever changed the account that is paid to last."""
        if sales.is_for_another(actor=actor, drafted_by=proposal.proposed_by):
            raise NotByYou

    def check_may_withdraw(self, *, actor: Actor, proposal: ProposalView) -> None:
        """Any controller of the provider may."""
        check_biller(actor)
        if actor.organisation_id != proposal.organisation_id:
            raise NotFound("billing run")

    def confirm(self, *, actor: Actor, proposal: ProposalView, at: datetime) -> None:
        """Its bills are the customers' from now on, and the worker invoices them."""
        run = _move(actor, proposal, "release")
        invoice_run.defer(organisation=str(run.organisation_id), run=str(run.id))

    def facts(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Up to which day."""
        return {"until": _run(actor, proposal).until.isoformat()}

    def announced(self, *, actor: Actor, proposal: ProposalView) -> Mapping[str, object]:
        """Which run, up to which day, whom it bills, and why it was taken back."""
        run = _run(actor, proposal)
        customers = (
            Bill.records.of(actor).filter(run=run).order_by("customer").values_list("customer", flat=True)
        )
        return {
            "run": str(run.id),
            "until_day": run.until.isoformat(),
            "because": run.because,
            "customers": [str(each) for each in customers.distinct()],
        }

    def told(self, *, actor: Actor, proposal: ProposalView, act: str, at: datetime) -> None:
        """What was taken back is let go of."""
        if act in (proposals.WITHDRAWN, proposals.REFUSED):
            _move(actor, proposal, "drop")
        super().told(actor=actor, proposal=proposal, act=act, at=at)


def _run(actor: Actor, proposal: ProposalView) -> BillingRun:
    return BillingRun.records.of(actor).one(proposal_id=proposal.id)


def _move(actor: Actor, proposal: ProposalView, move: str) -> BillingRun:
    run = BillingRun.records.of(actor).locked().one(proposal_id=proposal.id)
    state = BILL.after(lifecycle.MADE, move)
    Bill.records.of(actor).filter(run=run).update(state=state)
    BillRow.records.of(actor).filter(bill__run=run).update(state=state)
    BilledDelivery.records.of(actor).filter(row__bill__run=run).update(state=state)
    return run
