#!/bin/bash
# factur-x 7.8: its two readers of a PDF each miss the invoice in a way of their own.
# get_xml_from_pdf() takes the first attachment whose XML passes, by the alphabet: beside factur-x.xml (relationship Data) a
# supporting document credit.xml (relationship Supplement) comes back as the invoice, and eu-einvoice 1.0.0 reads PDFs with it.
# get_facturx_xml_from_pdf() looks at names and knows factur-x.xml and zugferd-invoice.xml, so a ZUGFeRD 2 invoice of the profile
# XRECHNUNG, whose file ZUGFeRD calls xrechnung.xml, comes back as (False, False): a PDF without an invoice. Matters to us: what
# is booked and paid would be another document.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q factur-x==7.8 pypdf==7.1.1 eu-einvoice==1.0.0 saxonche==13.1.1
"$place/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import importlib.resources
import io
import logging
import sys

import facturx
from eu_einvoice import cii, model, profiles, validate
from lxml import etree
from pypdf import PdfWriter
from pypdf.generic import NameObject

logging.disable(logging.CRITICAL)
raw = model.load(str(importlib.resources.files("eu_einvoice") / "examples" / "facturx-fr-b2b.json"))


def invoice(number):
    prepared = model.prepare({**raw, "number": number})
    prepared = prepared[0] if isinstance(prepared, tuple) else prepared
    return cii.generate(prepared, profiles.get_profile("facturx")[1])


def pdf(*files):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content, relationship in files:
        added = writer.add_attachment(name, content)
        added.pdf_object[NameObject("/AFRelationship")] = NameObject(f"/{relationship}")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


both = pdf(("credit.xml", invoice("SUPPLEMENT"), "Supplement"), ("factur-x.xml", invoice("INVOICE"), "Data"))
zugferd = pdf(("xrechnung.xml", invoice("INVOICE"), "Alternative"))
number = lambda xml: etree.fromstring(xml).findtext("{*}ExchangedDocument/{*}ID")
print("factur-x", importlib.metadata.version("factur-x"), "eu-einvoice", importlib.metadata.version("eu-einvoice"))
name, xml = facturx.get_xml_from_pdf(both)
print("get_xml_from_pdf, two attachments:", name, number(xml))
other, again = validate.extract_xml_from_pdf(both)
print("eu-einvoice, the same:", other, number(again))
right = facturx.get_facturx_xml_from_pdf(both)
print("get_facturx_xml_from_pdf, the same:", right[0], number(right[1]))
missed = facturx.get_facturx_xml_from_pdf(zugferd)
print("get_facturx_xml_from_pdf, xrechnung.xml:", missed)
sys.exit(0 if name == other == "credit.xml" and right[0] == "factur-x.xml" and missed == (False, False) else 1)
PYTHON
