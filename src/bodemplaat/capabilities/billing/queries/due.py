"""What is due: worked out anew each time, and stored nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing.policies import check_biller, check_bills_in, cooperations_billed
from bodemplaat.capabilities.billing.queries.billed import BilledRows
from bodemplaat.capabilities.billing.queries.usage import used
from bodemplaat.capabilities.billing.queries.vat import treatments_in
from bodemplaat.capabilities.billing.queries.year_shares import lines_of_years
from bodemplaat.capabilities.billing.reckoning.due import SignedReport, lines_to_bill
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
    billed = BilledRows(actor, cooperation)
    delivered = used(actor, cooperation, files, billed, until)
    lines = lines_to_bill(files, reports, billed, delivered, lines_of_years(actor, cooperation), until=until)
    known, findings = taxed(lines, treatments_in(actor, cooperation), on)
    names = {member.id: member.name for member in where.members}
    due = tuple(_by_customer(files, known, billed, names, until))
    return Preview(cooperation, until, due, (*findings, *_other_findings(actor, due)))


def _by_customer(
    files: Sequence[agreements.Signed],
    lines: Sequence[TaxedLine],
    billed: BilledRows,
    names: Mapping[UUID, str],
    until: date,
) -> Iterator[CustomerDue]:
    """By name: each customer of whom something is due or waits, or with whom something was agreed for that day."""
    last, of_the_year = billed.by_last_run(), billed.of_the_year()
    in_force = {
        each.customer_id: each.terms
        for each in sorted(files, key=lambda each: each.terms.since)
        if each.terms.since <= until and (each.terms.until is None or until < each.terms.until)
    }
    by_customer: dict[UUID, list[TaxedLine]] = {customer: [] for customer in in_force}
    for each in lines:
        by_customer.setdefault(each.line.customer, []).append(each)
    for customer in sorted(by_customer, key=lambda each: (names.get(each, ""), each)):
        terms = in_force.get(customer)
        agreement = 0 if terms is None else terms.number
        goes_on = any(
            each.terms.until is None or until < each.terms.until
            for each in files
            if each.customer_id == customer
        )
        now, waiting = settled(by_customer[customer], goes_on=goes_on)
        yield CustomerDue(
            customer=customer,
            name=names.get(customer, ""),
            agreement=agreement,
            lines=now,
            waiting=waiting,
            last=last.get(customer, Euro(0)),
            billed=of_the_year.get((customer, agreement), Euro(0)),
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
