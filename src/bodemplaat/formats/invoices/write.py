"""An ``Invoice`` as UBL 2.1, invoice or credit note: the same value gives the same bytes.

Nothing is worked out here: what the value leaves out is left out, what it states is written.
"""

import base64
from datetime import date
from decimal import Decimal
from typing import cast

from lxml import etree

from bodemplaat.formats.invoices.ubl import (
    CAC,
    CBC,
    CREDIT_NOTE,
    INVOICE,
    NOT_KNOWN,
    OBJECT_CODE,
    PROJECT_CODE,
)
from bodemplaat.formats.invoices.values import (
    Address,
    Allowance,
    Attachment,
    Identifier,
    Invoice,
    InvoiceLine,
    InvoicePeriod,
    Party,
    PaymentMeans,
    VatPart,
)
from bodemplaat.formats.xml import namespace

__all__ = ["write_ubl"]

_Value = str | date | Decimal | None


def write_ubl(invoice: Invoice) -> bytes:
    """The document as UTF-8."""
    credit = invoice.is_credit_note
    tag = CREDIT_NOTE if credit else INVOICE
    spaces: dict[str | None, str] = {None: namespace(tag), "cac": CAC, "cbc": CBC}
    root = etree.Element(tag, nsmap=cast(dict[str, str], spaces))  # the stubs know no default namespace
    _head(root, invoice, credit=credit)
    _references(root, invoice, credit=credit)
    _party(_in(_in(root, "AccountingSupplierParty"), "Party"), invoice.supplier)
    _party(_in(_in(root, "AccountingCustomerParty"), "Party"), invoice.customer)
    if invoice.payee:
        _short_party(_in(root, "PayeeParty"), invoice.payee)
    if invoice.representative:
        _short_party(_in(root, "TaxRepresentativeParty"), invoice.representative)
    _delivery(root, invoice)
    for means in invoice.payment:
        _means(_in(root, "PaymentMeans"), means, invoice.due if credit else None)
    shares = [each for each in invoice.payment if each.number and each.amount is not None]
    for each in shares:
        terms = _in(root, "PaymentTerms")
        _leaf(terms, "PaymentMeansID", each.number)
        _leaf(terms, "Note", invoice.terms if each is shares[0] else "")
        _leaf(terms, "Amount", each.amount, currencyID=invoice.currency)
    if invoice.terms and not shares:
        _leaf(_in(root, "PaymentTerms"), "Note", invoice.terms)
    for allowance in invoice.allowances:
        _allowance(_in(root, "AllowanceCharge"), allowance, invoice.currency)
    _tax(root, invoice)
    _totals(_in(root, "LegalMonetaryTotal"), invoice)
    for line in invoice.lines:
        _line(_in(root, "CreditNoteLine" if credit else "InvoiceLine"), line, invoice.currency, credit=credit)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _head(root: etree._Element, invoice: Invoice, *, credit: bool) -> None:
    _leaf(root, "CustomizationID", invoice.profile)
    _leaf(root, "ProfileID", invoice.process)
    _leaf(root, "ID", invoice.number)
    _leaf(root, "IssueDate", invoice.issued)
    if credit:
        _leaf(root, "TaxPointDate", invoice.tax_point)
    else:
        _leaf(root, "DueDate", invoice.due)
    _leaf(root, "CreditNoteTypeCode" if credit else "InvoiceTypeCode", invoice.type_code)
    for note in invoice.notes:
        _leaf(root, "Note", note)
    if not credit:
        _leaf(root, "TaxPointDate", invoice.tax_point)
    _leaf(root, "DocumentCurrencyCode", invoice.currency)
    _leaf(root, "TaxCurrencyCode", invoice.tax_currency)
    _leaf(root, "AccountingCost", invoice.account)
    _leaf(root, "BuyerReference", invoice.buyer_reference)
    _period(root, invoice.period, invoice.tax_point_code)


def _references(root: etree._Element, invoice: Invoice, *, credit: bool) -> None:
    if invoice.order or invoice.sales_order:
        order = _in(root, "OrderReference")
        _leaf(order, "ID", invoice.order or NOT_KNOWN)
        _leaf(order, "SalesOrderID", invoice.sales_order)
    for preceding in invoice.preceding:
        earlier = _in(_in(root, "BillingReference"), "InvoiceDocumentReference")
        _leaf(earlier, "ID", preceding.number)
        _leaf(earlier, "IssueDate", preceding.issued)
    _referred(root, "DespatchDocumentReference", invoice.despatch)
    _referred(root, "ReceiptDocumentReference", invoice.receipt)
    if not credit:
        _referred(root, "OriginatorDocumentReference", invoice.tender)
    _referred(root, "ContractDocumentReference", invoice.contract)
    _referred(root, "AdditionalDocumentReference", invoice.object, OBJECT_CODE)
    if credit:
        _referred(root, "AdditionalDocumentReference", invoice.project, PROJECT_CODE)
    for attachment in invoice.attachments:
        _attachment(_in(root, "AdditionalDocumentReference"), attachment)
    if credit:
        _referred(root, "OriginatorDocumentReference", invoice.tender)
    else:
        _referred(root, "ProjectReference", invoice.project)


def _party(node: etree._Element, party: Party) -> None:
    _identified(node, "EndpointID", party.endpoint)
    for identifier in party.identifiers:
        _identified(_in(node, "PartyIdentification"), "ID", identifier)
    if party.trade_name:
        _leaf(_in(node, "PartyName"), "Name", party.trade_name)
    _address(node, "PostalAddress", party.address)
    _tax_scheme(node, party.vat_number, "VAT")
    _tax_scheme(node, party.tax_number, "TAX")
    if party.name or party.registration or party.legal_form:
        legal = _in(node, "PartyLegalEntity")
        _leaf(legal, "RegistrationName", party.name)
        _identified(legal, "CompanyID", party.registration)
        _leaf(legal, "CompanyLegalForm", party.legal_form)
    if any((party.contact.name, party.contact.telephone, party.contact.email)):
        contact = _in(node, "Contact")
        _leaf(contact, "Name", party.contact.name)
        _leaf(contact, "Telephone", party.contact.telephone)
        _leaf(contact, "ElectronicMail", party.contact.email)


def _short_party(node: etree._Element, party: Party) -> None:
    """A payee or a representative: the norm knows fewer terms of them."""
    for identifier in party.identifiers:
        _identified(_in(node, "PartyIdentification"), "ID", identifier)
    if party.name:
        _leaf(_in(node, "PartyName"), "Name", party.name)
    _address(node, "PostalAddress", party.address)
    _tax_scheme(node, party.vat_number, "VAT")
    if party.registration:
        _identified(_in(node, "PartyLegalEntity"), "CompanyID", party.registration)


def _tax_scheme(node: etree._Element, number: str, scheme: str) -> None:
    if number:
        taxed = _in(node, "PartyTaxScheme")
        _leaf(taxed, "CompanyID", number)
        _leaf(_in(taxed, "TaxScheme"), "ID", scheme)


def _address(node: etree._Element, name: str, address: Address) -> None:
    if address == Address():
        return
    place = _in(node, name)
    _leaf(place, "StreetName", address.street)
    _leaf(place, "AdditionalStreetName", address.additional)
    _leaf(place, "CityName", address.city)
    _leaf(place, "PostalZone", address.postcode)
    _leaf(place, "CountrySubentity", address.subdivision)
    if address.third:
        _leaf(_in(place, "AddressLine"), "Line", address.third)
    if address.country:
        _leaf(_in(place, "Country"), "IdentificationCode", address.country)


def _delivery(root: etree._Element, invoice: Invoice) -> None:
    if invoice.delivered is None and invoice.delivery == Address():
        return
    node = _in(root, "Delivery")
    _leaf(node, "ActualDeliveryDate", invoice.delivered)
    if invoice.delivery != Address():
        _address(_in(node, "DeliveryLocation"), "Address", invoice.delivery)


def _means(node: etree._Element, means: PaymentMeans, due: date | None) -> None:
    _leaf(node, "ID", means.number)
    _leaf(node, "PaymentMeansCode", means.code, name=means.text)
    _leaf(node, "PaymentDueDate", due)
    _leaf(node, "PaymentID", means.reference)
    if means.account or means.account_name or means.bic:
        account = _in(node, "PayeeFinancialAccount")
        _leaf(account, "ID", means.account)
        _leaf(account, "Name", means.account_name)
        _referred(account, "FinancialInstitutionBranch", means.bic)
    if means.mandate or means.debited_account:
        mandate = _in(node, "PaymentMandate")
        _leaf(mandate, "ID", means.mandate)
        _referred(mandate, "PayerFinancialAccount", means.debited_account)


def _allowance(node: etree._Element, allowance: Allowance, currency: str) -> None:
    _leaf(node, "ChargeIndicator", "true" if allowance.is_charge else "false")
    _leaf(node, "AllowanceChargeReasonCode", allowance.reason_code)
    _leaf(node, "AllowanceChargeReason", allowance.reason)
    _leaf(node, "MultiplierFactorNumeric", allowance.percent)
    _amount(node, "Amount", allowance.amount, currency)
    _amount(node, "BaseAmount", allowance.base, currency)
    if allowance.category:
        _category(_in(node, "TaxCategory"), allowance.category, allowance.rate)


def _category(node: etree._Element, category: str, rate: Decimal | None, part: VatPart | None = None) -> None:
    _leaf(node, "ID", category)
    _leaf(node, "Percent", rate)
    if part:
        _leaf(node, "TaxExemptionReasonCode", part.reason_code)
        _leaf(node, "TaxExemptionReason", part.reason)
    _leaf(_in(node, "TaxScheme"), "ID", "VAT")


def _tax(root: etree._Element, invoice: Invoice) -> None:
    totals, currency = invoice.totals, invoice.currency
    if totals.vat is not None or invoice.vat:
        node = _in(root, "TaxTotal")
        _amount(node, "TaxAmount", totals.vat, currency)
        for part in invoice.vat:
            row = _in(node, "TaxSubtotal")
            _amount(row, "TaxableAmount", part.taxable, currency)
            _amount(row, "TaxAmount", part.tax, currency)
            _category(_in(row, "TaxCategory"), part.category, part.rate, part)
    if totals.vat_in_tax_currency is not None:
        _amount(_in(root, "TaxTotal"), "TaxAmount", totals.vat_in_tax_currency, invoice.tax_currency)


def _totals(node: etree._Element, invoice: Invoice) -> None:
    totals = invoice.totals
    for name, amount in (
        ("LineExtensionAmount", totals.lines),
        ("TaxExclusiveAmount", totals.without_vat),
        ("TaxInclusiveAmount", totals.with_vat),
        ("AllowanceTotalAmount", totals.allowances),
        ("ChargeTotalAmount", totals.charges),
        ("PrepaidAmount", totals.prepaid),
        ("PayableRoundingAmount", totals.rounding),
        ("PayableAmount", totals.payable),
    ):
        _amount(node, name, amount, invoice.currency)


def _line(node: etree._Element, line: InvoiceLine, currency: str, *, credit: bool) -> None:
    _leaf(node, "ID", line.number)
    _leaf(node, "Note", line.note)
    _leaf(node, "CreditedQuantity" if credit else "InvoicedQuantity", line.quantity, unitCode=line.unit)
    _amount(node, "LineExtensionAmount", line.net, currency)
    _leaf(node, "AccountingCost", line.account)
    _period(node, line.period, "")
    if line.order_line:
        _leaf(_in(node, "OrderLineReference"), "LineID", line.order_line)
    for allowance in line.allowances:
        _allowance(_in(node, "AllowanceCharge"), allowance, currency)
    item = _in(node, "Item")
    _leaf(item, "Description", line.description)
    _leaf(item, "Name", line.name)
    if line.category:
        _category(_in(item, "ClassifiedTaxCategory"), line.category, line.rate)
    if line.price.net is not None:
        price = _in(node, "Price")
        _amount(price, "PriceAmount", line.price.net, currency)
        _leaf(price, "BaseQuantity", line.price.base_quantity, unitCode=line.unit)
        if line.price.gross is not None:
            reduced = _in(price, "AllowanceCharge")
            _leaf(reduced, "ChargeIndicator", "false")
            _amount(reduced, "Amount", line.price.discount or Decimal(0), currency)
            _amount(reduced, "BaseAmount", line.price.gross, currency)


def _attachment(node: etree._Element, attachment: Attachment) -> None:
    _leaf(node, "ID", attachment.number)
    _leaf(node, "DocumentDescription", attachment.description)
    if attachment.content or attachment.link:
        element = _in(node, "Attachment")
        content = base64.b64encode(attachment.content).decode()
        _leaf(
            element,
            "EmbeddedDocumentBinaryObject",
            content,
            mimeCode=attachment.mime,
            filename=attachment.name,
        )
        if attachment.link:
            _leaf(_in(element, "ExternalReference"), "URI", attachment.link)


def _period(node: etree._Element, period: InvoicePeriod, code: str) -> None:
    if period != InvoicePeriod() or code:
        span = _in(node, "InvoicePeriod")
        _leaf(span, "StartDate", period.first)
        _leaf(span, "EndDate", period.last)
        _leaf(span, "DescriptionCode", code)


def _referred(node: etree._Element, name: str, number: str, code: str = "") -> None:
    if number:
        document = _in(node, name)
        _leaf(document, "ID", number)
        _leaf(document, "DocumentTypeCode", code)


def _identified(node: etree._Element, name: str, identifier: Identifier | None) -> None:
    if identifier:
        _leaf(node, name, identifier.value, schemeID=identifier.scheme)


def _amount(node: etree._Element, name: str, amount: Decimal | None, currency: str) -> None:
    _leaf(node, name, amount, currencyID=currency)


def _in(node: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(node, f"{{{CAC}}}{name}")


def _leaf(node: etree._Element, name: str, value: _Value, /, **attributes: str) -> None:
    """An element with this text and the attributes that are not empty; none for what is absent, no minus before zero."""
    if value is None or value == "":
        return
    leaf = etree.SubElement(node, f"{{{CBC}}}{name}")
    leaf.text = f"{value or abs(value):f}" if isinstance(value, Decimal) else str(value)
    for attribute, content in attributes.items():
        if content:
            leaf.set(attribute, content)
