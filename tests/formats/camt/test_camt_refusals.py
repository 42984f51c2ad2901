"""What is no bank statement is refused and named, and an entry that cannot be used is told."""

import io
import zipfile

import pytest
from tests.formats.camt.statements import LIMIT, changed, entry_of, one_statement, paid

from bodemplaat.formats.camt import (
    UnreadableStatement,
    documents_in,
    read_statement_file,
    write_statement_file,
)
from bodemplaat.kernel import Euro


def test_a_statement_that_does_not_add_up_is_told_to_the_cent() -> None:
    content = changed(one_statement(entry_of(paid(1))), b'<Amt Ccy="EUR">965.80', b'<Amt Ccy="EUR">965.81')
    (finding,) = read_statement_file(content, max_bytes=LIMIT).findings
    assert finding.code == "camt.balance"
    assert finding.stops
    assert "965.80" in finding.render()
    assert "965.81" in finding.render()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b'<Ntry><Amt Ccy="EUR">34.20', b'<Ntry><Amt Ccy="USD">34.20', "camt.currency"),
        (b'<Ntry><Amt Ccy="EUR">34.20', b'<Ntry><Amt Ccy="EUR">34.205', "camt.entry"),
        (b'<Ntry><Amt Ccy="EUR">34.20', b'<Ntry><Amt Ccy="EUR">1e3', "camt.entry"),
        (b'34.20</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>', b"34.20</Amt><CdtDbtInd>?</CdtDbtInd><Sts>", "camt.entry"),
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_used_is_told_and_the_rest_is_read(
    before: bytes, after: bytes, code: str
) -> None:
    content = changed(one_statement(entry_of(paid(1)), entry_of(paid(2, 100), "R2")), before, after)
    file = read_statement_file(content, max_bytes=LIMIT)
    assert [(f.code, f.place, f.stops) for f in file.findings] == [(code, "Stmt[1]/Ntry[1]", True)]
    assert [entry.amount for entry in file.statements[0].entries] == [Euro(-100)]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"/>', "camt.other_message", "camt.052.001.02"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>', "camt.other_message", "pain.001.001.09"),
        (b"<html><body/></html>", "camt.other_message", "<html>"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', "camt.no_statement", "no statement"),
        (b":20:MT940 statement", "xml.broken", "line 1"),
        (b"MZ\x90\x00renamed.exe", "xml.broken", "not well-formed"),
        (b'<!DOCTYPE Document [<!ENTITY a "b">]><Document/>', "xml.doctype", "DOCTYPE"),
        (b"", "xml.empty", "empty"),
    ],
)  # fmt: skip
def test_another_file_is_refused_and_named(content: bytes, code: str, words: str) -> None:
    with pytest.raises(UnreadableStatement) as refused:
        read_statement_file(content, max_bytes=LIMIT)
    assert refused.value.finding.code == code
    assert words in refused.value.finding.render()


def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut() -> None:
    content = write_statement_file(one_statement(entry_of(paid(1)), entry_of(paid(2))))
    for end in range(1, len(content) - 1, 97):
        with pytest.raises(UnreadableStatement):
            read_statement_file(content[:end], max_bytes=LIMIT)


def test_a_statement_without_group_header_is_called_just_that() -> None:
    content = write_statement_file(one_statement(entry_of(paid(1))))
    start, end = content.index(b"<GrpHdr>"), content.index(b"</GrpHdr>") + 9
    with pytest.raises(UnreadableStatement) as refused:
        read_statement_file(content[:start] + content[end:], max_bytes=LIMIT)
    assert refused.value.finding.code == "camt.no_group_header"


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            member = zipfile.ZipInfo(name.replace("__", "/").replace("_", "."))  # the same bytes at any time
            packed.writestr(member, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_a_zip_and_documents_one_after_another_are_taken_apart() -> None:
    one = write_statement_file(one_statement(entry_of(paid(1))))
    two = write_statement_file(one_statement(entry_of(paid(2))))
    assert [part for _, part in documents_in(one + b"\n" + two, max_bytes=LIMIT)] == [one + b"\n", two]
    bare = two[two.index(b"<Document") :]
    assert [part for _, part in documents_in(one + bare, max_bytes=LIMIT)] == [one, bare]
    packed = documents_in(zipped(map__a_xml=one, b_xml=two + one, readme_txt=b"x"), max_bytes=LIMIT)
    assert packed == (("map/a.xml", one), ("b.xml 1", two), ("b.xml 2", one))
    assert documents_in(one, max_bytes=LIMIT) == (("", one),)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b":20:9405\n:25:NL44RABO0123456789EUR\n:28C:1\n", "camt.mt940"),
        (b"{1:F01RABONL2UXXXX}{2:I940}{4:\n:20:1\n:25:NL44\n", "camt.mt940"),
        (b"%PDF-1.7", "camt.other_kind"),
        (zipped(readme_txt=b"x"), "camt.empty_zip"),
        (zipped(a_xml=b"<a/>")[:-30], "camt.damaged_zip"),
        (zipped(a_xml=bytes(LIMIT + 1)), "camt.large_zip"),
        (b"PK\x03\x04" + bytes(50), "camt.damaged_zip"),
        (b"<?xml version='1.0'?><a></a>" * 501, "camt.many_documents"),
    ],
)  # fmt: skip
def test_what_wraps_no_statements_is_named(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableStatement) as refused:
        documents_in(content, max_bytes=LIMIT)
    assert refused.value.finding.code == code
