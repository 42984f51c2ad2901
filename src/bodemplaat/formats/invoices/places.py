"""Where in an invoice something stands, in words of its reader: ``line 3``, ``VAT breakdown, part 1``, ``supplier``."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from bodemplaat.formats.xml import local_name
from bodemplaat.kernel import Said, say

__all__ = ["WHOLE", "place_in_words", "place_of"]

WHOLE: Final = say("whole invoice")
_STEP: Final = re.compile(r"(?:Q\{[^}]*\}|\*:|[\w.-]+:)?(@?[\w.-]+)((?:\[[^\]]*\])*)")
_POSITION: Final = re.compile(r"\[(\d+)\]")

_ONE: Final = {
    "AccountingSupplierParty": say("supplier"),
    "SellerTradeParty": say("supplier"),
    "AccountingCustomerParty": say("customer"),
    "BuyerTradeParty": say("customer"),
    "PayeeParty": say("payee"),
    "PayeeTradeParty": say("payee"),
    "TaxRepresentativeParty": say("tax representative"),
    "SellerTaxRepresentativeTradeParty": say("tax representative"),
    "Delivery": say("delivery"),
    "ApplicableHeaderTradeDelivery": say("delivery"),
    "LegalMonetaryTotal": say("totals"),
    "SpecifiedTradeSettlementHeaderMonetarySummation": say("totals"),
    "PaymentMeans": say("payment"),
    "SpecifiedTradeSettlementPaymentMeans": say("payment"),
    "PaymentTerms": say("payment terms"),
    "SpecifiedTradePaymentTerms": say("payment terms"),
    "TaxTotal": say("VAT"),
    "TaxSubtotal": say("VAT breakdown"),
    "ApplicableTradeTax": say("VAT breakdown"),
    "OrderReference": say("references"),
    "BillingReference": say("references"),
    "ContractDocumentReference": say("references"),
    "InvoiceReferencedDocument": say("references"),
    "BuyerOrderReferencedDocument": say("references"),
    "InvoicePeriod": say("period"),
    "BillingSpecifiedPeriod": say("period"),
}
_NUMBERED: Final = {
    "TaxSubtotal": say("VAT breakdown, part {number}"),
    "ApplicableTradeTax": say("VAT breakdown, part {number}"),
    "AllowanceCharge": say("allowance or charge {number}"),
    "SpecifiedTradeAllowanceCharge": say("allowance or charge {number}"),
    "AdditionalDocumentReference": say("attachment {number}"),
    "AdditionalReferencedDocument": say("attachment {number}"),
}
_LINES: Final = frozenset({"InvoiceLine", "CreditNoteLine", "IncludedSupplyChainTradeLineItem"})


def place_of(element: etree._Element) -> Said:
    """Where this element stands, in words."""
    steps = [
        (local_name(each.tag), _position(each)) for each in (*reversed([*element.iterancestors()]), element)
    ]
    return _in_words(steps)


def place_in_words(path: str) -> Said:
    """The same of an XPath as rules give it: ``/*:Invoice[1]/cac:InvoiceLine[3]`` is ``line 3``."""
    return _in_words([*_steps(path)])


def _steps(path: str) -> Iterator[tuple[str, int]]:
    for match in _STEP.finditer(re.sub(r"\[namespace-uri\(\)='[^']*'\]", "", path)):
        positions = _POSITION.findall(match[2])
        yield match[1], int(positions[-1]) if positions else 1


def _position(element: etree._Element) -> int:
    return 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))


def _in_words(steps: list[tuple[str, int]]) -> Said:
    for at, (name, position) in enumerate(steps):
        if name in _LINES:
            line = say("line {number}", number=position)
            within = _within([step for step in steps[at + 1 :] if "Allowance" in step[0]])
            return say("line {number}, {part}", number=position, part=within) if within else line
    return _within(steps) or WHOLE


def _within(steps: list[tuple[str, int]]) -> Said | None:
    for name, position in reversed(steps):
        if name in _NUMBERED:
            return _NUMBERED[name].using(number=position)
        if name in _ONE:
            return _ONE[name]
    return None
