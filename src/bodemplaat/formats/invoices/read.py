"""Bytes to an invoice: the syntax is told by the outer element, a PDF by its first bytes; nothing here raises."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from bodemplaat.formats.invoices.cii import CROSS_INDUSTRY_INVOICE, invoice_from_cii
from bodemplaat.formats.invoices.cii import PREFIXES as CII
from bodemplaat.formats.invoices.pdf import is_pdf, xml_in_pdf
from bodemplaat.formats.invoices.places import WHOLE, place_of
from bodemplaat.formats.invoices.reading import Leaves
from bodemplaat.formats.invoices.ubl import CREDIT_NOTE, INVOICE, invoice_from_ubl
from bodemplaat.formats.invoices.ubl import PREFIXES as UBL
from bodemplaat.formats.invoices.values import Invoice, Syntax
from bodemplaat.formats.pictures import picture_type
from bodemplaat.formats.xml import UnreadableXml, local_name, parse_xml
from bodemplaat.kernel import Finding, Severity, say

__all__ = ["MOST_BYTES", "ReadInvoice", "read_invoice"]

MOST_BYTES: Final = 30_000_000
DEEPEST: Final = 60
MOST_LINES: Final = 20_000
ZUGFERD_1: Final = "urn:ferd:CrossIndustryDocument:invoice:1p0"


@dataclass(frozen=True, slots=True)
class ReadInvoice:
    """What reading came to. ``invoice`` and ``xml`` are absent where there was nothing to read; ``findings`` say why,
    and name what could not be read in an invoice that is there. ``carrier`` is the attachment of a PDF that held it.
    """

    invoice: Invoice | None
    syntax: Syntax | None
    xml: bytes
    findings: tuple[Finding, ...] = ()
    carrier: str = ""
    root: str = ""
    """The name of the outer element."""


def read_invoice(content: bytes) -> ReadInvoice:
    """The invoice in a file: UBL, CII, or a PDF that carries one by the names of Factur-X, ZUGFeRD or XRechnung."""
    if not is_pdf(content):
        return _read_xml(content, "", ())
    embedded = xml_in_pdf(content)
    if not embedded.xml:
        return ReadInvoice(None, None, b"", embedded.findings)
    return _read_xml(embedded.xml, embedded.name, embedded.findings)


def _read_xml(content: bytes, carrier: str, before: tuple[Finding, ...]) -> ReadInvoice:
    try:
        root = parse_xml(content, max_bytes=MOST_BYTES)
    except UnreadableXml as unreadable:
        finding = _picture(content) or replace(unreadable.finding, place=WHOLE)
        return ReadInvoice(None, None, b"", (*before, finding), carrier)
    stopped = _too_much(root) or _another_kind(root)
    if stopped:
        return ReadInvoice(None, None, b"", (*before, stopped), carrier)
    if root.tag == CROSS_INDUSTRY_INVOICE:
        leaves, syntax = Leaves(CII), Syntax.CII
        invoice = invoice_from_cii(root, leaves)
    else:
        leaves, syntax = Leaves(UBL), Syntax.UBL
        invoice = invoice_from_ubl(root, leaves)
    findings = (*before, *leaves.findings, *_empty(root))
    return ReadInvoice(invoice, syntax, etree.tostring(root), findings, carrier, local_name(root.tag))


def _picture(content: bytes) -> Finding | None:
    if not picture_type(content):
        return None
    text = say("This is a picture: there is no e-invoice in it. Ask the supplier for UBL, or type it over.")
    return Finding("invoice.picture", WHOLE, text)


def _too_much(root: etree._Element) -> Finding | None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            text = say(
                "The file has parts in parts more than {most} deep, which no invoice has. Ask the supplier for another file."
            )
            return Finding("xml.too_deep", WHOLE, text, {"most": DEEPEST})
    if max(len(root), *(len(part) for part in root), 0) > MOST_LINES:
        text = say("The invoice has more than {most} parts. Ask the supplier to split it.")
        return Finding("invoice.too_long", WHOLE, text, {"most": MOST_LINES})
    return None


_MAY_BE_EMPTY: Final = "ApplicableHeaderTradeDelivery"
"""The form of CII demands it also where nothing was delivered."""


def _empty(root: etree._Element) -> Iterator[Finding]:
    """Each element that holds nothing, as a warning: rules that ask whether it is there take it for an answer (BR-55)."""
    for element in root.iter():
        name = local_name(element.tag)
        if len(element) or (element.text and not element.text.isspace()) or name == _MAY_BE_EMPTY:
            continue
        text = say("“{name}” is there and empty. Ask the supplier to fill it in or leave it out.")
        yield Finding("invoice.empty", place_of(element), text, {"name": name}, Severity.WARNING)


def _another_kind(root: etree._Element) -> Finding | None:
    if root.tag in (INVOICE, CREDIT_NOTE, CROSS_INDUSTRY_INVOICE):
        return None
    name = local_name(root.tag)
    if ZUGFERD_1 in root.tag:
        text = say(
            "This is ZUGFeRD 1.0, from before the European norm. Ask the supplier for ZUGFeRD 2 (Factur-X) or UBL."
        )
        return Finding("invoice.zugferd_1", WHOLE, text)
    text = say(
        "This is no invoice that can be read: its outer part is called “{name}”. An e-invoice is UBL 2.1 (Invoice or "
        "CreditNote) or CII (CrossIndustryInvoice). Ask the supplier for one of these."
    )
    return Finding("invoice.another_kind", WHOLE, text, {"name": name})
