"""What is due: worked out anew each time, and stored nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import lifecycle
from bodemplaat.capabilities.billing.mapping import line_of
from bodemplaat.capabilities.billing.models import BillRow
from bodemplaat.capabilities.billing.policies import check_biller, check_bills_in, cooperations_billed
from bodemplaat.capabilities.billing.queries.vat import treatments_in
from bodemplaat.capabilities.billing.reckoning.due import SignedReport, lines_to_bill
from bodemplaat.capabilities.billing.reckoning.lines import BillLine
from bodemplaat.capabilities.billing.reckoning.sheets import settled, sheets_of
from bodemplaat.capabilities.billing.reckoning.vat import TaxedLine, taxed
from bodemplaat.capabilities.billing.values import CustomerDue, Preview
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro, Finding, say


@query
def places_billed(*, actor: Actor) -> Mapping[UUID, str]:
    """The cooperations in which the actor's own organisation provides or ever did, by name: there it bills."""
    check_biller(actor)
    return {each.id: each.name for each in cooperations_billed(actor)}


@query
def preview(*, actor: Actor, cooperation: UUID, until: date, on: date) -> Preview:
    """Everything that is due to the actor's organisation up to and including a day and is in no run yet, taxed as on a day.

    Raises ``NotYourBills``, and ``NotFound`` for a cooperation in which it never provided.
    """
    where = check_bills_in(actor, cooperation)
    files = agreements.ever_signed(actor=actor, kind=agreements.DFA, cooperation=cooperation)
    customers = {each.customer_id for each in files}
    reports = [
        SignedReport(each.row.id, each.seen, each.signed_on)
        for each in performance.figures_signed(actor=actor)
        if each.row.customer_id in customers
    ]
    billed = _billed(actor, cooperation)
    lines = lines_to_bill(files, reports, [line for line, _ in billed], until=until)
    known, findings = taxed(lines, treatments_in(actor, cooperation), on)
    names = {member.id: member.name for member in where.members}
    due = tuple(_by_customer(files, known, billed, names, until))
    return Preview(cooperation, until, due, (*findings, *_other_findings(actor, due)))


def _billed(actor: Actor, cooperation: UUID) -> list[tuple[BillLine, UUID]]:
    """Every line that a run holds, with its run, the newest run last."""
    rows = (
        BillRow.records.of(actor)
        .filter(organisation_id=actor.organisation_id, bill__run__cooperation_id=cooperation)
        .exclude(state=lifecycle.DROPPED)
        .select_related("bill")
        .order_by("bill__run__made_at", "bill__run_id", "source")
    )
    return [(line_of(row).line, row.bill.run_id) for row in rows]


def _by_customer(
    files: Sequence[agreements.Signed],
    lines: Sequence[TaxedLine],
    billed: Sequence[tuple[BillLine, UUID]],
    names: Mapping[UUID, str],
    until: date,
) -> Iterator[CustomerDue]:
    """By name: each customer of whom something is due or waits, or with whom something was agreed for that day."""
    last_run = billed[-1][1] if billed else None
    in_force = {
        each.customer_id: each.terms
        for each in sorted(files, key=lambda each: each.terms.since)
        if each.terms.since <= until and (each.terms.until is None or until < each.terms.until)
    }
    by_customer: dict[UUID, list[TaxedLine]] = {customer: [] for customer in in_force}
    for each in lines:
        by_customer.setdefault(each.line.customer, []).append(each)
    for customer in sorted(by_customer, key=lambda each: (names.get(each, ""), each)):
        now, waiting = settled(by_customer[customer])
        terms = in_force.get(customer)
        own = [(line, run) for line, run in billed if line.customer == customer]
        yield CustomerDue(
            customer=customer,
            name=names.get(customer, ""),
            agreement=0 if terms is None else terms.number,
            lines=now,
            waiting=waiting,
            last=Euro.total(line.amount for line, run in own if run == last_run),
            billed=Euro.total(
                line.amount
                for line, _ in own
                if terms is not None and line.is_of_the_year and line.agreement == terms.number
            ),
            planned=Euro(0) if terms is None else terms.total,
        )


def _other_findings(actor: Actor, due: Sequence[CustomerDue]) -> Iterator[Finding]:
    if not any(each.lines for each in due):
        return
    if sales.own_details(actor=actor) is None:
        text = say("Fill in what stands on your invoices first: your own details.")
        yield Finding("billing.no_own_details", "own", text)
    known = {each.about for each in sales.customers(actor=actor)}
    for each in due:
        if each.lines and each.customer not in known:
            text = say("Fill in what stands on invoices to {name} first: it is no customer yet.")
            yield Finding("billing.no_customer", str(each.customer), text, {"name": each.name})
        if any(len(sheet) > sales.MOST_LINES for sheet in sheets_of(each.lines)):
            text = say("To {name} more than {most} lines are due at once: choose an earlier day.")
            values = {"name": each.name, "most": sales.MOST_LINES}
            yield Finding("billing.many_lines", str(each.customer), text, values)
