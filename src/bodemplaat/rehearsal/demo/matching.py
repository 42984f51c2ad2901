"""Invoices of what was ordered: one that fits and is approved by its order, and one that differs and waits for the budget holder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.orders import api as orders
from bodemplaat.formats.invoices import write_ubl
from bodemplaat.foundation.organisations.api import units_of
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.invoicing import OFFICE, bill, customer_of

FITS, DIFFERS = "KL-20501", "KL-20508"
SUBJECT: Final = "Kopieerpapier"
"""The order that both are of: three quarters of it came."""


def match(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Let both come for the first municipality and link them to its order; doing it again changes nothing."""
    hall = alliance.municipalities[0]
    clerk, second, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    on = timezone.localdate(now)
    narrow = invoices.InvoiceFilter(organisation=hall.id, text=FITS)
    if invoices.invoices_at_desk(actor=clerk, narrow=narrow).rows:
        return
    _agree_on_a_rule(hall, now - timedelta(days=15))
    page = orders.orders_at_desk(
        actor=clerk, narrow=orders.OrderFilter(organisation=hall.id, text=SUBJECT), on=on
    )
    (ordered,) = page.rows
    customer = customer_of(clerk, hall)
    sent = (
        bill(OFFICE, FITS, on, customer, ("Kopieerpapier A4", "24.50", 30)),
        bill(
            OFFICE,
            DIFFERS,
            on,
            customer,
            ("Kopieerpapier A4", "26.00", 10),
            ("Bezorgen buiten kantoortijd", "35.00", 1),
        ),
    )
    files = [
        (f"{each.number}.xml", write_ubl(replace(each, order=ordered.number, buyer_reference="")))
        for each in sent
    ]
    for hours, arrival in zip((5, 4), invoices.judge_files(files), strict=True):
        at = now - timedelta(hours=hours)
        invoice = invoices.receive_invoice(
            actor=clerk, organisation=hall.id, arrival=arrival, channel=invoices.Channel.UPLOAD, at=at
        ).invoice
        fit = invoices.link_invoice(actor=second, invoice=invoice, order=ordered.id, at=at)
        if fit is invoices.Fit.FITS:
            invoices.book_as_ordered(actor=second, invoice=invoice, at=at)
            continue
        lines = [
            invoices.Coded(each.text, each.net, "0.4", hall.cost_centres[0])
            for each in invoices.match_view(actor=second, invoice=invoice).lines
        ]
        unit = units_of(actor=second, organisation=hall.id)[0]
        invoices.code_invoice(actor=second, invoice=invoice, unit=unit.id, lines=lines, at=at)


def _agree_on_a_rule(hall: Founded, at: datetime) -> None:
    """What fits within two percent and ten euros a line needs no new approval where others noted what came."""
    administrator, *_ = hall.with_role(Role.ADMINISTRATOR)
    controller, *_ = hall.with_role(Role.CONTROLLER)
    proposal = invoices.propose_order_match(
        actor=administrator,
        rule=invoices.MatchRule(200, Euro.of("10"), skips=True),
        since=timezone.localdate(at) + timedelta(days=1),
        reason="De bestelling is al goedgekeurd: wat klopt hoeft niet nog eens langs de budgethouder.",
        at=at,
    )
    invoices.ORDER_MATCHES.confirm(actor=controller, which=proposal, at=at)


def match_and_read_back(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """The same, and what must be true of it afterwards; also when it is done again."""
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    on, hall = timezone.localdate(now), alliance.municipalities[0]
    match(alliance, now=now)
    match(alliance, now=now)
    rows = invoices.invoices_at_desk(actor=clerk, narrow=invoices.InvoiceFilter(organisation=hall.id)).rows
    linked = {each.number: each for each in rows if each.order_number}
    fits, differs = linked[FITS], linked[DIFFERS]
    yield Fact(
        "an invoice that fits what was ordered and came is approved by its order, with nobody asked anew",
        (fits.fit, fits.approval) == (invoices.Fit.FITS, invoices.Approval.APPROVED)
        and not invoices.approval_view(actor=clerk, invoice=fits.id, on=on).steps,
    )
    verdicts = [
        (each.result.verdict.value, each.difference)
        for each in invoices.match_view(actor=clerk, invoice=differs.id).lines
    ]
    yield Fact(
        "an invoice for more than came, and for what was not ordered, waits for the budget holder with both told to the cent",
        differs.approval is invoices.Approval.ASKED
        and verdicts == [("not_received", Euro.of("260")), ("not_ordered", Euro.of("35"))],
    )
    page = orders.orders_at_desk(
        actor=clerk, narrow=orders.OrderFilter(organisation=hall.id, text=SUBJECT), on=on
    )
    (line,) = orders.order_view(actor=clerk, order=page.rows[0].id, on=on).lines
    yield Fact(
        "of the order thirty boxes are invoiced and booked, and what is not stays an obligation",
        (line.invoiced.booked, line.quantity - line.invoiced.booked) == (Decimal(30), Decimal(10)),
    )
