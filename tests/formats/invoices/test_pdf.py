"""The invoice of a PDF is the attachment that Factur-X and ZUGFeRD name, never just any XML in it."""

import io

import pytest
from tests.formats.invoices.cii_writer import write_cii
from tests.formats.invoices.samples import credit, sound

from bodemplaat.formats.invoices import judge_invoice, read_invoice, write_ubl
from bodemplaat.formats.invoices.pdf import is_pdf

pypdf = pytest.importorskip("pypdf", reason="the extra einvoice is not installed")
INVOICE = write_cii(sound())
ORDER = b"<order>not an invoice</order>"


def pdf(*attachments: tuple[str, bytes, str]) -> bytes:
    """A PDF of one page with these attachments: name, bytes, relationship (none where empty)."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content, relationship in attachments:
        added = writer.add_attachment(name, content)
        if relationship:
            specification = added.pdf_object
            specification[pypdf.generic.NameObject("/AFRelationship")] = pypdf.generic.NameObject(
                f"/{relationship}"
            )
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize("name", ["factur-x.xml", "Factur-X.xml", "zugferd-invoice.xml", "xrechnung.xml"])
@pytest.mark.parametrize("relationship", ["Data", "Source", "Alternative"])
def test_the_invoice_is_found_by_its_name(name: str, relationship: str) -> None:
    read = read_invoice(pdf((name, INVOICE, relationship)))
    assert read.invoice == sound()
    assert read.carrier == name
    assert read.findings == ()


def test_another_xml_before_it_is_passed_by() -> None:
    content = pdf(
        ("order.xml", ORDER, "Supplement"),
        ("a.xml", write_cii(credit()), "Supplement"),
        ("factur-x.xml", INVOICE, "Data"),
    )
    assert read_invoice(content).invoice == sound()


def test_an_xml_of_another_name_is_no_invoice_even_if_it_is_one() -> None:
    for content in (ORDER, INVOICE, write_ubl(sound())):
        read = read_invoice(pdf(("bijlage.xml", content, "Data")))
        assert read.invoice is None
        assert [finding.code for finding in read.findings] == ["invoice.not_by_name"]


def test_two_different_invoices_are_refused_and_two_equal_ones_are_one() -> None:
    two = pdf(("factur-x.xml", INVOICE, "Data"), ("xrechnung.xml", write_cii(credit()), "Data"))
    assert [finding.code for finding in read_invoice(two).findings] == ["invoice.two_in_pdf"]
    equal = pdf(("factur-x.xml", INVOICE, "Data"), ("xrechnung.xml", INVOICE, "Data"))
    assert read_invoice(equal).invoice == sound()


def test_a_relationship_that_is_missing_or_strange_is_a_warning() -> None:
    for relationship in ("", "Unspecified"):
        read = read_invoice(pdf(("factur-x.xml", INVOICE, relationship)))
        assert read.invoice == sound()
        assert [(finding.code, finding.stops) for finding in read.findings] == [
            ("invoice.relationship", False)
        ]


def test_a_plain_pdf_says_that_it_is_a_picture() -> None:
    assert [finding.code for finding in read_invoice(pdf()).findings] == ["invoice.plain_pdf"]
    assert [finding.code for finding in read_invoice(pdf(("uren.csv", b"a", "Data"))).findings] == [
        "invoice.plain_pdf"
    ]


@pytest.mark.parametrize("cut", [9, 100, 400])
def test_a_pdf_that_is_cut_off_is_a_finding(cut: int) -> None:
    read = read_invoice(pdf(("factur-x.xml", INVOICE, "Data"))[:cut])
    assert read.invoice is None
    assert [finding.code for finding in read.findings] == ["invoice.broken_pdf"]


def test_xml_that_speaks_of_pdf_is_xml() -> None:
    assert is_pdf(b"%PDF-1.7\n")
    assert not is_pdf(b"<?xml version='1.0'?><!-- %PDF-1.7 --><a/>")


def test_what_is_in_the_pdf_is_judged_as_if_it_came_alone() -> None:
    pytest.importorskip("saxonche", reason="the extra einvoice is not installed")
    judged = judge_invoice(pdf(("factur-x.xml", INVOICE, "Data")))
    assert judged.is_sound
    assert judged.findings == ()
