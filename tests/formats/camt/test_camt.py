"""Bank statements of both versions: read exactly, recognised when read again, refused when they are something else."""

import dataclasses
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.shared_data import shared_data

from bodemplaat.formats.camt import (
    RETURN_REASONS,
    Batch,
    Entry,
    FileHead,
    ReturnReason,
    Statement,
    StatementFile,
    StatementHead,
    Transaction,
    UnreadableStatement,
    Version,
    batch_entry,
    documents_in,
    paid_transaction,
    read_statement_file,
    returned_transaction,
    single_entry,
    statement,
    walk_statement_file,
    write_statement_file,
)
from bodemplaat.kernel import Euro, Finding, Severity

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OURS, THEIRS = "NL44RABO0123456789", "NL91ABNA0417164300"
LIMIT = 10_000_000
THOUSAND = Euro(1_000_00)
WORDS = st.text("abcdefgXYZ0123456789 &<>'é", min_size=1, max_size=30).map(
    lambda t: "x" + " ".join(t.split())
)
CENTS = st.integers(-(10**13), 10**13).filter(bool).map(Euro)

transactions = st.builds(
    Transaction,
    amount=CENTS,
    end_to_end_id=st.sampled_from(["", "E1", "E2"]),
    message_id=st.sampled_from(["", "M1"]),
    payment_id=st.sampled_from(["", "P1"]),
    bank_reference=st.sampled_from(["", "REF"]),
    counterparty=st.just("") | WORDS,
    counterparty_iban=st.sampled_from(["", THEIRS]),
    remittance=st.just("") | WORDS,
    creditor_reference=st.sampled_from(["", "RF18539007547034"]),
    bank_code=st.sampled_from(["PMNT/ICDT/ESCT", "541", ""]),
    additional_text=st.just("") | WORDS,
    return_reason=st.none()
    | st.sampled_from([ReturnReason("AC04"), ReturnReason("", "X9"), ReturnReason("MS03", "", "no reason")]),
)


def signs_agree(entry: Entry) -> Entry:
    """In version .02 the payments of an entry have no direction of their own."""
    details = tuple(
        dataclasses.replace(t, amount=abs(t.amount) if entry.amount.cents > 0 else -abs(t.amount))
        for t in entry.transactions
        if t.amount is not None
    )
    return dataclasses.replace(entry, transactions=details)


entries = st.builds(
    Entry,
    amount=CENTS,
    booked_on=st.none() | st.just(TODAY),
    value_on=st.none() | st.just(TODAY),
    status=st.sampled_from(["BOOK", "PDNG", "INFO"]),
    reference=st.sampled_from(["", "N1"]),
    bank_reference=st.sampled_from(["", "R1", "R2"]),
    bank_code=st.sampled_from(["PMNT/RCDT/ESCT", "586"]),
    reversal=st.booleans(),
    additional_text=st.just("") | WORDS,
    batch=st.none() | st.just(Batch("M1", "P1", 3)),
    transactions=st.lists(transactions, max_size=3).map(tuple),
).map(signs_agree)


@st.composite
def files(draw: st.DrawFn) -> StatementFile:
    """Files of one or two statements that add up."""
    statements = tuple(
        statement(
            identification=f"S{number}",
            account=OURS,
            sequence=number,
            opening=draw(CENTS),
            entries=draw(st.lists(entries, max_size=4)),
            on=TODAY,
            created_at=NOW,
        )
        for number in range(1, draw(st.integers(1, 2)) + 1)
    )
    return StatementFile(FileHead(draw(st.sampled_from(Version)), "MSG", NOW), statements)


def one_statement(*lines: Entry, version: Version = Version.V08, opening: Euro = THOUSAND) -> StatementFile:
    made = statement(
        identification="2026-227",
        account=OURS,
        sequence=227,
        opening=opening,
        entries=lines,
        on=TODAY,
        created_at=NOW,
    )
    return StatementFile(FileHead(version, "MSG", NOW), (made,))


def paid(number: int, cents: int = 3420) -> Transaction:
    return paid_transaction(
        end_to_end_id=f"DECL-{number}",
        amount=Euro(cents),
        creditor="J. de Vries",
        iban=THEIRS,
        remittance=f"Declaratie {number}",
        message_id="MSG-1",
        payment_id="BATCH-1",
    )


def entry_of(transaction: Transaction, reference: str = "R1") -> Entry:
    return single_entry(transaction, booked_on=TODAY, bank_reference=reference)


def read(file: StatementFile) -> StatementFile:
    return read_statement_file(write_statement_file(file), max_bytes=LIMIT)


def fingerprints(file: StatementFile) -> list[str]:
    return [
        fingerprint
        for s in file.statements
        for e in s.entries
        for fingerprint in (e.fingerprint, *(t.fingerprint for t in e.transactions))
    ]


def changed(file: StatementFile, before: bytes, after: bytes) -> bytes:
    content = write_statement_file(file)
    assert before in content
    return content.replace(before, after)


@settings(max_examples=15)
@given(files())
def test_what_is_written_is_read_back_to_the_last_fact(file: StatementFile) -> None:
    again = read(file)
    assert again.statements == file.statements
    assert again.head == file.head
    assert not [finding for finding in again.findings if finding.stops]


@settings(max_examples=15)
@given(files())
def test_every_fingerprint_is_its_own_and_stays_the_same(file: StatementFile) -> None:
    again = read(file)
    for one in again.statements:
        marks = fingerprints(dataclasses.replace(again, statements=(one,)))
        assert len(set(marks)) == len(marks)
        assert all(marks)
    assert fingerprints(read(file)) == fingerprints(again)


@settings(max_examples=10)
@given(files())
def test_both_versions_give_the_same_facts_and_fingerprints(file: StatementFile) -> None:
    older, newer = (
        read(dataclasses.replace(file, head=dataclasses.replace(file.head, version=v))) for v in Version
    )
    assert older.statements == newer.statements
    assert fingerprints(older) == fingerprints(newer)


@pytest.fixture(scope="module")
def schemas() -> dict[Version, etree.XMLSchema]:
    return {
        version: etree.XMLSchema(etree.parse(str(shared_data(f"xsd/{version.value}.xsd"))))
        for version in Version
    }


@settings(max_examples=15)
@given(file=files())
def test_every_file_is_valid_against_the_standard(
    file: StatementFile, schemas: dict[Version, etree.XMLSchema]
) -> None:
    schemas[file.head.version].assertValid(etree.fromstring(write_statement_file(file)))


@pytest.mark.parametrize("version", Version)
def test_a_batch_is_one_entry_with_each_payment_in_it(version: Version) -> None:
    lines = batch_entry([paid(1, 3420), paid(2, 1)], booked_on=TODAY, bank_reference="R1")
    (entry,) = read(one_statement(lines, version=version)).statements[0].entries
    assert entry.amount == Euro(-3421)
    assert entry.batch == Batch("MSG-1", "BATCH-1", 2)
    assert [(t.end_to_end_id, t.amount) for t in entry.transactions] == [
        ("DECL-1", Euro(-3420)),
        ("DECL-2", Euro(-1)),
    ]


@pytest.mark.parametrize("version", Version)
def test_a_returned_payment_says_why_in_code_and_words(version: Version) -> None:
    back = returned_transaction(
        end_to_end_id="DECL-1",
        amount=Euro(3420),
        creditor="J. de Vries",
        iban=THEIRS,
        reason=ReturnReason("AC04", "", "account closed 2026-11-01"),
    )
    (entry,) = read(one_statement(entry_of(back), version=version)).statements[0].entries
    (transaction,) = entry.transactions
    assert transaction.returned
    assert transaction.amount == Euro(3420)
    assert (transaction.counterparty, transaction.counterparty_iban) == ("J. de Vries", THEIRS)
    assert transaction.return_reason is not None
    assert transaction.return_reason.explanation == "The account has been closed."
    assert transaction.return_reason.text == "account closed 2026-11-01"


def test_a_reason_of_the_bank_itself_and_an_unknown_code_are_kept_without_explanation() -> None:
    assert ReturnReason("ZZ99").explanation == ""
    assert ReturnReason("", "own").explanation == ""
    assert all(len(code) == 4 and text for code, text in RETURN_REASONS.items())


def test_two_equal_payments_on_one_statement_stay_two_and_keep_their_fingerprints() -> None:
    file = read(one_statement(entry_of(paid(1)), entry_of(paid(1))))
    marks = fingerprints(file)
    assert len(set(marks)) == 4


def test_equal_payments_on_two_statements_without_reference_stay_two() -> None:
    first, second = one_statement(entry_of(paid(1), "")), one_statement(entry_of(paid(1), ""))
    head = dataclasses.replace(second.statements[0].head, id="2026-228")
    second = dataclasses.replace(second, statements=(Statement(head, second.statements[0].entries),))
    assert not set(fingerprints(read(first))) & set(fingerprints(read(second)))


def test_a_statement_sent_again_under_another_name_is_recognised_by_the_references_of_the_bank() -> None:
    file = one_statement(entry_of(paid(1)))
    renamed = Statement(dataclasses.replace(file.statements[0].head, id="COPY"), file.statements[0].entries)
    assert fingerprints(read(file)) == fingerprints(read(dataclasses.replace(file, statements=(renamed,))))


def test_only_booked_entries_count_and_the_others_are_noted() -> None:
    pending = dataclasses.replace(entry_of(paid(2), "R2"), status="PDNG")
    file = read(one_statement(entry_of(paid(1)), pending))
    assert [entry.booked for entry in file.statements[0].entries] == [True, False]
    assert [(f.code, f.severity, f.place) for f in file.findings] == [
        ("camt.not_booked", Severity.NOTE, "Stmt[1]/Ntry[2]")
    ]


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


def test_amounts_are_exact_where_a_float_would_not_be() -> None:
    largest = Euro(-9_007_199_254_740_993)
    file = read(one_statement(Entry(largest, TODAY, bank_code="1"), opening=Euro(1)))
    assert file.statements[0].entries[0].amount == largest
    assert not file.findings


def test_several_statements_in_one_file_keep_their_own_entries() -> None:
    first = one_statement(entry_of(paid(1))).statements[0]
    second = Statement(dataclasses.replace(first.head, id="2", account="NL02ABNA0123456789"), first.entries)
    file = read(StatementFile(FileHead(Version.V02, "MSG", NOW), (first, second)))
    assert [(s.head.id, s.head.account, len(s.entries)) for s in file.statements] == [
        ("2026-227", OURS, 1),
        ("2", "NL02ABNA0123456789", 1),
    ]


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


def test_html_in_a_name_is_only_text() -> None:
    name = "<script>alert(1)</script>"
    file = read(one_statement(entry_of(dataclasses.replace(paid(1), counterparty=name))))
    assert file.statements[0].entries[0].transactions[0].counterparty == name


def test_a_stream_gives_the_same_as_the_whole() -> None:
    content = write_statement_file(one_statement(*(entry_of(paid(i), f"R{i}") for i in range(200))))
    items = list(walk_statement_file(io.BytesIO(content), max_bytes=LIMIT))
    whole = read_statement_file(content, max_bytes=LIMIT)
    assert [i for i in items if isinstance(i, Entry)] == list(whole.statements[0].entries)
    assert [type(i) for i in items[:3]] == [FileHead, StatementHead, Entry]
    assert not [i for i in items if isinstance(i, Finding)]


PRETTY = """<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-11-23T06:00:00.123+01:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>1</Id><CreDtTm>2026-11-23T06:00:00</CreDtTm>
   <Acct><Id><IBAN>NL44RABO0123456789</IBAN></Id></Acct>
   <Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">10.00000</Amt><CdtDbtInd>DBIT</CdtDbtInd>
     <Dt><Dt>2026-11-20</Dt></Dt></Bal>
   <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">2.5</Amt><CdtDbtInd>CRDT</CdtDbtInd>
     <Dt><Dt>2026-11-23</Dt></Dt></Bal>
   <Ntry>
    <Amt Ccy="EUR">12.5</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
    <BookgDt><DtTm>2026-11-23T03:00:00</DtTm></BookgDt><BkTxCd><Prtry><Cd>100</Cd><Issr>BNGH</Issr></Prtry></BkTxCd>
    <NtryDtls><TxDtls>
      <Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
      <RltdPties><Dbtr><Nm>Gemeente Delft</Nm></Dbtr><DbtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></DbtrAcct></RltdPties>
      <RltdAgts><DbtrAgt><FinInstnId><BIC>ABNANL2A</BIC></FinInstnId></DbtrAgt></RltdAgts>
      <RmtInf><Ustrd>line one</Ustrd><Ustrd>line two</Ustrd></RmtInf>
    </TxDtls></NtryDtls>
   </Ntry>
  </Stmt>
 </BkToCstmrStmt>
</Document>"""


def test_a_statement_as_a_bank_lays_it_out_is_read() -> None:
    file = read_statement_file(PRETTY.encode(), max_bytes=LIMIT)
    assert not file.findings
    head, (entry,) = file.statements[0].head, file.statements[0].entries
    assert (head.opening, head.closing, head.opening_on) == (Euro(-1000), Euro(250), date(2026, 11, 20))
    assert (entry.booked_on, entry.bank_code) == (TODAY, "100")
    assert entry.transactions == (
        Transaction(
            Euro(1250),
            counterparty="Gemeente Delft",
            counterparty_iban=THEIRS,
            counterparty_bic="ABNANL2A",
            remittance="line one line two",
        ),
    )


def swapped(content: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
    for before, after in pairs:
        assert before in content, before
        content = content.replace(before, after)
    return content


def interim(content: bytes, code: bytes) -> bytes:
    return swapped(content, (b"<Cd>" + code + b"</Cd>", b"<Cd>ITBD</Cd>"))


def pages(*contents: bytes) -> bytes:
    """Statements of several files in the first one, numbered as pages of one."""
    cut = [content[content.index(b"<Stmt>") : content.index(b"</Stmt>") + 7] for content in contents]
    told = [
        part.replace(
            b"</Id>",
            b"</Id><StmtPgntn><PgNb>%d</PgNb><LastPgInd>%s</LastPgInd></StmtPgntn>"
            % (number, b"true" if number == len(cut) else b"false"),
            1,
        )
        for number, part in enumerate(cut, start=1)
    ]
    return contents[0].replace(cut[0], b"".join(told))


def test_pages_of_one_statement_add_up_each_and_keep_equal_amounts_apart() -> None:
    """The interim balance closes the one and opens the other; equal payments without reference stay two."""
    first = interim(write_statement_file(one_statement(entry_of(paid(1), ""))), b"CLBD")
    second = one_statement(entry_of(paid(1), ""), opening=Euro(965_80))
    last = interim(write_statement_file(second), b"OPBD")
    file = read_statement_file(pages(first, last), max_bytes=LIMIT)
    assert not file.findings
    assert [each.head.page for each in file.statements] == [1, 2]
    assert len(set(fingerprints(file))) == 4


def test_pages_that_all_repeat_the_balances_of_the_whole_add_up_together() -> None:
    half = one_statement(entry_of(paid(1)))
    rest = one_statement(entry_of(paid(2), "R2"))
    of_the_whole = [
        swapped(write_statement_file(each), (b'<Amt Ccy="EUR">965.80', b'<Amt Ccy="EUR">931.60'))
        for each in (half, rest)
    ]
    assert not read_statement_file(pages(*of_the_whole), max_bytes=LIMIT).findings
    (finding,) = read_statement_file(
        swapped(pages(*of_the_whole), (b"<PgNb>2", b"<PgNb>3")), max_bytes=LIMIT
    ).findings
    assert finding.code == "camt.pages"
    assert "1, 3" in finding.render()


def test_balances_for_each_day_are_those_of_the_first_and_the_last() -> None:
    balance = (
        b'<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">%s</Amt>'
        b"<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>"
    )
    content = write_statement_file(one_statement(entry_of(paid(1))))
    start, end = content.index(b"<Bal>"), content.rindex(b"</Bal>") + 6
    days = [
        balance % facts
        for facts in (
            (b"OPBD", b"980.00", b"2026-11-24"),
            (b"CLBD", b"965.80", b"2026-11-24"),
            (b"OPBD", b"1000.00", b"2026-11-23"),
            (b"CLBD", b"980.00", b"2026-11-23"),
        )
    ]
    for order in (days, days[2:] + days[:2]):
        file = read_statement_file(content[:start] + b"".join(order) + content[end:], max_bytes=LIMIT)
        assert not file.findings
        head = file.statements[0].head
        assert (head.opening, head.closing) == (THOUSAND, Euro(965_80))
        assert (head.opening_on, head.closing_on) == (TODAY, date(2026, 11, 24))


@pytest.mark.parametrize("written", ["NONREF", "nonref", "NOTPROVIDED", "NOT-PROVIDED", "0000", "N/A"])
def test_what_stands_for_no_reference_is_none(written: str) -> None:
    (entry,) = read(one_statement(entry_of(paid(1), written))).statements[0].entries
    assert entry.bank_reference == ""


def test_a_reversal_in_the_direction_of_the_original_is_read_as_the_balances_show() -> None:
    undone = dataclasses.replace(entry_of(paid(1)), reversal=True)
    content = changed(one_statement(undone), b'<Amt Ccy="EUR">965.80', b'<Amt Ccy="EUR">1034.20')
    file = read_statement_file(content, max_bytes=LIMIT)
    assert [(f.code, f.severity) for f in file.findings] == [("camt.reversal_direction", Severity.NOTE)]
    (entry,) = file.statements[0].entries
    assert (entry.amount, entry.transactions[0].amount) == (Euro(3420), Euro(3420))


def test_a_statement_without_group_header_is_called_just_that() -> None:
    content = write_statement_file(one_statement(entry_of(paid(1))))
    start, end = content.index(b"<GrpHdr>"), content.index(b"</GrpHdr>") + 9
    with pytest.raises(UnreadableStatement) as refused:
        read_statement_file(content[:start] + content[end:], max_bytes=LIMIT)
    assert refused.value.finding.code == "camt.no_group_header"


def test_a_statement_in_an_envelope_is_read_and_noted() -> None:
    content = write_statement_file(one_statement(entry_of(paid(1))))
    message = content[content.index(b"<Document") :]
    file = read_statement_file(
        b"<Envelope><AppHdr/><Body>" + message + b"</Body></Envelope>", max_bytes=LIMIT
    )
    assert file.statements == read_statement_file(content, max_bytes=LIMIT).statements
    assert [(f.code, f.stops) for f in file.findings] == [("camt.envelope", False)]


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
