"""An invoice that a clerk typed over from its picture: as an invoice of the norm, and what can be checked of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bodemplaat.formats.invoices.values import (
    Contact,
    Identifier,
    Invoice,
    InvoiceLine,
    Party,
    PaymentMeans,
    Totals,
)
from bodemplaat.formats.vat_law import highest_vat_on
from bodemplaat.kernel import Euro, Finding, Severity, say

ARITHMETIC = "known.typed_arithmetic"
VAT_RATE = "known.typed_vat"
NO_ACCOUNT = "known.typed_no_account"
DAYS = "known.typed_days"


@dataclass(frozen=True, slots=True)
class TypedInvoice:
    """What somebody read from the picture. Numbers and account are empty where the picture has none."""

    supplier_name: str
    number: str
    issued: date
    without_vat: Euro
    vat: Euro
    payable: Euro
    due: date | None = None
    is_credit_note: bool = False
    supplier_kvk: str = ""
    supplier_vat: str = ""
    supplier_oin: str = ""
    supplier_account: str = ""
    supplier_email: str = ""


def as_invoice(typed: TypedInvoice, customer_name: str, customer_oin: str) -> Invoice:
    """The same as an invoice, for the organisation that it came for; with one line, since its lines stay in the picture."""
    oin = (Identifier(typed.supplier_oin, "0190"),) if typed.supplier_oin else ()
    kvk = Identifier(typed.supplier_kvk, "0106") if typed.supplier_kvk else None
    bare, vat, payable = (_decimal(each) for each in (typed.without_vat, typed.vat, typed.payable))
    return Invoice(
        number=typed.number,
        type_code="381" if typed.is_credit_note else "380",
        issued=typed.issued,
        due=typed.due,
        currency="EUR",
        supplier=Party(
            name=typed.supplier_name,
            identifiers=oin,
            registration=kvk,
            vat_number=typed.supplier_vat,
            contact=Contact(email=typed.supplier_email),
        ),
        customer=Party(
            name=customer_name, registration=Identifier(customer_oin, "0190") if customer_oin else None
        ),
        payment=(PaymentMeans("58", reference=typed.number, account=typed.supplier_account),),
        lines=(InvoiceLine("1", name=typed.supplier_name, net=bare),),
        totals=Totals(lines=bare, without_vat=bare, vat=vat, with_vat=bare + vat, payable=payable),
    )


def against_itself(typed: TypedInvoice) -> Iterator[Finding]:
    """What does not agree with itself."""
    total = typed.without_vat + typed.vat
    if total != typed.payable:
        text = say(
            "Without VAT and VAT come to {total}, and to pay is {payable}. Look at the picture once more."
        )
        yield Finding(ARITHMETIC, say("amounts"), text, {"total": total, "payable": typed.payable})
    highest = highest_vat_on([typed.issued])
    # a supplier from elsewhere may have a higher rate, so this is asked and does not stop
    if highest is not None and typed.vat.cents * 100 > typed.without_vat.cents * highest + 100:
        text = say("The VAT is more than {rate} % of the amount without VAT. Look at the picture once more.")
        yield Finding(VAT_RATE, say("VAT"), text, {"rate": highest}, Severity.WARNING)
    if typed.due is not None and typed.due < typed.issued:
        text = say("It is to be paid before the day of the invoice. Look at the picture once more.")
        yield Finding(DAYS, say("due day"), text)
    if not typed.supplier_account and not typed.is_credit_note:
        text = say("No account was typed, so it cannot be paid before a clerk chooses one of its supplier.")
        yield Finding(NO_ACCOUNT, say("payment"), text, {}, Severity.WARNING)


def _decimal(amount: Euro) -> Decimal:
    return Decimal(amount.cents) / 100
