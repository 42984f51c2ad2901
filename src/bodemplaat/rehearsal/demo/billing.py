"""The shared centre bills by its agreements: a run that another controller released, and one that waits for the next moment."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.formats.vat_law import vat_rates_on
from bodemplaat.foundation.tenancy.api import Actor, Role, entered, midnight
from bodemplaat.kernel import Euro, Rounding
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import FoundedAlliance
from bodemplaat.rehearsal.demo.settling import settle, settled_facts

RELEASED_BEFORE: Final = timedelta(days=2)
"""After what the centre invoiced by hand, so that its numbers stay in the order of their days."""
EXPLAINED: Final = 20
"""So many amounts of a run are explained."""


def bill(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Say how services are taxed, let one run go out, settle the years, and leave a run to be released if anything is due."""
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
    view = billing.run(actor=maker, run=made, on=until)
    settle(alliance, [line for each in view.bills for line in each.lines], now=now)
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
    yield from _of_usage(alliance, lines, until)
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
            if each.invoice is not None and each.total.cents >= 0
        ),
    )
    yield from _explained(maker, view, on)
    again = billing.preview(actor=maker, cooperation=cooperation, until=until, on=on)
    yield Fact("nothing that was billed is due again", not any(each.lines for each in again.customers))
    yield from settled_facts(alliance, now=now)


def _explained(maker: Actor, view: billing.RunView, on: date) -> Iterator[Fact]:
    """Amounts at random, each down to what it follows from."""
    places = [(bill.id, at) for bill in view.bills for at, _ in enumerate(bill.lines, 1)]
    chosen = random.Random(f"{on}").sample(places, min(EXPLAINED, len(places)))  # noqa: S311  # no secret
    sound, kinds = 0, set()
    for bill, place in chosen:
        seen = billing.explained(actor=maker, bill=bill, position=place, on=on)
        report = billing.explanation(seen, language="nl")
        kinds.add(seen.line.kind)
        whole = seen.line.whole if seen.line.kind in (billing.ADVANCE, billing.START_UP) else seen.line.amount
        sums = [table.totals[-1] for table in report.tables if table.totals is not None]
        sound += bool(sums) and all(each in (whole, -whole) for each in sums)
    yield Fact(
        f"{len(chosen)} amounts at random, of {len(kinds)} kinds, each add up to what they follow from",
        sound == len(chosen) > 0,
    )


def _of_usage(alliance: FoundedAlliance, lines: Sequence[billing.TaxedLine], until: date) -> Iterator[Fact]:
    """What was delivered, counted again with a query of its own."""
    counted = {
        (each.line.customer, each.line.agreement, each.line.code): each.line.quantity
        for each in lines
        if each.line.kind == billing.USAGE
    }
    again = {}
    for file in _files(alliance):
        for each in file.terms.content.lines:
            moments = (
                [moment.day for moment in file.terms.content.billing]
                if each.billed == agreements.USED
                else []
            )
            ends = [day for day in (*moments, file.terms.until) if day is not None and day <= until]
            if each.billed != agreements.AGREED and ends:
                count = _closed(alliance, file.customer_id, each.code, file.terms.since, max(ends))
                again[file.customer_id, file.terms.number, each.code] = count
    again = {key: count for key, count in again.items() if count}
    yield Fact(
        f"{sum(counted.values())} deliveries are billed by what was delivered, as counted again in the database",
        counted == again and bool(counted),
    )
    yield Fact(
        "each of them comes to its number times its price",
        all(
            each.line.amount == (each.line.price or Euro(0)) * each.line.quantity
            for each in lines
            if each.line.kind == billing.USAGE
        ),
    )


def _closed(alliance: FoundedAlliance, customer: UUID, code: str, since: date, until: date) -> int:
    """How many cases of a service the centre closed for a customer, asked without any door."""
    system = Actor.system(alliance.provider.id, customer)
    with entered(system), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM cases_case JOIN catalogue_service ON catalogue_service.id = cases_case.service_id
            WHERE cases_case.provider_id = %s AND cases_case.organisation_id = %s AND catalogue_service.code = %s
              AND cases_case.closed_at >= %s AND cases_case.closed_at < %s
              AND cases_case.state NOT IN ('withdrawn', 'merged')
            """,
            [alliance.provider.id, customer, code, midnight(since), midnight(until)],
        )
        return int(cursor.fetchone()[0])


def _files(alliance: FoundedAlliance) -> tuple[agreements.Signed, ...]:
    """What was ever signed with the centre for a year."""
    (cooperation,) = alliance.provider.system.cooperations
    writer, *_ = alliance.provider.with_role(*agreements.WRITERS)
    return agreements.ever_signed(actor=writer, kind=agreements.DFA, cooperation=cooperation)
