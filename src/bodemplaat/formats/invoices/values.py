"""An e-invoice as a value: what EN 16931 calls its business terms, whichever syntax they came in.

Amounts, rates and quantities are exact decimals as written; what is absent is ``None`` or empty. The number of the term
in the norm (``BT-…``) stands beside what a reader may want to look up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

__all__ = [
    "Address",
    "Allowance",
    "Attachment",
    "Contact",
    "Identifier",
    "Invoice",
    "InvoiceLine",
    "InvoicePeriod",
    "Party",
    "PaymentMeans",
    "Preceding",
    "Price",
    "Syntax",
    "Totals",
    "VatPart",
]

KVK: Final = "0106"
OIN: Final = "0190"
CREDIT_NOTES: Final = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
"""Type codes (UNTDID 1001) of a document that takes an amount off."""


class Syntax(Enum):
    """How an invoice was written."""

    UBL = "UBL 2.1"
    CII = "UN/CEFACT CII"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number and the list that it is from (ISO 6523: 0106 KvK, 0190 OIN, 9944 Dutch VAT); the list may be empty."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; ``country`` is ISO 3166-1 alpha-2."""

    street: str = ""
    additional: str = ""
    third: str = ""
    city: str = ""
    postcode: str = ""
    subdivision: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask."""

    name: str = ""
    telephone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Supplier, customer, payee or representative. ``name`` is the legal one."""

    name: str = ""
    trade_name: str = ""
    identifiers: tuple[Identifier, ...] = ()
    registration: Identifier | None = None
    vat_number: str = ""
    tax_number: str = ""
    """Of another tax than VAT (BT-32)."""
    legal_form: str = ""
    endpoint: Identifier | None = None
    address: Address = Address()
    contact: Contact = Contact()

    def numbered(self, scheme: str) -> str:
        """Its number in this list, from the registration first; empty without one."""
        every = (self.registration, *self.identifiers, self.endpoint)
        return next((each.value for each in every if each and each.scheme == scheme), "")

    @property
    def kvk(self) -> str:
        """Its number at the chamber of commerce, if it names one."""
        return self.numbered(KVK)

    @property
    def oin(self) -> str:
        """Its number as an organisation of the government, if it names one."""
        return self.numbered(OIN)


@dataclass(frozen=True, slots=True)
class Allowance:
    """A reduction, or a charge that is added, of the whole invoice or of a line (then without VAT of its own)."""

    is_charge: bool
    amount: Decimal | None
    base: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""
    reason_code: str = ""
    category: str = ""
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """Of one ``base_quantity`` of a line; ``net`` is ``gross`` less ``discount`` where those are named."""

    net: Decimal | None = None
    gross: Decimal | None = None
    discount: Decimal | None = None
    base_quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DiscountTerm:
    """Less is to be paid when it is there within so many days: a part of ``base`` (of what is to be paid, where that is empty).

    Counted from ``since``, or from the day of the invoice.
    """

    days: int
    percent: Decimal | None = None
    base: Decimal | None = None
    amount: Decimal | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class InvoicePeriod:
    """First and last day of what is invoiced."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line. ``number`` is what the supplier calls it; ``net`` its amount without VAT."""

    number: str
    name: str = ""
    description: str = ""
    note: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    net: Decimal | None = None
    price: Price = Price()
    category: str = ""
    rate: Decimal | None = None
    allowances: tuple[Allowance, ...] = ()
    order_line: str = ""
    account: str = ""
    """Where the customer books it, as the customer told (BT-133)."""
    period: InvoicePeriod = InvoicePeriod()


@dataclass(frozen=True, slots=True)
class VatPart:
    """One row of the VAT breakdown: a category at a rate."""

    category: str
    rate: Decimal | None
    taxable: Decimal | None
    tax: Decimal | None
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals as the invoice states them."""

    lines: Decimal | None = None
    allowances: Decimal | None = None
    charges: Decimal | None = None
    without_vat: Decimal | None = None
    vat: Decimal | None = None
    vat_in_tax_currency: Decimal | None = None
    with_vat: Decimal | None = None
    prepaid: Decimal | None = None
    rounding: Decimal | None = None
    payable: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PaymentMeans:
    """How to pay. ``code`` is UNTDID 4461 (58: SEPA credit transfer, 59: SEPA direct debit).

    Where the invoice is paid to several accounts, ``number`` names this one (``GACCOUNT``: the blocked account of the Dutch law on
    chain liability) and ``amount`` is what goes to it: the G-account extension of SI-UBL 2.0.
    """

    code: str
    text: str = ""
    reference: str = ""
    account: str = ""
    account_name: str = ""
    bic: str = ""
    mandate: str = ""
    debited_account: str = ""
    number: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Preceding:
    """An earlier invoice that this one corrects or credits."""

    number: str
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that goes with the invoice: in it (``content``) or elsewhere (``link``)."""

    number: str
    description: str = ""
    name: str = ""
    mime: str = ""
    content: bytes = b""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice or a credit note. ``profile`` says which rules it claims to follow (BT-24)."""

    number: str
    profile: str = ""
    process: str = ""
    type_code: str = ""
    issued: date | None = None
    due: date | None = None
    tax_point: date | None = None
    tax_point_code: str = ""
    currency: str = ""
    tax_currency: str = ""
    notes: tuple[str, ...] = ()
    buyer_reference: str = ""
    order: str = ""
    sales_order: str = ""
    contract: str = ""
    project: str = ""
    receipt: str = ""
    despatch: str = ""
    tender: str = ""
    object: str = ""
    account: str = ""
    """Where the customer books it, as the customer told (BT-19)."""
    period: InvoicePeriod = InvoicePeriod()
    preceding: tuple[Preceding, ...] = ()
    supplier: Party = Party()
    customer: Party = Party()
    payee: Party | None = None
    representative: Party | None = None
    delivered: date | None = None
    delivery: Address = Address()
    payment: tuple[PaymentMeans, ...] = ()
    terms: str = ""
    discounts: tuple[DiscountTerm, ...] = ()
    """Those that the document names apart from its terms in words."""
    lines: tuple[InvoiceLine, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    vat: tuple[VatPart, ...] = ()
    totals: Totals = Totals()
    attachments: tuple[Attachment, ...] = ()

    @property
    def is_credit_note(self) -> bool:
        """Whether what it states is to be taken off."""
        return self.type_code in CREDIT_NOTES

    @property
    def all_allowances(self) -> Sequence[Allowance]:
        """Those of the whole invoice and those of its lines."""
        return (*self.allowances, *(each for line in self.lines for each in line.allowances))
