"""An invoice of our own as the value that is written as UBL: every amount is worked out here, to the cent."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.sales.reckoning.vat import REVERSED
from bodemplaat.capabilities.sales.values import PartyDetails, SalesContent, SalesLine
from bodemplaat.formats.invoices.arithmetic import to_the_cent
from bodemplaat.formats.invoices.values import (
    KVK,
    OIN,
    Address,
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

NLCIUS: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
BILLING: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
TRANSFER: Final = "58"
"""SEPA credit transfer (UNTDID 4461)."""
INVOICE, CREDIT_NOTE = "380", "381"
ZERO: Final = Decimal("0.00")
Rate = tuple[str, Decimal | None]


def invoice_of(
    content: SalesContent,
    seller: PartyDetails,
    customer: PartyDetails,
    *,
    number: str = "",
    issued: date,
    credited: str | None = None,
) -> Invoice:
    """What goes out; ``credited`` is the number of the invoice that a credit note is about."""
    is_outside = any(each.category == "O" for each in content.lines)
    lines = tuple(_line(position, each) for position, each in enumerate(content.lines, 1))
    vat = _vat(content)
    without = sum((each.net or ZERO for each in lines), ZERO)
    tax = sum((each.tax or ZERO for each in vat), ZERO)
    payable = without + tax
    is_paid = credited is None and payable > 0
    return Invoice(
        number,
        NLCIUS,
        BILLING,
        INVOICE if credited is None else CREDIT_NOTE,
        issued,
        issued + timedelta(days=customer.days_to_pay) if credited is None else None,
        currency="EUR",
        notes=(content.note,) if content.note else (),
        buyer_reference=content.reference,
        order=content.order,
        contract=content.contract,
        period=InvoicePeriod(content.first, content.last),
        preceding=() if credited is None else (Preceding(credited),),
        supplier=_party(seller, is_outside=is_outside, is_seller=True),
        customer=_party(customer, is_outside=is_outside),
        payment=(PaymentMeans(TRANSFER, reference=number, account=seller.account),) if is_paid else (),
        lines=lines,
        vat=vat,
        totals=Totals(lines=without, without_vat=without, vat=tax, with_vat=payable, payable=payable),
    )


def net_of(line: SalesLine) -> Decimal:
    """Quantity times price, half a cent away from zero."""
    return to_the_cent(line.quantity * line.price)


def taxable_by_rate(content: SalesContent) -> dict[Rate, Decimal]:
    """What is invoiced by category and rate, in the order of the lines."""
    sums: dict[Rate, Decimal] = defaultdict(Decimal)
    for each in content.lines:
        sums[each.category, each.rate] += net_of(each)
    return dict(sums)


def _line(position: int, line: SalesLine) -> InvoiceLine:
    return InvoiceLine(
        str(position),
        line.name,
        quantity=line.quantity,
        unit=line.unit,
        net=net_of(line),
        price=Price(line.price),
        category=line.category,
        rate=line.rate,
    )


def _vat(content: SalesContent) -> tuple[VatPart, ...]:
    reasons = {each.category: each.reason for each in content.lines if each.reason} | {"AE": REVERSED}
    return tuple(
        VatPart(
            category,
            rate,
            to_the_cent(taxable),
            to_the_cent(taxable * (rate or 0) / 100),
            "" if category in ("S", "Z") else reasons.get(category, ""),
        )
        for (category, rate), taxable in taxable_by_rate(content).items()
    )


def _party(details: PartyDetails, *, is_outside: bool, is_seller: bool = False) -> Party:
    """Known by its OIN, else its number at the chamber; outside the tax no VAT number may be named."""
    oin, kvk = Identifier(details.oin, OIN), Identifier(details.kvk, KVK)
    number = oin if details.oin else kvk if details.kvk else None
    return Party(
        details.name,
        registration=kvk if details.kvk else number,
        identifiers=(oin,) if details.oin and details.kvk else (),
        vat_number="" if is_outside else details.vat_number,
        endpoint=number,
        address=Address(details.street, city=details.town, postcode=details.postcode, country="NL"),
        contact=Contact(email=details.email) if is_seller else Contact(),
    )
