"""UN/CEFACT Cross Industry Invoice (D16B) to an ``Invoice``: NLCIUS-CII, Factur-X, ZUGFeRD 2 and XRechnung alike."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from bodemplaat.formats.invoices.reading import Leaves
from bodemplaat.formats.invoices.values import (
    Address,
    Allowance,
    Attachment,
    Contact,
    DiscountTerm,
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

__all__ = ["CROSS_INDUSTRY_INVOICE", "PREFIXES", "invoice_from_cii"]

_STANDARD: Final = "urn:un:unece:uncefact:data:standard"
RSM: Final = f"{_STANDARD}:CrossIndustryInvoice:100"
CROSS_INDUSTRY_INVOICE: Final = f"{{{RSM}}}CrossIndustryInvoice"
PREFIXES: Final = {
    "rsm": RSM,
    "ram": f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_STANDARD}:UnqualifiedDataType:100",
    "qdt": f"{_STANDARD}:QualifiedDataType:100",
}
ATTACHMENT, TENDER, OBJECT = "916", "50", "130"
TAX_POINT_CODES: Final = {"5": "3", "29": "35", "72": "432"}
"""What CII writes (UNTDID 2475) for what UBL writes (UNTDID 2005)."""
_WHEN: Final = "udt:DateTimeString"


def invoice_from_cii(root: etree._Element, leaves: Leaves) -> Invoice:
    """The invoice in this document; ``leaves`` gathers what could not be read."""
    text, day = leaves.text, leaves.day
    context = leaves.one(root, "rsm:ExchangedDocumentContext")
    head = leaves.one(root, "rsm:ExchangedDocument")
    trade = leaves.one(root, "rsm:SupplyChainTradeTransaction")
    agreed = leaves.one(trade, "ram:ApplicableHeaderTradeAgreement")
    delivery = leaves.one(trade, "ram:ApplicableHeaderTradeDelivery")
    settled = leaves.one(trade, "ram:ApplicableHeaderTradeSettlement")
    terms = leaves.one(settled, "ram:SpecifiedTradePaymentTerms")
    currency = text(settled, "ram:InvoiceCurrencyCode")
    tax_currency = text(settled, "ram:TaxCurrencyCode")
    documents = [*leaves.each(agreed, "ram:AdditionalReferencedDocument")]
    code = text(settled, "ram:ApplicableTradeTax/ram:DueDateTypeCode")
    payee = leaves.one(settled, "ram:PayeeTradeParty")
    representative = leaves.one(agreed, "ram:SellerTaxRepresentativeTradeParty")
    return Invoice(
        number=text(head, "ram:ID"),
        profile=text(context, "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"),
        process=text(context, "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"),
        type_code=text(head, "ram:TypeCode"),
        issued=day(head, f"ram:IssueDateTime/{_WHEN}"),
        due=day(terms, f"ram:DueDateDateTime/{_WHEN}"),
        tax_point=day(settled, "ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString"),
        tax_point_code=TAX_POINT_CODES.get(code, code),
        currency=currency,
        tax_currency=tax_currency,
        notes=leaves.texts(head, "ram:IncludedNote/ram:Content"),
        buyer_reference=text(agreed, "ram:BuyerReference"),
        order=_referred(leaves, agreed, "BuyerOrderReferencedDocument"),
        sales_order=_referred(leaves, agreed, "SellerOrderReferencedDocument"),
        contract=_referred(leaves, agreed, "ContractReferencedDocument"),
        project=text(agreed, "ram:SpecifiedProcuringProject/ram:ID"),
        receipt=_referred(leaves, delivery, "ReceivingAdviceReferencedDocument"),
        despatch=_referred(leaves, delivery, "DespatchAdviceReferencedDocument"),
        tender=_coded(leaves, documents, TENDER),
        object=_coded(leaves, documents, OBJECT),
        account=text(settled, "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
        period=_period(leaves, settled),
        preceding=tuple(
            Preceding(
                text(each, "ram:IssuerAssignedID"), day(each, "ram:FormattedIssueDateTime/qdt:DateTimeString")
            )
            for each in leaves.each(settled, "ram:InvoiceReferencedDocument")
        ),
        supplier=_party(leaves, leaves.one(agreed, "ram:SellerTradeParty")),
        customer=_party(leaves, leaves.one(agreed, "ram:BuyerTradeParty")),
        payee=None if payee is None else _party(leaves, payee),
        representative=None if representative is None else _party(leaves, representative),
        delivered=day(delivery, f"ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/{_WHEN}"),
        delivery=_address(leaves, leaves.one(delivery, "ram:ShipToTradeParty/ram:PostalTradeAddress")),
        discounts=tuple(_discounts(leaves, terms)),
        payment=tuple(_means(leaves, settled, terms)),
        terms=text(terms, "ram:Description"),
        lines=tuple(
            _line(leaves, each) for each in leaves.each(trade, "ram:IncludedSupplyChainTradeLineItem")
        ),
        allowances=_allowances(leaves, settled),
        vat=tuple(_vat(leaves, each) for each in leaves.each(settled, "ram:ApplicableTradeTax")),
        totals=_totals(leaves, settled, currency, tax_currency),
        attachments=tuple(
            _attachment(leaves, each)
            for each in documents
            if text(each, "ram:TypeCode") not in (TENDER, OBJECT)
        ),
    )


def _referred(leaves: Leaves, node: etree._Element | None, document: str) -> str:
    return leaves.text(node, f"ram:{document}/ram:IssuerAssignedID")


def _coded(leaves: Leaves, documents: list[etree._Element], code: str) -> str:
    every = (each for each in documents if leaves.text(each, "ram:TypeCode") == code)
    return next((leaves.text(each, "ram:IssuerAssignedID") for each in every), "")


def _party(leaves: Leaves, node: etree._Element | None) -> Party:
    text = leaves.text
    vat = tax = ""
    for registration in leaves.each(node, "ram:SpecifiedTaxRegistration/ram:ID"):
        number = (registration.text or "").strip()
        if registration.get("schemeID") in ("VA", "VAT"):
            vat = vat or number
        else:
            tax = tax or number
    trade, legal = (
        text(node, "ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
        text(node, "ram:Name"),
    )
    contact = leaves.one(node, "ram:DefinedTradeContact")
    return Party(
        name=legal or trade,
        trade_name=trade if legal and trade != legal else "",
        identifiers=(*leaves.identifiers(node, "ram:ID"), *leaves.identifiers(node, "ram:GlobalID")),
        registration=leaves.identifier(node, "ram:SpecifiedLegalOrganization/ram:ID"),
        vat_number=vat,
        tax_number=tax,
        legal_form=text(node, "ram:Description"),
        endpoint=leaves.identifier(node, "ram:URIUniversalCommunication/ram:URIID"),
        address=_address(leaves, leaves.one(node, "ram:PostalTradeAddress")),
        contact=Contact(
            text(contact, "ram:PersonName") or text(contact, "ram:DepartmentName"),
            text(contact, "ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
            text(contact, "ram:EmailURIUniversalCommunication/ram:URIID"),
        ),
    )


def _address(leaves: Leaves, node: etree._Element | None) -> Address:
    text = leaves.text
    return Address(
        street=text(node, "ram:LineOne"),
        additional=text(node, "ram:LineTwo"),
        third=text(node, "ram:LineThree"),
        city=text(node, "ram:CityName"),
        postcode=text(node, "ram:PostcodeCode"),
        subdivision=text(node, "ram:CountrySubDivisionName"),
        country=text(node, "ram:CountryID"),
    )


def _period(leaves: Leaves, node: etree._Element | None) -> InvoicePeriod:
    period = leaves.one(node, "ram:BillingSpecifiedPeriod")
    return InvoicePeriod(
        leaves.day(period, f"ram:StartDateTime/{_WHEN}"), leaves.day(period, f"ram:EndDateTime/{_WHEN}")
    )


def _means(
    leaves: Leaves, settled: etree._Element | None, terms: etree._Element | None
) -> Iterator[PaymentMeans]:
    text = leaves.text
    reference = text(settled, "ram:PaymentReference")
    mandate = text(terms, "ram:DirectDebitMandateID")
    for each in leaves.each(settled, "ram:SpecifiedTradeSettlementPaymentMeans"):
        account = "ram:PayeePartyCreditorFinancialAccount"
        yield PaymentMeans(
            code=text(each, "ram:TypeCode"),
            text=text(each, "ram:Information"),
            reference=reference,
            account=text(each, f"{account}/ram:IBANID") or text(each, f"{account}/ram:ProprietaryID"),
            account_name=text(each, f"{account}/ram:AccountName"),
            bic=text(each, "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID"),
            mandate=mandate,
            debited_account=text(each, "ram:PayerPartyDebtorFinancialAccount/ram:IBANID"),
        )


def _allowances(leaves: Leaves, node: etree._Element | None) -> tuple[Allowance, ...]:
    return tuple(
        Allowance(
            is_charge=leaves.is_true(each, "ram:ChargeIndicator/udt:Indicator"),
            amount=leaves.number(each, "ram:ActualAmount"),
            base=leaves.number(each, "ram:BasisAmount"),
            percent=leaves.number(each, "ram:CalculationPercent"),
            reason=leaves.text(each, "ram:Reason"),
            reason_code=leaves.text(each, "ram:ReasonCode"),
            category=leaves.text(each, "ram:CategoryTradeTax/ram:CategoryCode"),
            rate=leaves.number(each, "ram:CategoryTradeTax/ram:RateApplicablePercent"),
        )
        for each in leaves.each(node, "ram:SpecifiedTradeAllowanceCharge")
    )


def _line(leaves: Leaves, node: etree._Element) -> InvoiceLine:
    text, number = leaves.text, leaves.number
    product = leaves.one(node, "ram:SpecifiedTradeProduct")
    agreed = leaves.one(node, "ram:SpecifiedLineTradeAgreement")
    settled = leaves.one(node, "ram:SpecifiedLineTradeSettlement")
    quantity = "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"
    net, gross = "ram:NetPriceProductTradePrice", "ram:GrossPriceProductTradePrice"
    return InvoiceLine(
        number=text(node, "ram:AssociatedDocumentLineDocument/ram:LineID"),
        name=text(product, "ram:Name"),
        description=text(product, "ram:Description"),
        note=text(node, "ram:AssociatedDocumentLineDocument/ram:IncludedNote/ram:Content"),
        quantity=number(node, quantity),
        unit=leaves.attribute(node, quantity, "unitCode"),
        net=number(settled, "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"),
        price=Price(
            net=number(agreed, f"{net}/ram:ChargeAmount"),
            gross=number(agreed, f"{gross}/ram:ChargeAmount"),
            discount=number(agreed, f"{gross}/ram:AppliedTradeAllowanceCharge/ram:ActualAmount"),
            base_quantity=number(agreed, f"{net}/ram:BasisQuantity")
            or number(agreed, f"{gross}/ram:BasisQuantity"),
        ),
        category=text(settled, "ram:ApplicableTradeTax/ram:CategoryCode"),
        rate=number(settled, "ram:ApplicableTradeTax/ram:RateApplicablePercent"),
        allowances=_allowances(leaves, settled),
        order_line=text(agreed, "ram:BuyerOrderReferencedDocument/ram:LineID"),
        account=text(settled, "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
        period=_period(leaves, settled),
    )


def _vat(leaves: Leaves, node: etree._Element) -> VatPart:
    return VatPart(
        category=leaves.text(node, "ram:CategoryCode"),
        rate=leaves.number(node, "ram:RateApplicablePercent"),
        taxable=leaves.number(node, "ram:BasisAmount"),
        tax=leaves.number(node, "ram:CalculatedAmount"),
        reason=leaves.text(node, "ram:ExemptionReason"),
        reason_code=leaves.text(node, "ram:ExemptionReasonCode"),
    )


def _discounts(leaves: Leaves, terms: etree._Element | None) -> Iterator[DiscountTerm]:
    """Only what is told in days; another unit of time is left to who reads the terms."""
    for each in leaves.each(terms, "ram:ApplicableTradePaymentDiscountTerms"):
        period = leaves.one(each, "ram:BasisPeriodMeasure")
        days = leaves.number(each, "ram:BasisPeriodMeasure")
        if period is not None and period.get("unitCode") == "DAY" and days is not None and 0 < days < 1000:
            yield DiscountTerm(
                int(days),
                percent=leaves.number(each, "ram:CalculationPercent"),
                base=leaves.number(each, "ram:BasisAmount"),
                amount=leaves.number(each, "ram:ActualDiscountAmount"),
                since=leaves.day(each, f"ram:BasisDateTime/{_WHEN}"),
            )


def _totals(leaves: Leaves, settled: etree._Element | None, currency: str, tax_currency: str) -> Totals:
    node = leaves.one(settled, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    number = leaves.number
    vat, declared = leaves.vat_totals(node, "ram:TaxTotalAmount", currency, tax_currency)
    return Totals(
        lines=number(node, "ram:LineTotalAmount"),
        allowances=number(node, "ram:AllowanceTotalAmount"),
        charges=number(node, "ram:ChargeTotalAmount"),
        without_vat=number(node, "ram:TaxBasisTotalAmount"),
        vat=vat,
        vat_in_tax_currency=declared,
        with_vat=number(node, "ram:GrandTotalAmount"),
        prepaid=number(node, "ram:TotalPrepaidAmount"),
        rounding=number(node, "ram:RoundingAmount"),
        payable=number(node, "ram:DuePayableAmount"),
    )


def _attachment(leaves: Leaves, node: etree._Element) -> Attachment:
    binary = "ram:AttachmentBinaryObject"
    return Attachment(
        number=leaves.text(node, "ram:IssuerAssignedID"),
        description=leaves.text(node, "ram:Name"),
        name=leaves.attribute(node, binary, "filename"),
        mime=leaves.attribute(node, binary, "mimeCode"),
        content=leaves.content(node, binary),
        link=leaves.text(node, "ram:URIID"),
    )
