"""Sound invoices as values: what a supplier of a municipality sends, with every amount worked out from its lines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from bodemplaat.formats.invoices.arithmetic import to_the_cent
from bodemplaat.formats.invoices.values import (
    Address,
    Allowance,
    Attachment,
    Contact,
    Identifier,
    Invoice,
    InvoiceLine,
    InvoicePeriod,
    Party,
    PaymentMeans,
    Preceding,
    Price,
    Totals,
    VatPart,
)

NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
BILLING = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
ZERO = Decimal(0)

SUPPLIER = Party(
    "Veenstra Kantoor B.V.",
    registration=Identifier("12345678", "0106"),
    vat_number="NL123456782B01",
    endpoint=Identifier("12345678", "0106"),
    address=Address("Havenstraat 12", city="Bergambacht", postcode="2861 AB", country="NL"),
    contact=Contact("A. Veenstra", "0182 123456", "facturen@veenstra.example"),
)
CUSTOMER = Party(
    "Gemeente Nederlek",
    registration=Identifier("00000001001234567000", "0190"),
    endpoint=Identifier("00000001001234567000", "0190"),
    address=Address("Raadhuisplein 1", city="Krimpen aan de Lek", postcode="2931 AB", country="NL"),
)
ABROAD = replace(
    CUSTOMER,
    name="Ville de Namur",
    registration=Identifier("0123456749", "0208"),
    vat_number="BE0123456749",
    address=Address("Rue 1", city="Namur", postcode="5000", country="BE"),
)
REASONS = {
    "E": "vrijgesteld",
    "AE": "Btw verlegd",
    "K": "Intracommunautaire levering",
    "G": "Uitvoer",
    "O": "Buiten de heffing",
}
"""Why no VAT is due, for the categories that must say so."""


def line(
    number: int = 1,
    net: str | Decimal = "45.00",
    category: str = "S",
    rate: str | None = "21",
    allowances: tuple[Allowance, ...] = (),
) -> InvoiceLine:
    """A line of one piece, its price such that the line agrees."""
    amount = Decimal(net)
    signed = sum(((1 if each.is_charge else -1) * (each.amount or ZERO) for each in allowances), ZERO)
    return InvoiceLine(
        str(number),
        f"Papier {number}",
        quantity=Decimal(1) if amount - signed >= 0 else Decimal(-1),
        unit="C62",
        net=amount,
        price=Price(abs(amount - signed)),
        category=category,
        rate=None if rate is None else Decimal(rate),
        allowances=allowances,
    )


def added_up(invoice: Invoice) -> Invoice:
    """The same invoice with breakdown and totals worked out from its lines, allowances and charges."""
    sums: dict[tuple[str, Decimal | None], Decimal] = {}
    for each in invoice.lines:
        key = (each.category, each.rate)
        sums[key] = sums.get(key, ZERO) + (each.net or ZERO)
    for reduced in invoice.allowances:
        key = (reduced.category, reduced.rate)
        sums[key] = sums.get(key, ZERO) + (reduced.amount or ZERO) * (1 if reduced.is_charge else -1)
    vat = tuple(
        VatPart(
            category, rate, taxable, to_the_cent(taxable * (rate or ZERO) / 100), REASONS.get(category, "")
        )
        for (category, rate), taxable in sums.items()
    )
    lines = sum((each.net or ZERO for each in invoice.lines), ZERO)
    less = sum((each.amount or ZERO for each in invoice.allowances if not each.is_charge), ZERO)
    more = sum((each.amount or ZERO for each in invoice.allowances if each.is_charge), ZERO)
    tax = sum((part.tax or ZERO for part in vat), Decimal("0.00"))
    without = lines - less + more
    paid, rounding = invoice.totals.prepaid, invoice.totals.rounding
    totals = Totals(
        lines,
        less if any(not each.is_charge for each in invoice.allowances) else None,
        more if any(each.is_charge for each in invoice.allowances) else None,
        without,
        tax,
        None,
        without + tax,
        paid,
        rounding,
        without + tax - (paid or ZERO) + (rounding or ZERO),
    )
    return replace(invoice, vat=vat, totals=totals)


def sound(*lines: InvoiceLine, **changes: object) -> Invoice:
    """An invoice by NLCIUS on which nothing is to be said, with these lines and these fields otherwise."""
    plain = Invoice(
        "2026-0417",
        NLCIUS,
        BILLING,
        "380",
        date(2026, 11, 2),
        date(2026, 12, 2),
        currency="EUR",
        notes=("Geleverd volgens afspraak.",),
        buyer_reference="KP-1200",
        order="B-88",
        supplier=SUPPLIER,
        customer=CUSTOMER,
        payment=(PaymentMeans("58", reference="2026-0417", account="NL91ABNA0417164300"),),
        terms="Binnen dertig dagen",
        lines=lines or (line(),),
    )
    return added_up(replace(plain, **changes))  # type: ignore[arg-type]


def credit(**changes: object) -> Invoice:
    """A credit note for the sound invoice."""
    return sound(type_code="381", preceding=(Preceding("2026-0400"),), **changes)


def in_category(category: str) -> Invoice:
    """A sound invoice of which everything has this VAT category."""
    rate = {"S": "21", "O": None}.get(category, "0")
    changes: dict[str, object] = {}
    if category in ("K", "G"):
        changes = {"customer": ABROAD, "delivered": date(2026, 10, 30), "delivery": ABROAD.address}
    if category == "AE":
        changes = {"customer": replace(CUSTOMER, vat_number="NL002455799B11")}
    if category == "O":
        changes = {"supplier": replace(SUPPLIER, vat_number="")}
    return sound(line(1, "100.00", category, rate), line(2, "0.05", category, rate), **changes)


def whole() -> Invoice:
    """An invoice that uses every term that both syntaxes know and NLCIUS says nothing of."""
    reduced = Allowance(
        False, Decimal("10.00"), Decimal("100.00"), Decimal(10), "Korting", "", "S", Decimal(21)
    )
    added = Allowance(True, Decimal("4.50"), None, None, "Vracht", "", "S", Decimal(21))
    of_line = Allowance(False, Decimal("0.30"), None, None, "Staffel")
    lines = (
        replace(
            line(1, "99.70", allowances=(of_line,)),
            description="A4, wit",
            note="Eerste deel",
            order_line="3",
            account="4100",
            period=InvoicePeriod(date(2026, 10, 1), date(2026, 10, 31)),
        ),
        replace(
            line(2, "20.00", "S", "9"),
            price=Price(Decimal("20.00"), Decimal("25.00"), Decimal("5.00"), Decimal(1)),
        ),
    )
    return sound(
        *lines,
        allowances=(reduced, added),
        sales_order="V-12",
        contract="C-7",
        project="P-9",
        receipt="O-5",
        despatch="Z-4",
        tender="A-3",
        object="M-100",
        account="6100",
        period=InvoicePeriod(date(2026, 10, 1), date(2026, 10, 31)),
        preceding=(Preceding("2026-0399"),),
        payee=Party(
            "Factor N.V.", identifiers=(Identifier("77"),), registration=Identifier("87654321", "0106")
        ),
        delivered=date(2026, 10, 30),
        delivery=Address("Kade 2", city="Lekkerkerk", postcode="2941 AB", country="NL"),
        totals=Totals(prepaid=Decimal("5.00"), rounding=Decimal("0.02")),
        attachments=(
            Attachment("urenstaat", "Uren oktober", "uren.csv", "text/csv", b"dag;uren\n1;8\n"),
            Attachment("website", "Voorwaarden", link="https://veenstra.example/voorwaarden"),
        ),
    )


_cents = st.integers(1, 9_999_999).map(lambda cents: Decimal(cents).scaleb(-2))


@st.composite
def _allowances(draw: st.DrawFn) -> Allowance:
    base, percent = draw(_cents), Decimal(draw(st.integers(1, 99)))
    return Allowance(
        draw(st.booleans()),
        to_the_cent(base * percent / 100),
        base,
        percent,
        "Afgesproken",
        "",
        "S",
        Decimal(21),
    )


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    """Any sound invoice: some lines at one or both rates, quantities with decimals, allowances, prepaid, credit."""
    lines: list[InvoiceLine] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        quantity = Decimal(draw(st.integers(-50_000, 50_000).filter(bool))).scaleb(-draw(st.integers(0, 3)))
        price = Decimal(draw(st.integers(0, 999_999))).scaleb(-draw(st.integers(0, 4)))
        base = draw(st.sampled_from([None, Decimal(1), Decimal(12), Decimal(100)]))
        net = to_the_cent(quantity * price / (base or 1))
        lines.append(
            InvoiceLine(
                str(number),
                draw(st.sampled_from(["Papier", "Uren", "Onderhoud < 1 jaar & meer", "Çà et là"])),
                quantity=quantity,
                unit="HUR",
                net=net,
                price=Price(price, base_quantity=base),
                category="S",
                rate=Decimal(draw(st.sampled_from([9, 21]))),
            )
        )
    allowances: Sequence[Allowance] = draw(st.lists(_allowances(), max_size=3))
    if allowances and not any(each.rate == 21 for each in lines):
        lines.append(line(len(lines) + 1))
    prepaid = draw(st.sampled_from([None, Decimal("0.01"), Decimal("12.30")]))
    return sound(
        *lines,
        allowances=tuple(allowances),
        totals=Totals(prepaid=prepaid),
        type_code=draw(st.sampled_from(["380", "381", "384"])),
        preceding=(Preceding("2026-0001"),),
    )
