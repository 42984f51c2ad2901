"""Bank statements of both versions: what is written is read back exactly, and recognised when read again."""

import dataclasses
import io

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.formats.camt.statements import (
    LIMIT,
    NOW,
    OURS,
    THEIRS,
    TODAY,
    entry_of,
    files,
    fingerprints,
    one_statement,
    paid,
    read,
)
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
    Version,
    batch_entry,
    read_statement_file,
    returned_transaction,
    walk_statement_file,
    write_statement_file,
)
from bodemplaat.kernel import Euro, Finding, Severity


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
