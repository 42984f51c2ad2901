"""UBL 2.1 invoice and credit note to an ``Invoice``: NLCIUS, Peppol BIS Billing 3, SI-UBL 2.0 and any other on EN 16931."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from lxml import etree

from bodemplaat.formats.invoices.reading import Leaves
from bodemplaat.formats.invoices.values import (
    Address,
    Allowance,
    Attachment,
    Contact,
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
from bodemplaat.formats.xml import local_name

__all__ = ["CREDIT_NOTE", "INVOICE", "PREFIXES", "invoice_from_ubl"]

CAC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC: Final = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
INVOICE: Final = "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice"
CREDIT_NOTE: Final = "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote"
PREFIXES: Final = {"cac": CAC, "cbc": CBC}
OBJECT_CODE: Final = "130"
PROJECT_CODE: Final = "50"
NOT_KNOWN: Final = "NA"
"""What stands for the order where only the supplier's own number of it is known: the form demands something."""


def invoice_from_ubl(root: etree._Element, leaves: Leaves) -> Invoice:
    """The invoice in this document; ``leaves`` gathers what could not be read."""
    kind = local_name(root.tag)
    text, day = leaves.text, leaves.day
    currency = text(root, "cbc:DocumentCurrencyCode")
    tax_currency = text(root, "cbc:TaxCurrencyCode")
    quantity = "cbc:InvoicedQuantity" if kind == "Invoice" else "cbc:CreditedQuantity"
    order = text(root, "cac:OrderReference/cbc:ID")
    sales_order = text(root, "cac:OrderReference/cbc:SalesOrderID")
    period = leaves.one(root, "cac:InvoicePeriod")
    documents = [*leaves.each(root, "cac:AdditionalDocumentReference")]
    payee = leaves.one(root, "cac:PayeeParty")
    representative = leaves.one(root, "cac:TaxRepresentativeParty")
    delivery = leaves.one(root, "cac:Delivery")
    amounts = _amounts(leaves, root)
    return Invoice(
        number=text(root, "cbc:ID"),
        profile=text(root, "cbc:CustomizationID"),
        process=text(root, "cbc:ProfileID"),
        type_code=text(root, f"cbc:{kind}TypeCode"),
        issued=day(root, "cbc:IssueDate"),
        due=day(root, "cbc:DueDate") or day(root, "cac:PaymentMeans/cbc:PaymentDueDate"),
        tax_point=day(root, "cbc:TaxPointDate"),
        tax_point_code=text(period, "cbc:DescriptionCode"),
        currency=currency,
        tax_currency=tax_currency,
        notes=leaves.texts(root, "cbc:Note"),
        buyer_reference=text(root, "cbc:BuyerReference"),
        order="" if order == NOT_KNOWN and sales_order else order,
        sales_order=sales_order,
        contract=text(root, "cac:ContractDocumentReference/cbc:ID"),
        project=text(root, "cac:ProjectReference/cbc:ID") or _coded(leaves, documents, PROJECT_CODE),
        receipt=text(root, "cac:ReceiptDocumentReference/cbc:ID"),
        despatch=text(root, "cac:DespatchDocumentReference/cbc:ID"),
        tender=text(root, "cac:OriginatorDocumentReference/cbc:ID"),
        object=_coded(leaves, documents, OBJECT_CODE),
        account=text(root, "cbc:AccountingCost"),
        period=_period(leaves, root),
        preceding=tuple(
            Preceding(text(each, "cbc:ID"), day(each, "cbc:IssueDate"))
            for each in leaves.each(root, "cac:BillingReference/cac:InvoiceDocumentReference")
        ),
        supplier=_party(leaves, leaves.one(root, "cac:AccountingSupplierParty/cac:Party")),
        customer=_party(leaves, leaves.one(root, "cac:AccountingCustomerParty/cac:Party")),
        payee=None if payee is None else _party(leaves, payee),
        representative=None if representative is None else _party(leaves, representative),
        delivered=day(delivery, "cbc:ActualDeliveryDate"),
        delivery=_address(leaves, leaves.one(delivery, "cac:DeliveryLocation/cac:Address")),
        payment=tuple(_means(leaves, each, amounts) for each in leaves.each(root, "cac:PaymentMeans")),
        terms=text(root, "cac:PaymentTerms/cbc:Note"),
        lines=tuple(_line(leaves, each, quantity) for each in leaves.each(root, f"cac:{kind}Line")),
        allowances=tuple(_allowance(leaves, each) for each in leaves.each(root, "cac:AllowanceCharge")),
        vat=tuple(_vat(leaves, each) for each in leaves.each(root, "cac:TaxTotal/cac:TaxSubtotal")),
        totals=_totals(leaves, root, currency, tax_currency),
        attachments=tuple(_attachment(leaves, each) for each in documents if not _is_coded(leaves, each)),
    )


def _is_coded(leaves: Leaves, document: etree._Element) -> bool:
    return leaves.text(document, "cbc:DocumentTypeCode") in (OBJECT_CODE, PROJECT_CODE)


def _coded(leaves: Leaves, documents: list[etree._Element], code: str) -> str:
    every = (each for each in documents if leaves.text(each, "cbc:DocumentTypeCode") == code)
    return next((leaves.text(each, "cbc:ID") for each in every), "")


def _party(leaves: Leaves, node: etree._Element | None) -> Party:
    text = leaves.text
    legal = text(node, "cac:PartyLegalEntity/cbc:RegistrationName")
    trade = text(node, "cac:PartyName/cbc:Name")
    vat = tax = ""
    for scheme in leaves.each(node, "cac:PartyTaxScheme"):
        number = text(scheme, "cbc:CompanyID")
        if text(scheme, "cac:TaxScheme/cbc:ID").upper() == "VAT":
            vat = vat or number
        else:
            tax = tax or number
    return Party(
        name=legal or trade,
        trade_name=trade if legal and trade != legal else "",
        identifiers=tuple(leaves.identifiers(node, "cac:PartyIdentification/cbc:ID")),
        registration=leaves.identifier(node, "cac:PartyLegalEntity/cbc:CompanyID"),
        vat_number=vat,
        tax_number=tax,
        legal_form=text(node, "cac:PartyLegalEntity/cbc:CompanyLegalForm"),
        endpoint=leaves.identifier(node, "cbc:EndpointID"),
        address=_address(leaves, leaves.one(node, "cac:PostalAddress")),
        contact=Contact(
            text(node, "cac:Contact/cbc:Name"),
            text(node, "cac:Contact/cbc:Telephone"),
            text(node, "cac:Contact/cbc:ElectronicMail"),
        ),
    )


def _address(leaves: Leaves, node: etree._Element | None) -> Address:
    text = leaves.text
    return Address(
        street=text(node, "cbc:StreetName"),
        additional=text(node, "cbc:AdditionalStreetName"),
        third=text(node, "cac:AddressLine/cbc:Line"),
        city=text(node, "cbc:CityName"),
        postcode=text(node, "cbc:PostalZone"),
        subdivision=text(node, "cbc:CountrySubentity"),
        country=text(node, "cac:Country/cbc:IdentificationCode"),
    )


def _period(leaves: Leaves, node: etree._Element) -> InvoicePeriod:
    return InvoicePeriod(
        leaves.day(node, "cac:InvoicePeriod/cbc:StartDate"), leaves.day(node, "cac:InvoicePeriod/cbc:EndDate")
    )


def _amounts(leaves: Leaves, root: etree._Element) -> Mapping[str, Decimal | None]:
    """What goes to each account that the terms of payment name."""
    return {
        leaves.text(each, "cbc:PaymentMeansID"): leaves.number(each, "cbc:Amount")
        for each in leaves.each(root, "cac:PaymentTerms")
    }


def _means(leaves: Leaves, node: etree._Element, amounts: Mapping[str, Decimal | None]) -> PaymentMeans:
    text = leaves.text
    number = text(node, "cbc:ID")
    return PaymentMeans(
        code=text(node, "cbc:PaymentMeansCode"),
        text=leaves.attribute(node, "cbc:PaymentMeansCode", "name"),
        reference=text(node, "cbc:PaymentID"),
        account=text(node, "cac:PayeeFinancialAccount/cbc:ID"),
        account_name=text(node, "cac:PayeeFinancialAccount/cbc:Name"),
        bic=text(node, "cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID"),
        mandate=text(node, "cac:PaymentMandate/cbc:ID"),
        debited_account=text(node, "cac:PaymentMandate/cac:PayerFinancialAccount/cbc:ID"),
        number=number,
        amount=amounts.get(number) if number else None,
    )


def _allowance(leaves: Leaves, node: etree._Element) -> Allowance:
    return Allowance(
        is_charge=leaves.is_true(node, "cbc:ChargeIndicator"),
        amount=leaves.number(node, "cbc:Amount"),
        base=leaves.number(node, "cbc:BaseAmount"),
        percent=leaves.number(node, "cbc:MultiplierFactorNumeric"),
        reason=leaves.text(node, "cbc:AllowanceChargeReason"),
        reason_code=leaves.text(node, "cbc:AllowanceChargeReasonCode"),
        category=leaves.text(node, "cac:TaxCategory/cbc:ID"),
        rate=leaves.number(node, "cac:TaxCategory/cbc:Percent"),
    )


def _line(leaves: Leaves, node: etree._Element, quantity: str) -> InvoiceLine:
    text, number = leaves.text, leaves.number
    item, price = leaves.one(node, "cac:Item"), leaves.one(node, "cac:Price")
    return InvoiceLine(
        number=text(node, "cbc:ID"),
        name=text(item, "cbc:Name"),
        description=text(item, "cbc:Description"),
        note=text(node, "cbc:Note"),
        quantity=number(node, quantity),
        unit=leaves.attribute(node, quantity, "unitCode"),
        net=number(node, "cbc:LineExtensionAmount"),
        price=Price(
            net=number(price, "cbc:PriceAmount"),
            gross=number(price, "cac:AllowanceCharge/cbc:BaseAmount"),
            discount=number(price, "cac:AllowanceCharge/cbc:Amount"),
            base_quantity=number(price, "cbc:BaseQuantity"),
        ),
        category=text(item, "cac:ClassifiedTaxCategory/cbc:ID"),
        rate=number(item, "cac:ClassifiedTaxCategory/cbc:Percent"),
        allowances=tuple(_allowance(leaves, each) for each in leaves.each(node, "cac:AllowanceCharge")),
        order_line=text(node, "cac:OrderLineReference/cbc:LineID"),
        account=text(node, "cbc:AccountingCost"),
        period=_period(leaves, node),
    )


def _vat(leaves: Leaves, node: etree._Element) -> VatPart:
    return VatPart(
        category=leaves.text(node, "cac:TaxCategory/cbc:ID"),
        rate=leaves.number(node, "cac:TaxCategory/cbc:Percent"),
        taxable=leaves.number(node, "cbc:TaxableAmount"),
        tax=leaves.number(node, "cbc:TaxAmount"),
        reason=leaves.text(node, "cac:TaxCategory/cbc:TaxExemptionReason"),
        reason_code=leaves.text(node, "cac:TaxCategory/cbc:TaxExemptionReasonCode"),
    )


def _totals(leaves: Leaves, root: etree._Element, currency: str, tax_currency: str) -> Totals:
    node, number = leaves.one(root, "cac:LegalMonetaryTotal"), leaves.number
    vat, declared = leaves.vat_totals(root, "cac:TaxTotal/cbc:TaxAmount", currency, tax_currency)
    return Totals(
        lines=number(node, "cbc:LineExtensionAmount"),
        allowances=number(node, "cbc:AllowanceTotalAmount"),
        charges=number(node, "cbc:ChargeTotalAmount"),
        without_vat=number(node, "cbc:TaxExclusiveAmount"),
        vat=vat,
        vat_in_tax_currency=declared,
        with_vat=number(node, "cbc:TaxInclusiveAmount"),
        prepaid=number(node, "cbc:PrepaidAmount"),
        rounding=number(node, "cbc:PayableRoundingAmount"),
        payable=number(node, "cbc:PayableAmount"),
    )


def _attachment(leaves: Leaves, node: etree._Element) -> Attachment:
    binary = "cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    return Attachment(
        number=leaves.text(node, "cbc:ID"),
        description=leaves.text(node, "cbc:DocumentDescription"),
        name=leaves.attribute(node, binary, "filename"),
        mime=leaves.attribute(node, binary, "mimeCode"),
        content=leaves.content(node, binary),
        link=leaves.text(node, "cac:Attachment/cac:ExternalReference/cbc:URI"),
    )
