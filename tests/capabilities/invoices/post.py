"""Invoices as they come in, for tests: sound ones of a supplier, judged without the rules unless a test wants those."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.formats.invoices.samples import SUPPLIER, sound
from tests.world import MONDAY, World

from bodemplaat.calculations.invoices import Checked
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.capabilities.invoices.reckoning.arriving import arrival_of
from bodemplaat.formats.invoices import read_invoice, write_ubl
from bodemplaat.formats.invoices.values import Invoice, PaymentMeans
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Finding, say

HOUR = timedelta(hours=1)
WRONG = Finding("BR-NL-1", say("supplier"), say("The supplier names no KvK number or OIN."))
OTHER = replace(SUPPLIER, name="Houtman Groen", registration=None, endpoint=None, vat_number="NL001234567B01")


def bill(number: str = "2026-0417", account: str = "NL91ABNA0417164300", **changes: Any) -> Invoice:
    """A sound invoice with this number and account."""
    return sound(number=number, payment=(PaymentMeans("58", reference=number, account=account),), **changes)


def judged(content: bytes, *findings: Finding, xml: bytes = b"", carrier: str = "") -> Checked:
    """What reading comes to, as if these were all that the rules found."""
    read = read_invoice(xml or content)
    return Checked(
        "x", read.invoice, (*read.findings, *findings), "all", "UBL 2.1", ("EN 16931",), carrier, read.xml
    )


def receive(
    world: World,
    content: Invoice | bytes,
    *findings: Finding,
    who: Actor | None = None,
    organisation: UUID | None = None,
    name: str = "factuur.xml",
    at: datetime = MONDAY,
    as_judged: Checked | None = None,
) -> invoices.Received:
    """A clerk takes it in for the first municipality."""
    written = content if isinstance(content, bytes) else write_ubl(content)
    return invoices.receive_invoice(
        actor=who or world.clerk,
        organisation=organisation or world.first.id,
        arrival=arrival_of(name, written, as_judged or judged(written, *findings)),
        channel=invoices.Channel.UPLOAD,
        at=at,
    )


def seen(world: World, invoice: UUID) -> invoices.InvoiceView:
    """An invoice, as the clerk opens it."""
    return invoices.invoice_view(actor=world.clerk, invoice=invoice)


def codes(view: invoices.InvoiceView) -> list[str]:
    """The codes of what only we know."""
    return [each.code for each in view.known]
