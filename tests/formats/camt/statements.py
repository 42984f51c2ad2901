"""Statements to test with: random ones that add up, and small ones by hand."""

import dataclasses
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bodemplaat.formats.camt import (
    Batch,
    Entry,
    FileHead,
    ReturnReason,
    StatementFile,
    Transaction,
    Version,
    paid_transaction,
    read_statement_file,
    single_entry,
    statement,
    write_statement_file,
)
from bodemplaat.kernel import Euro

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
