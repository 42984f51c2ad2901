"""What a row keeps of an invoice that was read: who, which number, which days and which amounts."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bodemplaat.capabilities.invoices.reckoning.discount import Offer, offers_of
from bodemplaat.capabilities.invoices.reckoning.dividing import BLOCKED, Share, shares_of
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.kernel import without_turning
from bodemplaat.kernel.accounts import bare_iban

MOST_CENTS: Final = 10**15
"""Amounts beyond it are kept in the document alone."""
COLLECTED: Final = frozenset({"48", "49", "54", "55", "59"})
"""Codes of UNTDID 4461 by which the supplier takes the money itself: cards and direct debits."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is listed and compared; texts are as the supplier wrote them, without what no row can hold."""

    supplier_name: str = ""
    supplier_kvk: str = ""
    supplier_oin: str = ""
    supplier_vat: str = ""
    supplier_account: str = ""
    supplier_email: str = ""
    is_collected: bool = False
    """The supplier takes the money itself, by direct debit or card: paying it as well would be paying twice."""
    number: str = ""
    is_credit_note: bool = False
    issued: date | None = None
    due: date | None = None
    currency: str = ""
    without_vat: int | None = None
    vat: int | None = None
    payable: int | None = None
    discounts: tuple[Offer, ...] = ()
    """Offered for paying early."""
    shares: tuple[Share, ...] = ()
    """What goes to its usual and what to its blocked account, where it says so."""
    customer_name: str = ""
    customer_kvk: str = ""
    customer_oin: str = ""

    @property
    def number_key(self) -> str:
        """The number without capitals, spaces, dashes and dots; leading zeros stay."""
        return number_key(self.number)

    @property
    def numbers(self) -> "Numbers":
        """By what its supplier is known."""
        return Numbers(self.supplier_name, self.supplier_kvk, self.supplier_oin, self.supplier_vat)

    @property
    def supplier_key(self) -> str:
        """By what its supplier is known, as one text."""
        return self.numbers.key


@dataclass(frozen=True, slots=True)
class Numbers:
    """By what a supplier is known: its name and its numbers, each empty where it is not known."""

    name: str = ""
    kvk: str = ""
    oin: str = ""
    vat: str = ""

    @property
    def key(self) -> str:
        """VAT number, else KvK, else OIN, else its name; empty without any."""
        for prefix, value in (
            ("vat", self.vat),
            ("kvk", self.kvk),
            ("oin", self.oin),
            ("name", name_key(self.name)),
        ):
            if value:
                return f"{prefix}:{value}"
        return ""


def facts_of(invoice: Invoice | None) -> Facts:
    """What is kept of an invoice; nothing of a file in which none could be read."""
    if invoice is None:
        return Facts()
    supplier, customer, totals = invoice.supplier, invoice.customer, invoice.totals
    usual = [each for each in invoice.payment if each.number != BLOCKED]
    account = next((each.account for each in usual if each.account), "")
    return Facts(
        supplier_name=tidy(supplier.name or supplier.trade_name, 200),
        supplier_kvk=tidy(supplier.kvk, 20),
        supplier_oin=tidy(supplier.oin, 40),
        supplier_vat=tidy(bare_number(supplier.vat_number), 40),
        supplier_account=tidy(bare_iban(account), 64),
        supplier_email=tidy(supplier.contact.email, 254),
        is_collected=bool(invoice.payment) and all(each.code in COLLECTED for each in invoice.payment),
        number=tidy(invoice.number, 120),
        is_credit_note=invoice.is_credit_note,
        issued=invoice.issued,
        due=invoice.due,
        currency=tidy(invoice.currency, 3),
        without_vat=cents(totals.without_vat),
        vat=cents(totals.vat),
        payable=cents(totals.payable),
        discounts=() if cents(totals.payable) is None else offers_of(invoice),
        shares=() if invoice.is_credit_note or cents(totals.payable) is None else shares_of(invoice),
        customer_name=tidy(customer.name or customer.trade_name, 200),
        customer_kvk=tidy(customer.kvk, 20),
        customer_oin=tidy(customer.oin, 40),
    )


def cents(amount: Decimal | None) -> int | None:
    """Whole cents; ``None`` for what is none, or larger than anybody pays."""
    if amount is None or not amount.is_finite() or amount.adjusted() > len(str(MOST_CENTS)):
        return None
    whole = amount * 100
    if whole != whole.to_integral_value() or abs(whole) > MOST_CENTS:
        return None
    return int(whole)


def tidy(text: str, most: int) -> str:
    """Without control characters and what turns text around, and at most so long."""
    printable = "".join(
        each for each in without_turning(text) if unicodedata.category(each) not in ("Cc", "Cs")
    )
    return " ".join(printable.split())[:most].rstrip()


def number_key(number: str) -> str:
    """A number of an invoice as it is compared."""
    folded = unicodedata.normalize("NFKC", number).casefold()
    return re.sub(r"[\s./_\-]+", "", folded)[:120] or folded[:120]


def bare_number(text: str) -> str:
    """A VAT number in capitals, without spaces and dots."""
    return re.sub(r"[\s.]+", "", text).upper()


def name_key(name: str) -> str:
    """A name as it is compared: without capitals and what stands between letters and figures."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(each for each in folded if each.isalnum())[:200]
