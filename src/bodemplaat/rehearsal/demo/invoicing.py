"""Invoices of suppliers at the shared centre: sound ones, and one of each thing that makes an invoice wait."""

import importlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.calculations.invoices.own import DUTCH, own_report
from bodemplaat.capabilities.invoices import api as invoices
from bodemplaat.formats.invoices import Invoice, write_ubl
from bodemplaat.formats.invoices.arithmetic import to_the_cent
from bodemplaat.formats.invoices.values import (
    Address,
    Attachment,
    Contact,
    Identifier,
    InvoiceLine,
    Party,
    PaymentMeans,
    Preceding,
    Price,
    Totals,
    VatPart,
)
from bodemplaat.formats.vat_law import vat_rates_on
from bodemplaat.foundation.organisations.api import identity_of, units_of
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import Euro
from bodemplaat.rehearsal.demo.check import Fact
from bodemplaat.rehearsal.demo.founding import Founded, FoundedAlliance
from bodemplaat.rehearsal.demo.mailed_invoices import mail_an_invoice, read_back_what_was_mailed

NLCIUS: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
BILLING: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
OIN, KVK = "0190", "0106"


@dataclass(frozen=True, slots=True)
class _Supplier:
    name: str
    kvk: str
    vat: str
    account: str
    street: str
    postcode: str
    city: str


OFFICE: Final = _Supplier(
    "Kantoorhuis De Lek B.V.",
    "61234501",
    "NL100000022B01",
    "NL36INGB0007654321",
    "Dijk 8",
    "2941 BK",
    "Lekkerkerk",
)
GREEN: Final = _Supplier(
    "Groenwerk Krimpenerwaard",
    "61234502",
    "NL100000034B01",
    "NL30RABO0301234567",
    "Bosweg 2",
    "2861 GC",
    "Bergambacht",
)
SOFTWARE: Final = _Supplier(
    "Rekenwijs Software B.V.",
    "61234503",
    "NL100000046B01",
    "NL30ABNA0512345678",
    "Singel 40",
    "2801 DA",
    "Gouda",
)


def take_in(alliance: FoundedAlliance, *, now: datetime) -> None:
    """Let some invoices come in the days before ``now``, for the first two municipalities."""
    first, second = alliance.municipalities[0], alliance.municipalities[1]
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    day = timezone.localdate(now) - timedelta(days=12)
    to_first, to_second = (customer_of(clerk, each) for each in (first, second))
    paper = bill(OFFICE, "KL-20417", day, to_first, ("Kopieerpapier A4, 40 dozen", "24.50", 40))
    hours = Attachment("uren", "Uren per medewerker", "uren.csv", "text/csv", b"dag;uren\nma;6\ndi;7\n")
    paper = replace(paper, terms="Binnen 30 dagen.\n#SKONTO#TAGE=25#PROZENT=2.00#\n")
    upkeep = replace(
        bill(
            GREEN,
            "2026/311",
            day,
            to_second,
            ("Onderhoud plantsoen", "1850.00", 1),
            ("Snoeihout afvoeren", "62.75", 4),
        ),
        attachments=(hours,),
    )
    licence = bill(SOFTWARE, "RW-8801", day, to_first, ("Licentie belastingpakket", "7200.00", 1))
    back = replace(
        bill(OFFICE, "KL-C-0031", day, to_first, ("Retour kopieerpapier", "24.50", 5)),
        type_code="381",
        due=None,
        preceding=(Preceding("KL-20417"),),
    )
    arrived: Sequence[tuple[Founded, str, bytes, int]] = (
        (first, "KL-20417.xml", write_ubl(paper), 11),
        (second, "factuur 2026-311.xml", write_ubl(upkeep), 10),
        (first, "RW-8801.xml", write_ubl(licence), 9),
        (first, "creditnota KL-C-0031.xml", write_ubl(back), 8),
        # What makes an invoice wait, one thing each.
        (first, "KL-20417 (kopie).xml", write_ubl(replace(paper, notes=("Tweede exemplaar",))), 6),
        (
            first,
            "KL-20455.xml",
            write_ubl(replace(_again(paper, "KL-20455", day), buyer_reference="", order="")),
            5,
        ),
        (first, "RW-8830.xml", write_ubl(_paid_elsewhere(_again(licence, "RW-8830", day))), 4),
        (first, "factuur 2026-318.xml", write_ubl(_again(upkeep, "2026/318", day)), 3),
        (second, "factuur 2026-320.xml", write_ubl(_off_by_ten(_again(upkeep, "2026/320", day))), 2),
        (second, "scan0042.pdf", _scan(_again(upkeep, "2026/325", day)), 1),
    )
    judged = invoices.judge_files([(name, content) for _, name, content, _ in arrived])
    for (hall, _, _, days), arrival in zip(arrived, judged, strict=True):
        invoices.receive_invoice(
            actor=clerk,
            organisation=hall.id,
            arrival=arrival,
            channel=invoices.Channel.UPLOAD,
            at=now - timedelta(days=days),
        )
    mail_an_invoice(alliance, name="KL-20417.xml", content=write_ubl(paper), now=now)
    _know_accounts(alliance, now)
    _ask_for_approval(alliance, now)
    _propose_a_second_approval(first, now)


def _scan(invoice: Invoice) -> bytes:
    """An invoice on paper, with nothing for a machine in it: a clerk types it over."""
    pdf = importlib.import_module("bodemplaat.calculations.render.pdf")  # a typesetter takes most of a second
    made: bytes = pdf.paper(own_report(invoice, invoice.issued or date.min), DUTCH)
    return made


def _propose_a_second_approval(hall: Founded, now: datetime) -> None:
    """From a lower amount on a director is to decide as well: it waits for the controller; again changes nothing."""
    administrator, *_ = hall.with_role(Role.ADMINISTRATOR)
    if invoices.second_approval_waits(actor=administrator):
        return
    invoices.propose_second_approval(
        actor=administrator,
        amount=Euro.of("15000"),
        since=(timezone.localdate(now).replace(day=28) + timedelta(days=4)).replace(day=1),
        reason="De accountant vroeg om een tweede akkoord vanaf een lager bedrag.",
        at=now,
    )


def _ask_for_approval(alliance: FoundedAlliance, now: datetime) -> None:
    """One invoice coded and approved, one that waits for the budget holder, one back with a question; again changes nothing."""
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    halls = {each.id: each for each in alliance.municipalities}
    on = timezone.localdate(now)
    rows = {
        each.number: each
        for each in invoices.invoices_at_desk(actor=clerk, narrow=invoices.InvoiceFilter()).rows
        if each.state is invoices.InvoiceState.REGISTERED
    }
    for number, taakveld, act in (
        ("RW-8801", "0.4", "approve"),
        ("KL-20417", "0.4", ""),
        ("2026/311", "5.7", "ask"),
    ):
        row = rows[number]
        view = invoices.approval_view(actor=clerk, invoice=row.id, on=on)
        if view.round or view.to_code is None:
            continue
        hall, at = halls[row.organisation_id], now - timedelta(hours=20)
        unit = units_of(actor=clerk, organisation=hall.id)[0]
        line = invoices.Coded(row.supplier_name, view.to_code, taakveld, hall.cost_centres[0])
        invoices.code_invoice(actor=clerk, invoice=row.id, unit=unit.id, lines=[line], at=at)
        holder = holder_of(hall, row.id, on)
        if act == "approve":
            invoices.approve_invoice(
                actor=holder, invoice=row.id, seen_round=1, words="Volgens het contract", at=now
            )
        elif act:
            invoices.return_invoice(
                actor=holder,
                invoice=row.id,
                seen_round=1,
                question="Hoort het snoeihout bij deze wijk?",
                at=now,
            )


def holder_of(hall: Founded, invoice: UUID, on: date) -> Actor:
    """Somebody of a municipality for whom an invoice waits."""
    for actor in hall.people.values():
        if invoice in {each.id for each in invoices.invoices_to_decide(actor=actor, on=on)}:
            return actor
    raise LookupError(f"nobody of {hall.name} can decide on the invoice")


def _know_accounts(alliance: FoundedAlliance, now: datetime) -> None:
    """Two accounts that two clerks agreed on and one that waits for the second; doing it again changes nothing."""
    clerk, second, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    rows = invoices.suppliers_at_desk(actor=clerk, narrow=invoices.SupplierFilter()).rows
    for supplier, days in ((OFFICE, 9), (SOFTWARE, 2), (GREEN, None)):
        for row in rows:
            if row.vat != supplier.vat or row.accounts or row.asked:
                continue
            asked_at = now - timedelta(days=days or 1)
            account = invoices.propose_supplier_account(
                actor=clerk,
                supplier=row.id,
                iban=supplier.account,
                reason="Gebeld op het nummer uit het contract, met de administratie",
                at=asked_at,
            )
            if days is not None:
                invoices.SUPPLIER_ACCOUNTS.confirm(actor=second, which=account, at=asked_at)


def take_in_and_read_back(alliance: FoundedAlliance, *, now: datetime) -> Iterator[Fact]:
    """The same, and what must be true of it afterwards; also when all of it comes again."""
    clerk, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    take_in(alliance, now=now)
    take_in(alliance, now=now)
    rows = invoices.invoices_at_desk(actor=clerk, narrow=invoices.InvoiceFilter()).rows
    yield Fact("ten files of suppliers that came twice are ten invoices", len(rows) == 10)
    yield from read_back_what_was_mailed(alliance, number="KL-20417")
    states = Counter(each.state for each in rows)
    yield Fact(
        "four sound invoices are registered and six wait, none is lost",
        (states[invoices.InvoiceState.REGISTERED], states[invoices.InvoiceState.WAITING]) == (4, 6),
    )
    suppliers = invoices.suppliers_at_desk(actor=clerk, narrow=invoices.SupplierFilter()).rows
    yield Fact(
        "three suppliers began with their first invoice: two have an account that two clerks agreed on, one waits",
        sorted((len(each.accounts), each.asked) for each in suppliers) == [(0, 1), (1, 0), (1, 0)],
    )
    on = timezone.localdate(now)
    standings = Counter(
        invoices.account_of_invoice(actor=clerk, invoice=each.id, on=on).standing
        for each in rows
        if each.state is invoices.InvoiceState.REGISTERED and not each.is_credit_note
    )
    yield Fact(
        "one registered invoice can be paid to its account, one waits out its time and one waits for a second clerk",
        all(standings[invoices.AccountStanding(each)] == 1 for each in ("payable", "later", "asked")),
    )
    approvals = Counter(
        invoices.approval_view(actor=clerk, invoice=each.id, on=on).approval
        for each in rows
        if each.state is invoices.InvoiceState.REGISTERED and not each.is_credit_note
    )
    yield Fact(
        "one invoice is approved by whoever answers for the budget, one waits and one came back with a question",
        all(approvals[invoices.Approval(each)] == 1 for each in ("approved", "asked", "returned")),
    )
    known = Counter(
        finding.code
        for each in rows
        if each.state is invoices.InvoiceState.WAITING
        for finding in invoices.invoice_view(actor=clerk, invoice=each.id).known
        if finding.stops
    )
    expected = (invoices.DUPLICATE, invoices.OTHER_ACCOUNT, invoices.OTHER_CUSTOMER)
    yield Fact(
        "a duplicate, another account and another organisation's invoice are found by what only we know",
        all(known[code] == 1 for code in expected),
    )


def customer_of(clerk: Actor, hall: Founded) -> Party:
    """The municipality as a supplier writes it on an invoice."""
    own = identity_of(actor=clerk, organisation=hall.id)
    number = Identifier(own.oin, OIN)
    return Party(
        own.name,
        registration=number,
        endpoint=number,
        address=Address("Raadhuisplein 1", city="Krimpenerwaard", postcode="2871 CZ", country="NL"),
    )


def bill(
    supplier: _Supplier, number: str, day: date, customer: Party, *bought: tuple[str, str, int]
) -> Invoice:
    """A sound invoice for what was bought (what, price, how many), VAT at the general rate."""
    rate = vat_rates_on(day)[0].percent
    lines = tuple(
        InvoiceLine(
            str(place),
            what,
            quantity=Decimal(count),
            unit="C62",
            net=Decimal(price) * count,
            price=Price(Decimal(price)),
            category="S",
            rate=rate,
        )
        for place, (what, price, count) in enumerate(bought, start=1)
    )
    without = sum((each.net for each in lines if each.net is not None), Decimal("0.00"))
    vat = to_the_cent(without * rate / 100)
    return Invoice(
        number,
        NLCIUS,
        BILLING,
        "380",
        day,
        day + timedelta(days=30),
        currency="EUR",
        buyer_reference="Inkoop",
        supplier=Party(
            supplier.name,
            registration=Identifier(supplier.kvk, KVK),
            vat_number=supplier.vat,
            endpoint=Identifier(supplier.kvk, KVK),
            address=Address(supplier.street, city=supplier.city, postcode=supplier.postcode, country="NL"),
            contact=Contact("Administratie", "", f"administratie@{supplier.name.split()[0].lower()}.example"),
        ),
        customer=customer,
        payment=(PaymentMeans("58", reference=number, account=supplier.account),),
        terms="Binnen 30 dagen",
        lines=lines,
        vat=(VatPart("S", rate, without, vat),),
        totals=Totals(
            lines=without, without_vat=without, vat=vat, with_vat=without + vat, payable=without + vat
        ),
    )


def _again(invoice: Invoice, number: str, day: date) -> Invoice:
    return replace(invoice, number=number, issued=day + timedelta(days=3), due=day + timedelta(days=33))


def _paid_elsewhere(invoice: Invoice) -> Invoice:
    means = replace(invoice.payment[0], account="NL33BUNQ2031234567", reference=invoice.number)
    return replace(invoice, payment=(means,))


def _off_by_ten(invoice: Invoice) -> Invoice:
    """Ten euros more to pay than it comes to."""
    more = (invoice.totals.payable or Decimal(0)) + 10
    return replace(invoice, totals=replace(invoice.totals, payable=more))
