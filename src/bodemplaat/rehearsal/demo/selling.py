"""The shared centre invoices its municipalities: months that were issued, a credit note, and a draft that waits for a colleague."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.calculations.invoices import check_invoices
from bodemplaat.capabilities.sales import api as sales
from bodemplaat.formats.vat_law import vat_rates_on
from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.organisations.api import identity_of
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance

PER_MONTH: Final = Decimal("4120.50")


def sell(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Keep details and customers, and invoice the two months before ``now``; done again it changes nothing."""
    drafter, issuer, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    _keep_own(drafter, alliance.provider, at=now - timedelta(days=60))
    customers = {
        each.id: _customer(drafter, each, at=now - timedelta(days=60)) for each in alliance.municipalities
    }
    last = timezone.localdate(now).replace(day=1) - timedelta(days=1)
    before = last.replace(day=1) - timedelta(days=1)
    for end, days in ((before, 20), (last, 5)):
        at = now - timedelta(days=days)
        for place in alliance.municipalities[:2]:
            made = _draft(drafter, customers[place.id], end, f"{place.id} {end:%Y-%m}", at)
            sales.issue_invoice(actor=issuer, invoice=made, at=at)
    first = _draft(drafter, customers[alliance.municipalities[0].id], before, _key(alliance, before), now)
    note = sales.draft_credit_note(
        actor=drafter, invoice=first, key=f"credit {first}", at=now - timedelta(days=3)
    )
    view = sales.sales_view(actor=drafter, invoice=note, on=timezone.localdate(now))
    if not view.row.number:
        part = sales.SalesContent(
            view.content.customer, view.content.lines[1:], view.content.reference, note="Dagdeel verviel."
        )
        sales.change_draft(actor=drafter, invoice=note, content=part, at=now - timedelta(days=3))
        sales.issue_invoice(actor=issuer, invoice=note, at=now - timedelta(days=3))
    third = alliance.municipalities[2]
    _draft(drafter, customers[third.id], last, f"{third.id} {last:%Y-%m}", now - timedelta(days=1))


def sell_and_read_back(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """The same twice, and what must be true of it afterwards."""
    sell(alliance, now=now)
    sell(alliance, now=now)
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    rows = sales.sales_invoices(actor=clerk, narrow=sales.SalesFilter()).rows
    issued = sorted((each for each in rows if each.number), key=lambda each: each.number)
    yield Fact("a run of invoices that begins again invoices nothing twice", len(rows) == 6)
    by_year: dict[str, list[str]] = {}
    for each in issued:
        year, _, number = each.number.partition("-")
        by_year.setdefault(year, []).append(number)
    yield Fact(
        "four invoices and a credit note are numbered without gaps",
        len(issued) == 5
        and all(sorted(map(int, every)) == [*range(1, len(every) + 1)] for every in by_year.values()),
    )
    views = [sales.sales_view(actor=clerk, invoice=each.id, on=timezone.localdate(now)) for each in issued]
    papers = [
        (view.row.number, content_of(actor=clerk, document=view.paper))
        for view in views
        if view.paper is not None
    ]
    checked = check_invoices(papers)
    yield Fact(
        "what goes out on paper carries an e-invoice that every rule finds sound",
        len(checked) == len(issued) and all(each.is_sound and not each.findings for each in checked),
    )


def _key(alliance: FoundedAlliance, end: date) -> str:
    return f"{alliance.municipalities[0].id} {end:%Y-%m}"


def _draft(drafter: Actor, customer: UUID, end: date, key: str, at: datetime) -> UUID:
    rate = vat_rates_on(end)[0].percent
    lines = (
        sales.SalesLine("Salarisadministratie", Decimal(1), PER_MONTH, "S", rate, "MON"),
        sales.SalesLine("Spreekuur op locatie", Decimal("3.5"), Decimal(92), "S", rate, "HUR"),
    )
    content = sales.SalesContent(
        customer, lines, reference="Bedrijfsvoering", first=end.replace(day=1), last=end
    )
    return sales.draft_invoice(actor=drafter, content=content, key=key, at=at)


def _customer(drafter: Actor, place: Founded, *, at: datetime) -> UUID:
    known = sales.customer_about(actor=drafter, organisation=place.id)
    if known is not None:
        return known.id
    own = identity_of(actor=drafter, organisation=place.id)
    details = sales.PartyDetails(
        own.name, "Raadhuisplein 1", "2311 EJ", own.name.rpartition(" ")[2], oin=own.oin
    )
    return sales.keep_customer(actor=drafter, details=details, about=place.id, at=at)


def _keep_own(drafter: Actor, provider: Founded, *, at: datetime) -> None:
    own = identity_of(actor=drafter, organisation=provider.id)
    details = sales.PartyDetails(
        own.name,
        "Stationsweg 71",
        "2312 AR",
        "Leiden",
        kvk="61234571",
        vat_number="NL100000071B01",
        account="NL84BNGH0285000071",
        email="facturen@servicepunt71.example",
    )
    if sales.own_details(actor=drafter) is None:
        sales.keep_own_details(actor=drafter, details=details, at=at)
