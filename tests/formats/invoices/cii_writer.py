"""An ``Invoice`` as CII, for tests: the same value in the other syntax must be read as the same value."""

import base64
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from bodemplaat.formats.invoices.cii import PREFIXES
from bodemplaat.formats.invoices.values import (
    Address,
    Allowance,
    Attachment,
    Identifier,
    Invoice,
    InvoiceLine,
    InvoicePeriod,
    Party,
)

BACK = {"3": "5", "35": "29", "432": "72"}


def write_cii(invoice: Invoice) -> bytes:
    """The document, in the order that its XSD asks for."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    context = _in(
        "rsm:ExchangedDocumentContext",
        _in("ram:BusinessProcessSpecifiedDocumentContextParameter", _leaf("ram:ID", invoice.process)),
        _in("ram:GuidelineSpecifiedDocumentContextParameter", _leaf("ram:ID", invoice.profile)),
    )
    head = _in(
        "rsm:ExchangedDocument",
        _leaf("ram:ID", invoice.number),
        _leaf("ram:TypeCode", invoice.type_code),
        _when("ram:IssueDateTime", invoice.issued),
        *(_in("ram:IncludedNote", _leaf("ram:Content", note)) for note in invoice.notes),
    )
    trade = _in(
        "rsm:SupplyChainTradeTransaction",
        *(_line(each) for each in invoice.lines),
        _agreement(invoice),
        _delivery(invoice),
        _settlement(invoice),
    )
    return f"<rsm:CrossIndustryInvoice {spaces}>{context}{head}{trade}</rsm:CrossIndustryInvoice>".encode()


def _agreement(invoice: Invoice) -> str:
    return _in(
        "ram:ApplicableHeaderTradeAgreement",
        _leaf("ram:BuyerReference", invoice.buyer_reference),
        _party("ram:SellerTradeParty", invoice.supplier),
        _party("ram:BuyerTradeParty", invoice.customer),
        _party("ram:SellerTaxRepresentativeTradeParty", invoice.representative),
        _referred("ram:SellerOrderReferencedDocument", invoice.sales_order),
        _referred("ram:BuyerOrderReferencedDocument", invoice.order),
        _referred("ram:ContractReferencedDocument", invoice.contract),
        *(_attachment(each) for each in invoice.attachments),
        _coded(invoice.tender, "50"),
        _coded(invoice.object, "130"),
        _in("ram:SpecifiedProcuringProject", _leaf("ram:ID", invoice.project), _leaf("ram:Name", "Project"))
        if invoice.project
        else "",
    )


def _delivery(invoice: Invoice) -> str:
    to = _in("ram:ShipToTradeParty", _address(invoice.delivery)) if invoice.delivery != Address() else ""
    at = _in("ram:ActualDeliverySupplyChainEvent", _when("ram:OccurrenceDateTime", invoice.delivered))
    inner = (
        to,
        at if invoice.delivered else "",
        _referred("ram:DespatchAdviceReferencedDocument", invoice.despatch),
        _referred("ram:ReceivingAdviceReferencedDocument", invoice.receipt),
    )
    return f"<ram:ApplicableHeaderTradeDelivery>{''.join(inner)}</ram:ApplicableHeaderTradeDelivery>"


def _settlement(invoice: Invoice) -> str:
    totals = invoice.totals
    reference = next((each.reference for each in invoice.payment if each.reference), "")
    mandate = next((each.mandate for each in invoice.payment if each.mandate), "")
    return _in(
        "ram:ApplicableHeaderTradeSettlement",
        _leaf("ram:PaymentReference", reference),
        _leaf("ram:TaxCurrencyCode", invoice.tax_currency),
        _leaf("ram:InvoiceCurrencyCode", invoice.currency),
        _party("ram:PayeeTradeParty", invoice.payee),
        *(
            _in(
                "ram:SpecifiedTradeSettlementPaymentMeans",
                _leaf("ram:TypeCode", each.code),
                _leaf("ram:Information", each.text),
                _in("ram:PayerPartyDebtorFinancialAccount", _leaf("ram:IBANID", each.debited_account)),
                _in(
                    "ram:PayeePartyCreditorFinancialAccount",
                    _leaf("ram:IBANID", each.account),
                    _leaf("ram:AccountName", each.account_name),
                ),
                _in("ram:PayeeSpecifiedCreditorFinancialInstitution", _leaf("ram:BICID", each.bic)),
            )
            for each in invoice.payment
        ),
        *(
            _in(
                "ram:ApplicableTradeTax",
                _leaf("ram:CalculatedAmount", part.tax),
                _leaf("ram:TypeCode", "VAT"),
                _leaf("ram:ExemptionReason", part.reason),
                _leaf("ram:BasisAmount", part.taxable),
                _leaf("ram:CategoryCode", part.category),
                _leaf("ram:ExemptionReasonCode", part.reason_code),
                _in("ram:TaxPointDate", _day("udt:DateString", invoice.tax_point)),
                _leaf("ram:DueDateTypeCode", BACK.get(invoice.tax_point_code, "")),
                _leaf("ram:RateApplicablePercent", part.rate),
            )
            for part in invoice.vat
        ),
        _period(invoice.period),
        *(_allowance(each) for each in invoice.allowances),
        _in(
            "ram:SpecifiedTradePaymentTerms",
            _leaf("ram:Description", invoice.terms),
            _when("ram:DueDateDateTime", invoice.due),
            _leaf("ram:DirectDebitMandateID", mandate),
        ),
        _in(
            "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
            _leaf("ram:LineTotalAmount", totals.lines),
            _leaf("ram:ChargeTotalAmount", totals.charges),
            _leaf("ram:AllowanceTotalAmount", totals.allowances),
            _leaf("ram:TaxBasisTotalAmount", totals.without_vat),
            _leaf("ram:TaxTotalAmount", totals.vat, currencyID=invoice.currency),
            _leaf("ram:TaxTotalAmount", totals.vat_in_tax_currency, currencyID=invoice.tax_currency),
            _leaf("ram:RoundingAmount", totals.rounding),
            _leaf("ram:GrandTotalAmount", totals.with_vat),
            _leaf("ram:TotalPrepaidAmount", totals.prepaid),
            _leaf("ram:DuePayableAmount", totals.payable),
        ),
        *(
            _in(
                "ram:InvoiceReferencedDocument",
                _leaf("ram:IssuerAssignedID", each.number),
                _in("ram:FormattedIssueDateTime", _day("qdt:DateTimeString", each.issued)),
            )
            for each in invoice.preceding
        ),
        _in("ram:ReceivableSpecifiedTradeAccountingAccount", _leaf("ram:ID", invoice.account)),
    )


def _line(line: InvoiceLine) -> str:
    price = line.price
    net = _in(
        "ram:NetPriceProductTradePrice",
        _leaf("ram:ChargeAmount", price.net),
        _leaf("ram:BasisQuantity", price.base_quantity, unitCode=line.unit),
    )
    gross = _in(
        "ram:GrossPriceProductTradePrice",
        _leaf("ram:ChargeAmount", price.gross),
        _in(
            "ram:AppliedTradeAllowanceCharge",
            _in("ram:ChargeIndicator", _leaf("udt:Indicator", "false")),
            _leaf("ram:ActualAmount", price.discount),
        ),
    )
    return _in(
        "ram:IncludedSupplyChainTradeLineItem",
        _in(
            "ram:AssociatedDocumentLineDocument",
            _leaf("ram:LineID", line.number),
            _in("ram:IncludedNote", _leaf("ram:Content", line.note)),
        ),
        _in(
            "ram:SpecifiedTradeProduct",
            _leaf("ram:Name", line.name),
            _leaf("ram:Description", line.description),
        ),
        _in(
            "ram:SpecifiedLineTradeAgreement",
            _in("ram:BuyerOrderReferencedDocument", _leaf("ram:LineID", line.order_line)),
            gross if price.gross is not None else "",
            net,
        ),
        _in("ram:SpecifiedLineTradeDelivery", _leaf("ram:BilledQuantity", line.quantity, unitCode=line.unit)),
        _in(
            "ram:SpecifiedLineTradeSettlement",
            _in(
                "ram:ApplicableTradeTax",
                _leaf("ram:TypeCode", "VAT"),
                _leaf("ram:CategoryCode", line.category),
                _leaf("ram:RateApplicablePercent", line.rate),
            ),
            _period(line.period),
            *(_allowance(each) for each in line.allowances),
            _in("ram:SpecifiedTradeSettlementLineMonetarySummation", _leaf("ram:LineTotalAmount", line.net)),
            _in("ram:ReceivableSpecifiedTradeAccountingAccount", _leaf("ram:ID", line.account)),
        ),
    )


def _party(name: str, party: Party | None) -> str:
    if party is None:
        return ""
    legal = _in(
        "ram:SpecifiedLegalOrganization",
        _identified("ram:ID", party.registration),
        _leaf("ram:TradingBusinessName", party.trade_name),
    )
    contact = _in(
        "ram:DefinedTradeContact",
        _leaf("ram:PersonName", party.contact.name),
        _in("ram:TelephoneUniversalCommunication", _leaf("ram:CompleteNumber", party.contact.telephone)),
        _in("ram:EmailURIUniversalCommunication", _leaf("ram:URIID", party.contact.email)),
    )
    return _in(
        name,
        *(_identified("ram:GlobalID" if each.scheme else "ram:ID", each) for each in party.identifiers),
        _leaf("ram:Name", party.name),
        _leaf("ram:Description", party.legal_form),
        legal,
        contact,
        _address(party.address),
        _in("ram:URIUniversalCommunication", _identified("ram:URIID", party.endpoint)),
        _in("ram:SpecifiedTaxRegistration", _leaf("ram:ID", party.vat_number, schemeID="VA")),
        _in("ram:SpecifiedTaxRegistration", _leaf("ram:ID", party.tax_number, schemeID="FC")),
    )


def _address(address: Address) -> str:
    return _in(
        "ram:PostalTradeAddress",
        _leaf("ram:PostcodeCode", address.postcode),
        _leaf("ram:LineOne", address.street),
        _leaf("ram:LineTwo", address.additional),
        _leaf("ram:LineThree", address.third),
        _leaf("ram:CityName", address.city),
        _leaf("ram:CountryID", address.country),
        _leaf("ram:CountrySubDivisionName", address.subdivision),
    )


def _allowance(allowance: Allowance) -> str:
    taxed = _in(
        "ram:CategoryTradeTax",
        _leaf("ram:TypeCode", "VAT" if allowance.category else ""),
        _leaf("ram:CategoryCode", allowance.category),
        _leaf("ram:RateApplicablePercent", allowance.rate),
    )
    return _in(
        "ram:SpecifiedTradeAllowanceCharge",
        _in("ram:ChargeIndicator", _leaf("udt:Indicator", "true" if allowance.is_charge else "false")),
        _leaf("ram:CalculationPercent", allowance.percent),
        _leaf("ram:BasisAmount", allowance.base),
        _leaf("ram:ActualAmount", allowance.amount),
        _leaf("ram:ReasonCode", allowance.reason_code),
        _leaf("ram:Reason", allowance.reason),
        taxed,
    )


def _attachment(attachment: Attachment) -> str:
    content = base64.b64encode(attachment.content).decode()
    return _in(
        "ram:AdditionalReferencedDocument",
        _leaf("ram:IssuerAssignedID", attachment.number),
        _leaf("ram:URIID", attachment.link),
        _leaf("ram:TypeCode", "916"),
        _leaf("ram:Name", attachment.description),
        _leaf("ram:AttachmentBinaryObject", content, mimeCode=attachment.mime, filename=attachment.name),
    )


def _coded(number: str, code: str) -> str:
    if not number:
        return ""
    return _in(
        "ram:AdditionalReferencedDocument", _leaf("ram:IssuerAssignedID", number), _leaf("ram:TypeCode", code)
    )


def _referred(name: str, number: str) -> str:
    return _in(name, _leaf("ram:IssuerAssignedID", number))


def _period(period: InvoicePeriod) -> str:
    return _in(
        "ram:BillingSpecifiedPeriod",
        _when("ram:StartDateTime", period.first),
        _when("ram:EndDateTime", period.last),
    )


def _when(name: str, day: date | None) -> str:
    return _in(name, _day("udt:DateTimeString", day))


def _day(name: str, day: date | None) -> str:
    return _leaf(name, f"{day:%Y%m%d}" if day else "", format="102" if day else "")


def _identified(name: str, identifier: Identifier | None) -> str:
    return _leaf(name, identifier.value, schemeID=identifier.scheme) if identifier else ""


def _in(name: str, *inner: str) -> str:
    """An element around these; nothing where all are empty."""
    content = "".join(inner)
    return f"<{name}>{content}</{name}>" if content else ""


def _leaf(name: str, value: str | Decimal | None, **attributes: str) -> str:
    if value is None or value == "":
        return ""
    text = f"{value:f}" if isinstance(value, Decimal) else value
    return f"<{name}{''.join(_attributes(attributes.items()))}>{escape(text)}</{name}>"


def _attributes(pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f" {name}={quoteattr(value)}" for name, value in pairs if value)
