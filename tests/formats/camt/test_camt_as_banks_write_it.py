"""Statements as banks write them: laid out, in pages, with balances of every day, in an envelope."""

import dataclasses
from datetime import date

import pytest
from tests.formats.camt.statements import (
    LIMIT,
    THEIRS,
    THOUSAND,
    TODAY,
    changed,
    entry_of,
    fingerprints,
    one_statement,
    paid,
    read,
)

from bodemplaat.formats.camt import (
    Transaction,
    read_statement_file,
    write_statement_file,
)
from bodemplaat.formats.iso20022 import day_or_none
from bodemplaat.kernel import Euro, Severity

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


def test_a_statement_in_an_envelope_is_read_and_noted() -> None:
    content = write_statement_file(one_statement(entry_of(paid(1))))
    message = content[content.index(b"<Document") :]
    file = read_statement_file(
        b"<Envelope><AppHdr/><Body>" + message + b"</Body></Envelope>", max_bytes=LIMIT
    )
    assert file.statements == read_statement_file(content, max_bytes=LIMIT).statements
    assert [(f.code, f.stops) for f in file.findings] == [("camt.envelope", False)]


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"BookgDt/DtTm": "2026-11-24T23:30:00Z"}, date(2026, 11, 25)),
        ({"BookgDt/DtTm": "2026-07-31T22:00:00+00:00"}, date(2026, 8, 1)),
        ({"BookgDt/DtTm": "2026-11-24T23:30:00+01:00"}, date(2026, 11, 24)),
        ({"BookgDt/DtTm": "2026-11-24T23:30:00"}, date(2026, 11, 24)),
        ({"BookgDt/Dt": "2026-11-24", "BookgDt/DtTm": "2026-11-24T23:30:00Z"}, date(2026, 11, 24)),
        ({"BookgDt/DtTm": "31 november"}, None),
        ({}, None),
    ],
)
def test_a_booking_at_a_moment_is_on_its_dutch_day(facts: dict[str, str], day: date | None) -> None:
    assert day_or_none(facts, "BookgDt") == day
