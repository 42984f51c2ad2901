"""The bank says no, or nothing, or something nobody understands: two payers set it right, and nothing is paid twice."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.capabilities.payments.answers import answer, reason
from tests.capabilities.payments.bank import bank_file, booked, sent, statement
from tests.capabilities.payments.world import (
    LATER,
    READ,
    SCHOONHOVEN,
    SOURCE,
    TOMORROW,
    Cooperation,
    Ear,
    cooperation,
    payer,
)

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import StatementOutcome, UnsoundBatch, UnusableStatement
from bodemplaat.formats import camt
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.kernel import Euro, IllegalMove


def upload(k5: Cooperation, content: bytes) -> StatementOutcome:
    return payments.upload_statement(actor=k5.anna, name="afschrift.xml", content=content, at=READ)


def answered(k5: Cooperation, content: bytes) -> payments.ReportOutcome:
    return payments.upload_status_report(actor=k5.anna, name="antwoord.xml", content=content, at=LATER)


def freed(k5: Cooperation, **what: uuid.UUID) -> uuid.UUID:
    asked = payments.ask_correction(actor=k5.anna, kind="free", reason="Nooit aangekomen", at=LATER, **what)
    payments.confirm_correction(actor=k5.bert, correction=asked, at=LATER)
    return asked


def states(k5: Cooperation, batch: uuid.UUID) -> dict[str, int]:
    return dict(payments.batch(actor=k5.anna, batch=batch).states)


def unsettled(k5: Cooperation, on: date) -> dict[payments.Unsettled, int]:
    counts = dict(payments.unsettled_counts(actor=k5.anna, on=on))
    for why, count in counts.items():
        assert len(payments.batches(actor=k5.anna, unsettled=why, on=on)) == count
    return counts


def two_sent(k5: Cooperation) -> tuple[uuid.UUID, bytes, list[camt.Transaction]]:
    k5.owe("Nederlek", "34.20", "1.00")
    batch = k5.make()
    file = k5.release(batch)
    return batch, file, sorted(sent(file), key=lambda t: t.amount or Euro(0))


@pytest.mark.parametrize("version", ["03", "10", "12"])
def test_a_refused_file_says_why_and_its_payments_are_freed_by_two(k5: Cooperation, version: str) -> None:
    batch, file, _ = two_sent(k5)
    content = answer(file, "RJCT", why=reason("AM04") + reason("FF01", "regel 12"), version=version)
    outcome = answered(k5, content)
    assert (outcome.batch_id, outcome.status, outcome.refused, outcome.accepted) == (batch, "RJCT", 2, 0)
    assert outcome.reason.splitlines() == [
        "There was not enough money in the account.",
        "The file is not laid out as the bank asks.",
        "regel 12",
    ]
    assert states(k5, batch) == {"released": 2}
    freed(k5, batch=batch)
    assert states(k5, batch) == {"freed": 2}
    waiting = payments.payments_waiting(actor=k5.anna)
    assert (waiting.count, waiting.total) == (2, Euro.of("35.20"))
    assert k5.states("Nederlek", *(each.source_id for each in waiting.payments)) == ["ready", "ready"]
    old = payments.batch(actor=k5.anna, batch=batch).payments
    assert not {each.end_to_end_id for each in old} & {each.end_to_end_id for each in waiting.payments}
    acts = [line.action for line in trail_of(actor=k5.anna, subject=batch)]
    assert "payment_batch.answered" in acts


def test_a_part_that_was_refused_is_told_per_payment(k5: Cooperation) -> None:
    batch, file, (first, second) = two_sent(k5)
    outcome = answered(
        k5,
        answer(
            file,
            "PART",
            payments={first.end_to_end_id: ("RJCT", "AC04"), second.end_to_end_id: ("ACSC", "")},
        ),
    )
    assert (outcome.status, outcome.refused, outcome.accepted) == ("PART", 1, 1)
    told = {each.end_to_end_id: each for each in payments.batch(actor=k5.anna, batch=batch).payments}
    assert told[first.end_to_end_id].bank_reason == "The account has been closed."
    assert told[second.end_to_end_id].bank_status == "ACSC"
    freed(k5, payment=told[first.end_to_end_id].id)
    assert states(k5, batch) == {"freed": 1, "released": 1}
    assert upload(k5, bank_file(statement(booked(second, "B1")))).paid == 1


def test_an_answer_without_a_status_of_the_file_takes_that_of_its_parts(k5: Cooperation) -> None:
    _, file, _ = two_sent(k5)
    assert answered(k5, answer(file, block="RJCT")).status == "RJCT"


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        *((code, (0, 2, 0)) for code in ("ACCP", "ACSP", "ACSC", "ACFC")),
        *((code, (0, 0, 2)) for code in ("RCVD", "PDNG", "PATC", "ACTC", "ACWC", "BLCK", "RVNM")),
        *((code, (2, 0, 0)) for code in ("RJCT", "CANC")),
    ],
)
def test_each_status_counts_for_what_it_says(
    k5: Cooperation, status: str, counts: tuple[int, int, int]
) -> None:
    _, file, _ = two_sent(k5)
    for content in (answer(file, status), answer(file, block=status)):
        outcome = answered(k5, content)
        assert (outcome.refused, outcome.accepted, outcome.undecided) == counts
        assert (outcome.status, outcome.findings) == (status, ())


def test_a_status_or_a_payment_that_nobody_knows_is_told(k5: Cooperation) -> None:
    _, file, (first, _) = two_sent(k5)
    foreign = "BP" + uuid.uuid4().hex
    told = {first.end_to_end_id: ("XXXX", ""), foreign: ("RJCT", "AC04"), "NOTPROVIDED": ("RJCT", "")}
    outcome = answered(k5, answer(file, "PART", payments=told))
    assert (outcome.status, outcome.refused, outcome.accepted, outcome.undecided) == ("PART", 0, 0, 0)
    assert [(each.code, each.values["count"]) for each in outcome.findings] == [
        ("payments.unknown_status", 1),
        ("payments.unknown_in_answer", 2),
    ]
    with pytest.raises(UnusableStatement) as error:
        answered(k5, answer(file, payments={foreign: ("RJCT", "AC04")}))
    assert [each.code for each in error.value.findings] == [
        "payments.empty_answer",
        "payments.unknown_in_answer",
    ]


def test_what_the_payments_are_told_decides_over_what_the_file_is_told(k5: Cooperation) -> None:
    _, file, (first, second) = two_sent(k5)
    refused = {first.end_to_end_id: ("RJCT", "AC04")}
    assert answered(k5, answer(file, "ACCP", payments=refused)).status == "PART"
    both = {**refused, second.end_to_end_id: ("CANC", "")}
    assert answered(k5, answer(file, "ACCP", payments=both)).status == "RJCT"


def test_the_latest_answer_of_the_bank_counts_whichever_is_read_last(k5: Cooperation) -> None:
    batch, file, (first, second) = two_sent(k5)
    late = answer(file, payments={first.end_to_end_id: ("RJCT", "AC04")}).replace(b"T08:00", b"T09:00")
    for content in (late, answer(file, "ACCP")):
        outcome = payments.upload_status_report(actor=k5.anna, name="a.xml", content=content, at=READ)
    assert [each.code for each in outcome.findings] == ["payments.older_answer"]
    view = payments.batch(actor=k5.anna, batch=batch)
    assert view.bank_status == "PART"
    assert {each.end_to_end_id: each.bank_status for each in view.payments} == {
        first.end_to_end_id: "RJCT",
        second.end_to_end_id: "ACCP",
    }


def test_a_refusal_of_what_a_statement_says_was_paid_is_told(k5: Cooperation) -> None:
    _, file, paid = two_sent(k5)
    upload(k5, bank_file(statement(booked(paid[0], "B1"))))
    outcome = answered(k5, answer(file, "RJCT"))
    assert [(each.code, each.values["count"]) for each in outcome.findings] == [
        ("payments.refused_and_paid", 1)
    ]


def test_an_answer_about_another_file_or_of_another_kind_is_refused(k5: Cooperation) -> None:
    _, file, _ = two_sent(k5)
    other = cooperation(accounts={"Nederlek": SCHOONHOVEN})
    for content in (
        b"<Document/>",
        answer(file, "RJCT").replace(b"pain.002.001.10", b"pain.002.001.02"),
        answer(file, "RJCT")[:-30],
        answer(file, "RJCT").replace(b"OrgnlMsgId>", b"Orgnl>"),
    ):
        with pytest.raises(UnusableStatement):
            answered(k5, content)
    with pytest.raises(UnusableStatement) as error:
        answered(other, answer(file, "RJCT"))
    assert [finding.code for finding in error.value.findings] == ["payments.other_report"]


def test_nobody_frees_alone_nor_for_themselves(k5: Cooperation) -> None:
    batch, _, _ = two_sent(k5)
    asked = payments.ask_correction(actor=k5.bert, kind="free", batch=batch, reason="Weg", at=LATER)
    assert payments.ask_correction(actor=k5.anna, kind="free", batch=batch, reason="Weg", at=LATER) == asked
    with pytest.raises(Refused, match="Another payer"):
        payments.confirm_correction(actor=k5.bert, correction=asked, at=LATER)
    k5.owe("Nederlek", "7.00", person=k5.anna.person)
    own = payments.payments_waiting(actor=k5.anna).payments[0]
    carla = payer(k5.provider, "Carla")
    mine = k5.make()
    k5.release(mine)
    to_me = payments.ask_correction(actor=carla, kind="free", payment=own.id, reason="Weg", at=LATER)
    with pytest.raises(Refused, match="payment to yourself"):
        payments.confirm_correction(actor=k5.anna, correction=to_me, at=LATER)
    listed = {each.id: each for each in payments.corrections(actor=k5.bert)}
    assert (listed[asked].is_mine, listed[asked].why_not is not None) == (True, True)
    assert (listed[to_me].is_mine, listed[to_me].why_not) == (False, None)
    payments.decline_correction(actor=k5.anna, correction=asked, at=LATER)
    with pytest.raises(IllegalMove):
        payments.confirm_correction(actor=k5.anna, correction=asked, at=LATER)
    assert states(k5, batch) == {"released": 2}


def test_a_correction_needs_a_reason_and_something_to_correct(k5: Cooperation) -> None:
    batch, _, paid = two_sent(k5)
    with pytest.raises(UnsoundBatch):
        payments.ask_correction(actor=k5.anna, kind="free", batch=batch, reason=" ", at=LATER)
    asked = payments.ask_correction(actor=k5.anna, kind="free", batch=batch, reason="Weg", at=LATER)
    upload(k5, bank_file(statement(*(booked(each, f"B{i}") for i, each in enumerate(paid)))))
    with pytest.raises(UnsoundBatch):
        payments.confirm_correction(actor=k5.bert, correction=asked, at=READ)
    assert states(k5, batch) == {"paid": 2}


def test_a_freed_payment_that_is_paid_after_all_stops_the_one_in_its_place(k5: Cooperation, ear: Ear) -> None:
    batch, _, paid = two_sent(k5)
    freed(k5, batch=batch)
    outcome = upload(k5, bank_file(statement(*(booked(each, f"B{i}") for i, each in enumerate(paid)))))
    assert (outcome.paid, outcome.stopped, outcome.unknown) == (2, 2, 0)
    assert payments.payments_waiting(actor=k5.anna).count == 0
    assert states(k5, batch) == {"paid": 2}
    assert len(ear.heard_paid[0][0]) == 2


def test_a_freed_payment_that_is_paid_while_another_is_on_its_way_is_told_loudly(k5: Cooperation) -> None:
    batch, _, (first, _) = two_sent(k5)
    freed(k5, batch=batch)
    again = k5.make()
    new = sent(k5.release(again))
    outcome = upload(k5, bank_file(statement(booked(first, "B1"), *(booked(each, "B2") for each in new))))
    assert (outcome.paid, outcome.twice, outcome.unknown) == (2, 1, 1)
    (entry,) = payments.unknown_entries(actor=k5.anna).entries
    assert entry.why.startswith("Careful:")
    with pytest.raises(UnsoundBatch, match="on its way"):
        payments.ask_correction(
            actor=k5.anna, kind="paid", entry=entry.id, payment=entry.payment_id, reason="Toch", at=READ
        )


def test_an_unknown_amount_becomes_the_payment_that_two_say_it_is(k5: Cooperation, ear: Ear) -> None:
    batch, _, (first, second) = two_sent(k5)
    odd = replace(first, end_to_end_id="", payment_id="", message_id="")
    kept = replace(
        second, amount=Euro.of("0.50"), bank_code="PMNT/ICDT/RRTN", return_reason=camt.ReturnReason("AC04")
    )
    upload(k5, bank_file(statement(booked(odd, "B1"), booked(second, "B2"), booked(kept, "R2"))))
    entries = {each.amount: each for each in payments.unknown_entries(actor=k5.anna).entries}
    for entry, kind in ((entries[Euro.of("-34.20")], "paid"), (entries[Euro.of("0.50")], "returned")):
        _, choices = payments.choices_for(actor=k5.anna, entry=entry.id)
        (choice,) = choices
        asked = payments.ask_correction(
            actor=k5.anna, kind=kind, entry=entry.id, payment=choice.payment_id, reason="Gebeld", at=READ
        )
        for _ in range(2):
            payments.confirm_correction(actor=k5.bert, correction=asked, at=READ)
    assert states(k5, batch) == {"paid": 1, "returned": 1}
    assert payments.unknown_entries(actor=k5.anna).count == 0
    assert sum(len(ids) for ids, _ in ear.heard_paid) == 2
    assert [(code, why) for _, code, why in ear.heard_returned] == [("AC04", "Gebeld")]
    paid_by_hand = next(
        each for each in payments.batch(actor=k5.anna, batch=batch).payments if each.state == "paid"
    )
    facts = payments.payment_of(
        actor=k5.municipalities["Nederlek"], source_type=SOURCE, source_id=paid_by_hand.source_id
    )
    assert facts is not None
    assert facts.paid_on == TOMORROW


def test_a_whole_batch_can_be_what_an_unknown_amount_is(k5: Cooperation) -> None:
    batch, _, (first, _) = two_sent(k5)
    odd = replace(first, end_to_end_id="BANK-7", payment_id="", message_id="", amount=Euro.of("-35.20"))
    upload(k5, bank_file(statement(booked(odd, "B1"))))
    (entry,) = payments.unknown_entries(actor=k5.anna).entries
    _, choices = payments.choices_for(actor=k5.anna, entry=entry.id)
    assert [choice.batch_id for choice in choices] == [batch]
    asked = payments.ask_correction(
        actor=k5.anna, kind="paid", entry=entry.id, batch=batch, reason="Gebeld", at=READ
    )
    payments.confirm_correction(actor=k5.bert, correction=asked, at=READ)
    assert states(k5, batch) == {"paid": 2}
    assert payments.statements(actor=k5.anna)[0].paid == 2


def test_money_that_left_is_no_payment_that_came_back(k5: Cooperation) -> None:
    _, _, (first, _) = two_sent(k5)
    upload(k5, bank_file(statement(booked(replace(first, amount=Euro.of("-9.99")), "B1"))))
    (entry,) = payments.unknown_entries(actor=k5.anna).entries
    with pytest.raises(UnsoundBatch):
        payments.ask_correction(
            actor=k5.anna, kind="returned", entry=entry.id, payment=entry.payment_id, reason="x", at=READ
        )


def test_another_cooperation_corrects_nothing(k5: Cooperation) -> None:
    batch, _, _ = two_sent(k5)
    asked = payments.ask_correction(actor=k5.anna, kind="free", batch=batch, reason="Weg", at=LATER)
    other = cooperation(accounts={"Nederlek": SCHOONHOVEN})
    payment = payments.batch(actor=k5.anna, batch=batch).payments[0].id
    for attempt in (
        lambda: payments.ask_correction(actor=other.anna, kind="free", batch=batch, reason="x", at=LATER),
        lambda: payments.ask_correction(actor=other.anna, kind="free", payment=payment, reason="x", at=LATER),
        lambda: payments.confirm_correction(actor=other.anna, correction=asked, at=LATER),
        lambda: payments.decline_correction(actor=other.anna, correction=asked, at=LATER),
        lambda: payments.batch_of(actor=other.anna, payment=payment),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert payments.corrections(actor=other.anna) == ()
    clerk = k5.municipalities["Nederlek"]
    with pytest.raises(Refused):
        payments.ask_correction(actor=clerk, kind="free", batch=batch, reason="x", at=LATER)


def test_a_batch_without_an_answer_is_listed_after_two_bank_days(k5: Cooperation) -> None:
    batch, _, paid = two_sent(k5)
    for days, count in ((0, 0), (1, 0), (2, 1), (30, 1)):
        on = TOMORROW + timedelta(days=days)
        assert unsettled(k5, on)[payments.Unsettled.UNANSWERED] == count
    upload(k5, bank_file(statement(*(booked(each, f"B{i}") for i, each in enumerate(paid)))))
    assert unsettled(k5, TOMORROW + timedelta(days=30))[payments.Unsettled.UNANSWERED] == 0
    assert batch


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("RJCT", "refused"),
        ("ACCP", "unbooked"),
        ("RCVD", "unbooked"),
        ("PDNG", "unbooked"),
        ("", "unanswered"),
    ],
)
def test_a_batch_stands_in_the_one_list_that_says_what_the_bank_said(
    k5: Cooperation, status: str, why: str
) -> None:
    batch, file, paid = two_sent(k5)
    if status:
        answered(k5, answer(file, status))
    late = TOMORROW + timedelta(days=2)
    assert {each.value for each, count in unsettled(k5, late).items() if count} == {why}
    assert unsettled(k5, TOMORROW)[payments.Unsettled.UNANSWERED] == 0
    assert payments.batch(actor=k5.anna, batch=batch).unsettled[payments.Unsettled(why)] == 2
    upload(k5, bank_file(statement(*(booked(each, f"B{i}") for i, each in enumerate(paid)))))
    assert not any(unsettled(k5, late).values())
