"""NLCIUS: what the Dutch use of EN 16931 asks besides, as one table over the invoice, whichever syntax it came in.

After the validation rules of the Nederlandse Peppolautoriteit for SI-UBL 2.0 and NLCIUS-CII (2.0.3.12 and 1.0.3.12, of
27 November 2025), which follow the Gebruiksinstructie Basisfactuur of STPE. BR-NL-6 and BR-NL-14 to 18 do not exist there;
BR-NL-22 and 23 speak of CII alone and of what Peppol asks for, and are left out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bodemplaat.formats.invoices.places import WHOLE
from bodemplaat.formats.invoices.values import KVK, OIN, Address, Invoice, Party
from bodemplaat.kernel import Finding, Said, Severity, say

__all__ = ["RULES", "NlRule", "against_nlcius", "claims_nlcius"]

PROFILE: Final = "urn:fdc:nen.nl:nlcius:v1.0"
DUTCH: Final = "NL"
SEPA: Final = ("58", "59")
_SUPPLIER, _CUSTOMER = say("supplier"), say("customer")
_REPRESENTATIVE, _DELIVERY = say("tax representative"), say("delivery")
_PAYMENT, _REFERENCES, _VAT, _TOTALS = say("payment"), say("references"), say("VAT breakdown"), say("totals")
Check = Callable[[Invoice], Iterator[Said]]


@dataclass(frozen=True, slots=True)
class NlRule:
    """A rule: its id, what it says when it is broken, and where it is. ``everywhere``: for suppliers of any country."""

    id: str
    text: Said
    broken: Check
    warns: bool = False
    everywhere: bool = False


def claims_nlcius(invoice: Invoice) -> bool:
    """Whether the invoice says to follow NLCIUS (also with the extension for a g-account)."""
    return PROFILE in invoice.profile


def against_nlcius(invoice: Invoice, root: str) -> Iterator[Finding]:
    """Every rule of the table that is broken; ``root`` is the name of the outer element. Nothing for another profile."""
    if not claims_nlcius(invoice):
        return
    dutch = invoice.supplier.address.country.upper() == DUTCH
    for rule in RULES:
        if not (dutch or rule.everywhere):
            continue
        for place in rule.broken(invoice):
            yield Finding(rule.id, place, rule.text, {}, Severity.WARNING if rule.warns else Severity.ERROR)
    if dutch and root != "CrossIndustryInvoice" and (root == "CreditNote") != (invoice.type_code == "381"):
        yield Finding("BR-NL-8", WHOLE, _FORM, {"code": invoice.type_code})


def _when(place: Said, test: Callable[[Invoice], object]) -> Check:
    def broken(invoice: Invoice) -> Iterator[Said]:
        if test(invoice):
            yield place

    return broken


def _registered(party: Party) -> bool:
    registration = party.registration
    return bool(registration and registration.scheme in (KVK, OIN) and registration.value)


def _is_short(address: Address) -> bool:
    return not (address.street and address.city and address.postcode)


def _addresses(invoice: Invoice) -> Iterator[tuple[Said, Address]]:
    yield _SUPPLIER, invoice.supplier.address
    yield _CUSTOMER, invoice.customer.address
    if invoice.representative:
        yield _REPRESENTATIVE, invoice.representative.address
    yield _DELIVERY, invoice.delivery


def _third_lines(invoice: Invoice) -> Iterator[Said]:
    return (place for place, address in _addresses(invoice) if address.third)


def _subdivisions(invoice: Invoice) -> Iterator[Said]:
    return (place for place, address in _addresses(invoice) if address.subdivision)


def _representative_is_short(invoice: Invoice) -> bool:
    address = invoice.representative.address if invoice.representative else None
    return bool(address and address.country == DUTCH and _is_short(address))


def _reason_codes(*, charges: bool) -> Check:
    def broken(invoice: Invoice) -> Iterator[Said]:
        for number, each in enumerate(invoice.allowances, 1):
            if each.reason_code and each.is_charge is charges:
                yield say("allowance or charge {number}", number=number)
        for position, line in enumerate(invoice.lines, 1):
            if any(each.reason_code and each.is_charge is charges for each in line.allowances):
                yield say("line {number}", number=position)

    return broken


def _order_lines(invoice: Invoice) -> Iterator[Said]:
    if not invoice.order:
        yield from (
            say("line {number}", number=number)
            for number, line in enumerate(invoice.lines, 1)
            if line.order_line
        )


_FORM: Final = say(
    "Type {code} stands in the wrong kind of document: 381 goes in a credit note, 380, 384 and 389 in an invoice. Ask the supplier to send it anew."
)
_PAID: Final = ("30", "48", "49", "57", "58", "59")
RULES: Final[tuple[NlRule, ...]] = (
    NlRule("BR-NL-1", say("A supplier in the Netherlands must state its KvK number (0106) or OIN (0190). Ask the supplier to add it."),
           _when(_SUPPLIER, lambda it: not _registered(it.supplier))),
    NlRule("BR-NL-2", say("Your reference or your order number is missing, so that nobody sees who ordered it. Ask the supplier to add it."),
           _when(_REFERENCES, lambda it: not (it.buyer_reference or it.order))),
    NlRule("BR-NL-3", say("The address of the supplier lacks its street, town or postcode. Ask the supplier to add it."),
           _when(_SUPPLIER, lambda it: _is_short(it.supplier.address))),
    NlRule("BR-NL-4", say("The address of the customer lacks its street, town or postcode. Ask the supplier to add it."),
           _when(_CUSTOMER, lambda it: it.customer.address.country == DUTCH and _is_short(it.customer.address))),
    NlRule("BR-NL-5", say("The address of the tax representative lacks its street, town or postcode. Ask the supplier to add it."),
           _when(_REPRESENTATIVE, _representative_is_short)),
    NlRule("BR-NL-7", say("The type of the document is not 380, 381, 384 or 389. Ask the supplier for one of these."),
           _when(WHOLE, lambda it: it.type_code not in ("380", "381", "384", "389"))),
    NlRule("BR-NL-9", say("A corrective invoice must name the invoice that it corrects. Ask the supplier to add its number."),
           _when(_REFERENCES, lambda it: it.type_code == "384" and not any(each.number for each in it.preceding))),
    NlRule("BR-NL-10", say("A customer in the Netherlands must be named with its KvK number (0106) or OIN (0190). Give the supplier yours."),
           _when(_CUSTOMER, lambda it: it.customer.address.country == DUTCH and not _registered(it.customer))),
    NlRule("BR-NL-11", say("It does not say how to pay. Ask the supplier to add the way of paying and the account."),
           _when(_PAYMENT, lambda it: not it.is_credit_note and (it.totals.payable or 0) > 0 and not it.payment)),
    NlRule("BR-NL-12", say("The way of paying is not 30, 48, 49, 57, 58 or 59. Ask the supplier for one of these."),
           _when(_PAYMENT, lambda it: any(each.code not in _PAID for each in it.payment))),
    NlRule("BR-NL-13", say("A line names a line of your order, but the invoice does not name the order. Ask the supplier to add it."),
           _order_lines, everywhere=True),
    NlRule("BR-NL-19", say("A currency for the tax is stated, which a Dutch invoice does without."),
           _when(WHOLE, lambda it: it.tax_currency), warns=True),
    NlRule("BR-NL-20", say("A day is stated on which VAT is due, which is not used."), _when(WHOLE, lambda it: it.tax_point), warns=True),
    NlRule("BR-NL-21", say("A code is stated for when VAT is due, which is not used."), _when(WHOLE, lambda it: it.tax_point_code), warns=True),
    NlRule("BR-NL-24", say("The day of an earlier invoice is stated; its number is enough."),
           _when(_REFERENCES, lambda it: any(each.issued for each in it.preceding)), warns=True),
    NlRule("BR-NL-25", say("The supplier states a tax number besides that of VAT, which does not exist in the Netherlands."),
           _when(_SUPPLIER, lambda it: it.supplier.tax_number), warns=True),
    NlRule("BR-NL-26", say("The supplier states legal information besides, which is not used in the Netherlands."),
           _when(_SUPPLIER, lambda it: it.supplier.legal_form), warns=True),
    NlRule("BR-NL-27", say("An address has a third line, which is not recommended."), _third_lines, warns=True),
    NlRule("BR-NL-28", say("An address names a province, which is not recommended."), _subdivisions, warns=True),
    NlRule("BR-NL-29", say("The way of paying is also told in words, which is not recommended."),
           _when(_PAYMENT, lambda it: any(each.text for each in it.payment)), warns=True),
    NlRule("BR-NL-30", say("The name of the account is stated, which is not recommended."),
           _when(_PAYMENT, lambda it: any(each.account_name for each in it.payment)), warns=True),
    NlRule("BR-NL-31", say("A BIC is stated for a payment within SEPA, where the IBAN is enough."),
           _when(_PAYMENT, lambda it: any(each.bic for each in it.payment if each.code in SEPA)), warns=True),
    NlRule("BR-NL-32", say("A code is given as the reason of an allowance; words are recommended."), _reason_codes(charges=False), warns=True),
    NlRule("BR-NL-33", say("VAT is also stated in another currency, which is not recommended."),
           _when(_TOTALS, lambda it: it.totals.vat_in_tax_currency is not None), warns=True),
    NlRule("BR-NL-34", say("A code is given as the reason of a charge; words are recommended."), _reason_codes(charges=True), warns=True),
    NlRule("BR-NL-35", say("A code is given as the reason of exemption; words are recommended."),
           _when(_VAT, lambda it: any(each.reason_code for each in it.vat)), warns=True),
)  # fmt: skip
"""In order of their number; BR-NL-8 rests on the form of the document and stands in ``against_nlcius``."""
