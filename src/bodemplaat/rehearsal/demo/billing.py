"""The shared centre bills by its agreements: a run that another controller released, and one that waits for the next moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.formats.vat_law import vat_rates_on
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import Euro, Rounding
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import FoundedAlliance

RELEASED_BEFORE: Final = timedelta(days=2)
"""After what the centre invoiced by hand, so that its numbers stay in the order of their days."""


def bill(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Say how services are taxed, let one run go out and leave one to be released, if anything is due within a month."""
    maker, releaser, *_ = alliance.provider.with_role(Role.CONTROLLER)
    (cooperation,) = alliance.provider.system.cooperations
    at = now - RELEASED_BEFORE
    until = timezone.localdate(at)
    since = min(each.terms.since for each in _files(alliance))
    for each in billing.services_taxed(actor=maker, cooperation=cooperation):
        billing.keep_treatment(
            actor=maker, cooperation=cooperation, code=each.code, since=since, how=billing.GENERAL, at=at
        )
    made = billing.make_run(actor=maker, cooperation=cooperation, until=until, at=at)
    billing.release_run(actor=releaser, run=made, at=at)
    billing.invoice_bills(actor=alliance.provider.system, run=made, at=at)
    soon = timezone.localdate(now) + timedelta(days=billing.DAYS_AHEAD)
    due = billing.preview(actor=maker, cooperation=cooperation, until=soon, on=timezone.localdate(now))
    if any(each.lines for each in due.customers):
        billing.make_run(actor=maker, cooperation=cooperation, until=soon, at=now)


def bill_and_read_back(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """The same, and what must be true of it afterwards."""
    bill(alliance, now=now)
    maker, *_ = alliance.provider.with_role(Role.CONTROLLER)
    (cooperation,) = alliance.provider.system.cooperations
    on = timezone.localdate(now)
    first = billing.runs(actor=maker)[-1]
    view = billing.run(actor=maker, run=first.id, on=on)
    lines = [line for each in view.bills for line in each.lines]
    billed = Euro.total(
        each.line.amount for each in lines if each.line.kind in (billing.ADVANCE, billing.START_UP)
    )
    until = timezone.localdate(now - RELEASED_BEFORE)
    agreed = Euro.total(
        amount for file in _files(alliance) for moment, amount in file.terms.bills if moment.day <= until
    )
    yield Fact(
        "what was billed in advance is what the agreements say of the moments that are over, to the cent",
        billed == agreed,
    )
    sources = [each.line.source for each in lines]
    yield Fact("each line of an agreement and a report is billed once", len(set(sources)) == len(sources) > 0)
    yield Fact(
        "every bill of the released run has its invoice",
        all(each.number for each in view.bills) and bool(view.bills),
    )
    rows = sales.sales_invoices(actor=maker, narrow=sales.SalesFilter()).rows
    payable = {row.id: row.payable for row in rows}
    rate = Fraction(vat_rates_on(on)[0].percent) / 100
    yield Fact(
        "the invoice of each bill is the bill with its VAT, to the cent",
        all(
            payable.get(each.invoice) == each.total + each.total.times(rate, Rounding.HALF_UP)
            for each in view.bills
            if each.invoice is not None
        ),
    )
    again = billing.preview(actor=maker, cooperation=cooperation, until=until, on=on)
    yield Fact("nothing that was billed is due again", not any(each.lines for each in again.customers))


def _files(alliance: FoundedAlliance) -> tuple[agreements.Signed, ...]:
    """What was ever signed with the centre for a year."""
    (cooperation,) = alliance.provider.system.cooperations
    writer, *_ = alliance.provider.with_role(*agreements.WRITERS)
    return agreements.ever_signed(actor=writer, kind=agreements.DFA, cooperation=cooperation)
