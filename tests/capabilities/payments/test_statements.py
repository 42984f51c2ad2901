"""What the bank says becomes what we know: once, exactly, and the rest waits for a person."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.capabilities.payments.bank import back, bank_file, booked, sent, statement
from tests.capabilities.payments.world import (
    JAN,
    LATER,
    NEDERLEK,
    READ,
    SCHOONHOVEN,
    SOURCE,
    TOMORROW,
    Cooperation,
    Ear,
    cooperation,
)
from tests.formats.camt.statements import entries
from tests.shared_data import shared_data

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import StatementOutcome, UnsoundBatch, UnusableStatement
from bodemplaat.capabilities.payments.models import Entry, Payment
from bodemplaat.capabilities.payments.reckoning.lines import lines_of
from bodemplaat.capabilities.payments.reckoning.packed_lines import PackedLines
from bodemplaat.formats import camt
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.documents.models import Document
from bodemplaat.foundation.tenancy.api import NotFound, entered
from bodemplaat.kernel import Euro


def upload(k5: Cooperation, content: bytes) -> StatementOutcome:
    return payments.upload_statement(actor=k5.anna, name="afschrift.xml", content=content, at=READ)


def why(k5: Cooperation) -> list[str]:
    return [entry.why for entry in payments.unknown_entries(actor=k5.anna).entries]


@pytest.mark.parametrize("version", list(camt.Version))
def test_what_was_sent_becomes_paid_on_the_day_the_bank_says(
    k5: Cooperation, ear: Ear, version: camt.Version
) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    k5.owe("Schoonhoven", "5.00")
    file = k5.release(k5.make())
    nederlek = statement(camt.batch_entry(sent(file), booked_on=TOMORROW, bank_reference="B1"))
    other = statement(*(booked(t, "B2") for t in sent(file, SCHOONHOVEN)), account=SCHOONHOVEN)
    content = bank_file(nederlek, other, version=version)
    schema = etree.XMLSchema(etree.parse(shared_data(f"xsd/{version.value}.xsd")))
    schema.assertValid(etree.fromstring(content))
    outcome = upload(k5, content)
    assert (outcome.paid, outcome.paid_total, outcome.unknown, outcome.entries) == (3, Euro.of("40.20"), 0, 3)
    view = payments.batch(actor=k5.anna, batch=payments.batches(actor=k5.anna)[0].id)
    assert {p.state for p in view.payments} == {"paid"}
    assert [(len(ids), day) for ids, day in ear.heard_paid] == [(3, TOMORROW)]
    assert ear.heard_paid[0][0] == {p.source_id for p in view.payments}


def test_the_same_statement_twice_changes_nothing(k5: Cooperation, ear: Ear) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    paid = sent(k5.release(k5.make()))
    stray = booked(replace(paid[0], end_to_end_id="OTHER-1"), "B9")
    content = bank_file(statement(booked(paid[0], "B1"), booked(paid[1], "B2"), stray))
    first = upload(k5, content)
    again = upload(k5, content)
    assert (first.already_read, first.paid, first.unknown) == (False, 2, 1)
    assert (again.already_read, again.paid, again.unknown, again.known, again.entries) == (True, 0, 0, 3, 3)
    assert len(ear.heard_paid) == 1
    assert payments.unknown_entries(actor=k5.anna).count == 1
    with entered(k5.anna):
        assert Document.records.of(k5.anna).filter(name="afschrift.xml").count() == 1


def test_statements_that_overlap_count_each_amount_once(k5: Cooperation, ear: Ear) -> None:
    k5.owe("Nederlek", "34.20", "1.00", "2.00")
    one, two, three = (booked(t, f"B{i}") for i, t in enumerate(sent(k5.release(k5.make()))))
    stray = booked(camt.Transaction(Euro.of("-7.00"), counterparty="Bank"), "B9")
    first = upload(k5, bank_file(statement(one, two, stray, name="monday")))
    second = upload(k5, bank_file(statement(two, stray, three, name="tuesday"), version=camt.Version.V02))
    assert (first.paid, first.known, second.paid, second.known, second.unknown) == (2, 0, 1, 2, 0)
    assert payments.unknown_entries(actor=k5.anna).count == 1
    assert sum(len(ids) for ids, _ in ear.heard_paid) == 3


def test_the_same_account_twice_in_one_file_counts_once(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    (entry,) = (booked(t, "B1") for t in sent(k5.release(k5.make())))
    outcome = upload(k5, bank_file(statement(entry, name="a"), statement(entry, name="b")))
    assert (outcome.paid, outcome.known, outcome.unknown) == (1, 1, 0)


def test_without_a_reference_of_the_bank_a_payment_told_twice_on_a_day_is_one(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    (paid,) = sent(k5.release(k5.make()))
    upload(k5, bank_file(statement(booked(paid, ""), name="a")))
    again = upload(k5, bank_file(statement(booked(paid, ""), name="b")))
    assert (again.paid, again.known, again.unknown) == (0, 1, 0)
    later = upload(k5, bank_file(statement(booked(paid, "", TOMORROW + timedelta(days=1)), name="c")))
    assert (later.paid, later.unknown) == (0, 1)
    assert why(k5) == ["The payment it names was paid already."]


def test_a_payment_that_came_back_goes_to_its_source_with_the_banks_reason(k5: Cooperation, ear: Ear) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    one, two = sent(k5.release(k5.make()))
    upload(k5, bank_file(statement(booked(one, "B1"), booked(two, "B2"))))
    own_words = camt.ReturnReason(code="MS03", text="Rekening opgeheven per 1-11")
    outcome = upload(
        k5, bank_file(statement(booked(back(one), "R1"), booked(back(two, own_words), "R2"), name="S2"))
    )
    assert (outcome.returned, outcome.returned_total, outcome.unknown) == (2, Euro.of("35.20"), 0)
    assert {(code, reason) for _, code, reason in ear.heard_returned} == {
        ("AC04", "The account has been closed."),
        ("MS03", "Rekening opgeheven per 1-11"),
    }
    source = ear.heard_returned[0][0]
    facts = payments.payment_of(actor=k5.municipalities["Nederlek"], source_type=SOURCE, source_id=source)
    assert facts is not None
    assert (facts.state, facts.paid_on, facts.returned_on) == ("returned", TOMORROW, TOMORROW)
    acts = trail_of(actor=k5.anna, subject=facts.payment_id)
    assert [line.action for line in acts] == ["payment.requested", "payment.returned"]


def test_after_a_return_the_source_can_be_paid_again_under_another_id(k5: Cooperation, ear: Ear) -> None:
    (payment,) = k5.owe("Nederlek", "34.20")
    (paid,) = sent(k5.release(k5.make()))
    upload(k5, bank_file(statement(booked(back(paid), "R1"))))
    nederlek = k5.municipalities["Nederlek"]
    asked = payments.PaymentRequest(
        organisation=nederlek.organisation_id,
        source_type=SOURCE,
        source_id=ear.heard_returned[0][0],
        amount=Euro.of("34.20"),
        creditor_name="Jan de Vries",
        creditor_iban=JAN,
    )
    (again,) = payments.request_payments(actor=nederlek, requests=[asked], at=LATER)
    assert again != payment
    (second,) = sent(k5.release(k5.make()))
    assert second.end_to_end_id != paid.end_to_end_id
    # the debit of the first, told only now, changes nothing of what is known of it
    outcome = upload(k5, bank_file(statement(booked(paid, "B1"), booked(second, "B2"), name="S2")))
    assert (outcome.paid, outcome.unknown) == (2, 0)
    found = payments.payments_of(actor=nederlek, source_type=SOURCE, source_id=asked.source_id)
    assert [facts.state for facts in found] == ["returned", "paid"]


def test_debit_and_return_on_one_statement_end_as_returned(k5: Cooperation, ear: Ear) -> None:
    k5.owe("Nederlek", "34.20")
    (paid,) = sent(k5.release(k5.make()))
    outcome = upload(k5, bank_file(statement(booked(paid, "B1"), booked(back(paid), "R1"))))
    assert (outcome.paid, outcome.returned, outcome.unknown) == (1, 1, 0)
    assert k5.states("Nederlek", ear.heard_returned[0][0]) == ["returned"]


def test_a_batch_booked_as_one_amount_pays_its_whole_block(k5: Cooperation, ear: Ear) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    k5.owe("Schoonhoven", "35.20")
    batch = k5.make()
    file = read_payment_file(k5.release(batch))
    block = next(block for block in file.blocks if block.iban == NEDERLEK)
    for i, named in enumerate([camt.Batch("", block.payment_id), camt.Batch(file.message_id, "")]):
        entry = camt.Entry(
            Euro.of("-35.20"), TOMORROW, bank_reference=f"B{i}", bank_code="PMNT/ICDT/ESCT", batch=named
        )
        outcome = upload(k5, bank_file(statement(entry, name=f"S{i}")))
        assert (outcome.paid, outcome.unknown) == ((2, 0) if i == 0 else (0, 1))
    assert why(k5) == ["It names a batch of which some payments were settled in another way."]
    states = {(p.organisation_name, p.state) for p in payments.batch(actor=k5.anna, batch=batch).payments}
    assert states == {("Nederlek", "paid"), ("Schoonhoven", "released")}
    assert [len(ids) for ids, _ in ear.heard_paid] == [2]


def test_what_fits_no_payment_waits_with_the_reason_until_somebody_settles_it(
    k5: Cooperation, ear: Ear
) -> None:
    k5.owe("Nederlek", "34.20", "1.00")
    k5.owe("Schoonhoven", "5.00")
    file = k5.release(k5.make())
    one, two = sent(file)
    (other,) = sent(file, SCHOONHOVEN)
    k5.owe("Nederlek", "9.00")
    not_sent = payments.payments_waiting(actor=k5.anna).payments[0].end_to_end_id
    outcome = upload(
        k5,
        bank_file(
            statement(
                booked(replace(one, amount=Euro.of("-34.21")), "B1"),
                booked(two, "B2"),
                booked(two, "B3"),
                booked(other, "B4"),
                booked(replace(two, end_to_end_id=not_sent, amount=Euro.of("-9.00")), "B5"),
                booked(replace(two, end_to_end_id="BPnothex"), "B6"),
                booked(camt.Transaction(Euro.of("3.00"), counterparty="=cmd|' /C calc'!A0"), "B7"),
            )
        ),
    )
    assert (outcome.paid, outcome.unknown) == (1, 6)
    assert sorted(why(k5)) == [
        "It names no payment: the bank gives no reference with it.",
        "No payment of ours carries this reference.",
        "The amount is not that of the payment it names.",
        "The payment it names goes from another account.",
        "The payment it names was not sent to the bank.",
        "The payment it names was paid already.",
    ]
    assert [len(ids) for ids, _ in ear.heard_paid] == [1]
    entry = payments.unknown_entries(actor=k5.bert).entries[0]
    with pytest.raises(UnsoundBatch):
        payments.settle_unknown_entry(actor=k5.bert, entry=entry.id, note=" ", at=LATER)
    for _ in range(2):
        payments.settle_unknown_entry(actor=k5.bert, entry=entry.id, note="Teruggestort", at=LATER)
    assert payments.unknown_entries(actor=k5.bert).count == 5
    assert [line.action for line in trail_of(actor=k5.bert, subject=entry.id)] == ["statement_entry.settled"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "xml.empty"),
        (b"MZ\x90\x00" + bytes(5000), "xml.broken"),
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            "xml.doctype",
        ),
        (b"<html/>", "camt.other_message"),
    ],
)
def test_what_is_no_statement_is_said_so_and_nothing_is_kept(
    k5: Cooperation, content: bytes, code: str
) -> None:
    with pytest.raises(UnusableStatement) as error:
        upload(k5, content)
    assert [finding.code for finding in error.value.findings] == [code]
    with entered(k5.anna):
        assert not Document.records.of(k5.anna).exists()


def test_a_statement_that_does_not_add_up_or_is_of_a_stranger_changes_nothing(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    (paid,) = sent(k5.release(k5.make()))
    sound = statement(booked(paid, "B1"))
    short = replace(sound, head=replace(sound.head, closing=Euro.of("1000.00")))
    stranger = statement(account=JAN)
    for statements, code in (((short,), "camt.balance"), ((stranger,), "payments.other_account")):
        with pytest.raises(UnusableStatement) as error:
            upload(k5, bank_file(*statements))
        assert [finding.code for finding in error.value.findings] == [code]
    content = bank_file(sound).replace(b'Ccy="EUR">34.20', b'Ccy="USD">34.20')
    with pytest.raises(UnusableStatement) as error:
        upload(k5, content)
    assert "camt.currency" in [finding.code for finding in error.value.findings]
    assert upload(k5, bank_file(sound)).paid == 1


def test_the_statement_of_a_stranger_is_passed_by_and_named_beside_ones_own(k5: Cooperation) -> None:
    k5.owe("Nederlek", "34.20")
    (paid,) = sent(k5.release(k5.make()))
    strange = statement(account=JAN)
    unsound = replace(strange, head=replace(strange.head, closing=Euro.of("7.00")))
    outcome = upload(k5, bank_file(statement(booked(paid, "B1")), unsound))
    assert (outcome.paid, outcome.accounts) == (1, (NEDERLEK,))
    (finding,) = outcome.findings
    assert (finding.code, finding.place, finding.stops) == ("payments.other_account", "Stmt[2]", False)
    assert JAN in finding.render()


def test_another_cooperation_sees_and_settles_nothing(k5: Cooperation) -> None:
    (payment,) = k5.owe("Nederlek", "34.20")
    batch = k5.make()
    (paid,) = sent(k5.release(batch))
    stray = booked(replace(paid, end_to_end_id="OTHER"), "B9")
    other = cooperation(accounts={"Nederlek": JAN})
    for attempt in (
        lambda: payments.batch(actor=other.anna, batch=batch),
        lambda: payments.batch_file(actor=other.anna, batch=batch),
        lambda: payments.release_batch(actor=other.anna, batch=batch, at=LATER),
        lambda: payments.cancel_batch(actor=other.anna, batch=batch, reason="x", at=LATER),
        lambda: payments.withdraw_payment(actor=other.anna, payment=payment, at=LATER),
    ):
        with pytest.raises(NotFound):
            attempt()
    with pytest.raises(UnusableStatement) as error:
        upload(other, bank_file(statement(booked(paid, "B1"))))
    assert [finding.code for finding in error.value.findings] == ["payments.other_account"]
    # a reference of ours on an account of theirs is an unknown entry to them, and tells them nothing
    outcome = upload(other, bank_file(statement(booked(paid, "B1"), account=JAN)))
    assert (outcome.paid, outcome.unknown) == (0, 1)
    assert payments.unknown_entries(actor=other.anna).entries[0].payment_id is None
    assert payments.batches(actor=other.anna) == ()
    assert payments.payments_waiting(actor=other.anna).organisations == ()
    upload(k5, bank_file(statement(stray)))
    entry = payments.unknown_entries(actor=k5.anna).entries[0]
    with pytest.raises(NotFound):
        payments.settle_unknown_entry(actor=other.anna, entry=entry.id, note="x", at=LATER)
    with entered(other.anna), connection.cursor() as cursor:
        for table in ("payment", "paymenthistory", "batch", "batchhistory", "block", "statement", "entry"):
            cursor.execute(
                f"SELECT count(*) FROM payments_{table} WHERE organisation_id <> ALL (%s)",
                [list(other.anna.scope)],
            )
            assert cursor.fetchone() == (0,), table


def test_the_number_of_queries_does_not_grow_with_the_number_of_payments(k5: Cooperation) -> None:
    def journey(count: int) -> list[int]:
        counts = []

        def counted(act: object) -> object:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                done = act()  # type: ignore[operator]
            counts.append(len(queries))
            return done

        counted(lambda: k5.owe("Nederlek", *["1.00"] * count))
        counted(lambda: payments.payments_waiting(actor=k5.anna))
        batch = counted(k5.make)
        counted(lambda: payments.batch(actor=k5.bert, batch=batch))  # type: ignore[arg-type]
        file = counted(lambda: k5.release(batch))  # type: ignore[arg-type]
        counted(lambda: payments.batches(actor=k5.anna))
        entries = [booked(t, uuid.uuid4().hex[:30]) for t in sent(file)]  # type: ignore[arg-type]
        content = bank_file(statement(*entries))
        counted(lambda: upload(k5, content))
        counted(lambda: payments.unknown_entries(actor=k5.anna))
        return counts

    few, many = journey(2), journey(40)
    assert few[:5] == many[:5]
    assert few[6:] == many[6:]
    with entered(k5.anna):
        assert Payment.records.of(k5.anna).filter(state="paid").count() == 42
        assert Entry.records.of(k5.anna).count() == 42


@given(several=st.lists(entries, max_size=4), turned=st.booleans())
def test_packed_lines_are_those_of_their_entries(several: list[camt.Entry], turned: bool) -> None:
    account, packed = uuid.uuid4(), PackedLines(TOMORROW)
    for entry in several:
        packed.add(entry)
    if turned:
        packed.turn()
    read = [camt.other_way(each) if turned and each.reversal else each for each in several]
    expected = [list(lines_of(account, each, TOMORROW)) for each in read]
    assert len(packed) == sum(map(len, expected))
    named = {part.payment for lines in expected for line in lines for part in (line, *line.parts)} - {None}
    assert set(packed.payments()) == named
    unpacked = list(packed.entries(account))
    assert unpacked == expected
    assert [type(line.return_reason) for lines in unpacked for line in lines] == [
        type(line.return_reason) for lines in expected for line in lines
    ]
