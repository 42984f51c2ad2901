"""UBL and CII give the same invoice, and what cannot be read is told with its place."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from tests.formats.invoices.cii_writer import write_cii
from tests.formats.invoices.samples import SUPPLIER, credit, in_category, invoices, sound, whole

from bodemplaat.formats.invoices import Invoice, read_invoice, write_ubl
from bodemplaat.formats.invoices.values import Identifier, Party, PaymentMeans, Syntax
from bodemplaat.kernel import Said

ALL = [
    sound(),
    credit(),
    whole(),
    *(in_category(category) for category in ("S", "Z", "E", "AE", "K", "G", "O")),
]


@pytest.mark.parametrize("invoice", ALL)
def test_an_invoice_is_the_same_in_both_syntaxes(invoice: Invoice) -> None:
    ubl, cii = read_invoice(write_ubl(invoice)), read_invoice(write_cii(invoice))
    assert (ubl.syntax, cii.syntax) == (Syntax.UBL, Syntax.CII)
    assert ubl.invoice == invoice == cii.invoice
    assert ubl.findings == cii.findings == ()


@given(invoices())
def test_any_sound_invoice_is_read_as_it_was_written(invoice: Invoice) -> None:
    assert read_invoice(write_ubl(invoice)).invoice == invoice == read_invoice(write_cii(invoice)).invoice


@given(invoices())
def test_the_same_value_gives_the_same_bytes(invoice: Invoice) -> None:
    assert write_ubl(invoice) == write_ubl(replace(invoice))


def test_what_is_seldom_used_survives_too() -> None:
    party = replace(
        SUPPLIER,
        trade_name="Veenstra",
        tax_number="T-1",
        legal_form="B.V.",
        identifiers=(Identifier("1", "0088"), Identifier("x")),
    )
    means = PaymentMeans(
        "59", "Incasso", "K-1", "NL91ABNA0417164300", "Veenstra", "ABNANL2A", "M-1", "NL20INGB0001234567"
    )
    invoice = sound(supplier=party, payment=(means,), tax_point_code="35", representative=None)
    assert read_invoice(write_ubl(invoice)).invoice == invoice
    read = read_invoice(write_cii(invoice)).invoice
    assert read is not None
    assert set(read.supplier.identifiers) == set(party.identifiers)
    assert replace(read, supplier=replace(read.supplier, identifiers=party.identifiers)) == invoice


def test_a_sales_order_without_an_order_is_kept_alone() -> None:
    invoice = sound(order="", sales_order="V-12")
    assert b">NA</cbc:ID>" in write_ubl(invoice)
    assert read_invoice(write_ubl(invoice)).invoice == invoice == read_invoice(write_cii(invoice)).invoice


def test_a_party_tells_its_numbers_by_their_list() -> None:
    party = Party(
        registration=Identifier("12345678", "0106"), endpoint=Identifier("00000001001234567000", "0190")
    )
    assert (party.kvk, party.oin) == ("12345678", "00000001001234567000")
    assert Party().kvk == Party(registration=Identifier("1")).oin == ""


def test_amounts_are_exact_and_never_rounded() -> None:
    content = write_ubl(sound()).replace(b">54.45<", b">54.450000000001<")
    read = read_invoice(content).invoice
    assert read is not None
    assert read.totals.payable == Decimal("54.450000000001")


@pytest.mark.parametrize(
    ("before", "after", "code", "place"),
    [
        (b">45.00</cbc:PriceAmount", b">4e1</cbc:PriceAmount", "invoice.number", "line 1"),
        (b">45.00</cbc:PriceAmount", b">45,00</cbc:PriceAmount", "invoice.number", "line 1"),
        (b">45.00</cbc:PriceAmount", b">NaN</cbc:PriceAmount", "invoice.number", "line 1"),
        (b">45.00</cbc:PriceAmount", b">" + b"9" * 40 + b"</cbc:PriceAmount", "invoice.number", "line 1"),
        (b">9.45</cbc:TaxAmount", b">x</cbc:TaxAmount", "invoice.number", "VAT breakdown, part 1"),
        (b">2026-11-02<", b">2026-02-30<", "invoice.day", "whole invoice"),
        (b">2026-12-02<", b">2 december<", "invoice.day", "whole invoice"),
    ],
)
def test_what_is_no_number_or_day_is_told_with_its_place(
    before: bytes, after: bytes, code: str, place: str
) -> None:
    content = write_ubl(sound())
    assert before in content
    findings = read_invoice(content.replace(before, after)).findings
    assert findings[0].code == code
    assert place in [finding.place.render() for finding in findings]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xml.empty"),
        (b"no xml", "xml.broken"),
        (b"\x89PNG\r\n\x1a\n", "invoice.picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "invoice.picture"),
        (b"<Invoice><a></Invoice>", "xml.broken"),
        (b"<order xmlns='urn:x'/>", "invoice.another_kind"),
        (b"<Invoice/>", "invoice.another_kind"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml.doctype"),
        (
            b"<r:CrossIndustryDocument xmlns:r='urn:ferd:CrossIndustryDocument:invoice:1p0'/>",
            "invoice.zugferd_1",
        ),
        (b"<a>" * 200 + b"</a>" * 200, "xml.too_deep"),
    ],
)
def test_what_is_no_invoice_is_a_finding(content: bytes, code: str) -> None:
    read = read_invoice(content)
    assert read.invoice is None
    assert [finding.code for finding in read.findings] == [code]


def test_what_is_broken_is_told_in_the_words_of_the_reader_alone() -> None:
    (finding,) = read_invoice(b"<Invoice><a></Invoice>").findings
    assert "mismatch" not in finding.render()
    assert isinstance(finding.place, Said)


def test_entities_before_an_invoice_are_refused() -> None:
    bomb = b'<!DOCTYPE Invoice [<!ENTITY a "&#97;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    content = write_ubl(sound())
    head, _, rest = content.partition(b"\n")
    assert [finding.code for finding in read_invoice(head + bomb + rest).findings] == ["xml.doctype"]


def test_a_damaged_attachment_is_told_and_the_rest_is_read() -> None:
    invoice = whole()
    content = write_ubl(invoice)
    start = content.index(b"uren.csv") + len(b'uren.csv">')
    damaged = content[:start] + b"*" + content[start:]
    read = read_invoice(damaged)
    assert [finding.code for finding in read.findings] == ["invoice.attachment"]
    assert read.invoice is not None
    assert read.invoice.number == invoice.number
