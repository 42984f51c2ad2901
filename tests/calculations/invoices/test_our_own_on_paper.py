"""An invoice of our own on paper: PDF/A-3 and PDF/UA in its own words, with its UBL inside, as another reader sees it."""

import io
from datetime import date

import pytest
from tests.formats.invoices.samples import credit, sound

from bodemplaat.calculations.invoices import own_paper, own_report
from bodemplaat.formats.invoices import read_invoice, write_ubl

pypdf = pytest.importorskip("pypdf")


def test_the_paper_carries_its_ubl_as_the_same_in_another_form() -> None:
    invoice = sound()
    ubl = write_ubl(invoice)
    made = own_paper(invoice, ubl)
    reader = pypdf.PdfReader(io.BytesIO(made))
    (name,) = reader.attachments
    assert (name, reader.attachments[name]) == ("nlcius-ubl.xml", [ubl])
    root = reader.trailer["/Root"]
    (file,) = root["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Alternative"
    assert file.get_object()["/EF"]["/F"].get_object()["/Subtype"] == "/application/xml"


def test_our_own_reader_finds_the_invoice_in_it() -> None:
    invoice = credit()
    assert read_invoice(own_paper(invoice, write_ubl(invoice))).invoice == invoice


def test_it_says_that_it_is_pdf_a_3_and_pdf_ua_and_holds_what_they_ask_for() -> None:
    """No validator of PDF/A is in a package: typst refuses what breaks them, and what can be read is looked at here."""
    invoice = sound()
    reader = pypdf.PdfReader(io.BytesIO(own_paper(invoice, write_ubl(invoice))))
    root = reader.trailer["/Root"]
    told = root["/Metadata"].get_object().get_data().decode()
    for claim in ("<pdfaid:part>3<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in told
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert "/Encrypt" not in reader.trailer
    fonts = [
        font.get_object()
        for each in reader.pages
        for font in each["/Resources"]["/Font"].get_object().values()
    ]
    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        assert {"/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"].get_object())


def test_the_paper_is_the_same_each_time_and_says_what_is_to_be_paid() -> None:
    invoice = sound()
    first, second = (own_paper(invoice, write_ubl(invoice)) for _ in range(2))
    assert first == second
    words = " ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(first)).pages)
    for said in ("Factuur 2026-0417", "54,45", "NL91ABNA0417164300", "Gemeente Nederlek", "Veenstra"):
        assert said in words


def test_a_draft_has_no_number() -> None:
    assert own_report(sound(number=""), date(2026, 11, 23)).title == "Invoice (draft)"
