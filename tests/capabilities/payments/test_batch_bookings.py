"""Batches as banks book them: details or not, references or not, and the money that comes back for them."""

import io
import uuid
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.capabilities.payments.bank import bank_file, booked, sent, statement
from tests.capabilities.payments.world import (
    JAN,
    LATER,
    NEDERLEK,
    READ,
    TODAY,
    TOMORROW,
    Cooperation,
    Ear,
)

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import StatementOutcome, UnusableStatement
from bodemplaat.formats import camt
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.kernel import Euro

AMOUNTS = ("34.20", "1.00", "2.00")
TOTAL = Euro.of("37.20")


def upload(k5: Cooperation, content: bytes) -> StatementOutcome:
    return payments.upload_statement(actor=k5.anna, name="afschrift.xml", content=content, at=READ)


def why(k5: Cooperation) -> list[str]:
    return [entry.why for entry in payments.unknown_entries(actor=k5.anna).entries]


def released(k5: Cooperation, *amounts: str) -> tuple[list[camt.Transaction], str, str]:
    """What was sent, and what block and message are called."""
    k5.owe("Nederlek", *(amounts or AMOUNTS))
    file = k5.release(k5.make())
    told = read_payment_file(file)
    return sorted(sent(file), key=lambda t: t.amount or Euro(0)), told.blocks[0].payment_id, told.message_id


def entry(
    amount: Euro, *details: camt.Transaction, batch: camt.Batch | None = None, **facts: object
) -> bytes:
    made = camt.Entry(
        amount, TOMORROW, bank_reference=uuid.uuid4().hex[:30], bank_code="PMNT/ICDT/ESCT",
        batch=batch, transactions=details, **facts,  # type: ignore[arg-type]
    )  # fmt: skip
    return bank_file(statement(made, name=uuid.uuid4().hex[:8]))


def bare(transaction: camt.Transaction, **facts: object) -> camt.Transaction:
    """A detail that names neither payment nor batch."""
    nothing = {"end_to_end_id": "", "message_id": "", "payment_id": "", "counterparty_iban": ""}
    return replace(transaction, **{**nothing, **facts})  # type: ignore[arg-type]


def test_details_with_amounts_and_no_ids_pay_the_batch_they_add_up_to(k5: Cooperation, ear: Ear) -> None:
    paid, block, _ = released(k5)
    outcome = upload(k5, entry(-TOTAL, *(bare(t, payment_id=block) for t in reversed(paid))))
    assert (outcome.paid, outcome.paid_total, outcome.unknown) == (3, TOTAL, 0)
    assert len(ear.heard_paid[0][0]) == 3


def test_details_that_name_nothing_pay_the_one_batch_whose_amounts_they_are(k5: Cooperation) -> None:
    paid, _, _ = released(k5)
    outcome = upload(k5, entry(-TOTAL, *(bare(t) for t in paid)))
    assert (outcome.paid, outcome.unknown) == (3, 0)


def test_with_two_batches_of_the_same_amounts_nothing_is_guessed(k5: Cooperation) -> None:
    paid, _, _ = released(k5)
    released(k5)
    outcome = upload(k5, entry(-TOTAL, *(bare(t) for t in paid)))
    assert (outcome.paid, outcome.unknown) == (0, 3)
    assert set(why(k5)) == {"It names no payment: the bank gives no reference with it."}


def test_of_a_part_of_the_batch_only_what_is_unambiguous_is_paid(k5: Cooperation) -> None:
    paid, block, _ = released(k5, "34.20", "5.00", "5.00")
    some = [bare(t, payment_id=block) for t in paid if t.amount in (Euro.of("-34.20"), Euro.of("-5.00"))][:2]
    outcome = upload(k5, entry(Euro.total(t.amount for t in some if t.amount), *some))
    assert (outcome.paid, outcome.unknown) in {(1, 1), (0, 2)}
    assert set(why(k5)) == {
        "It is part of a batch of ours, but more than one payment, or none, has this account and amount."
    }


def test_ids_without_amounts_pay_when_they_come_to_the_amount(k5: Cooperation) -> None:
    paid, block, _ = released(k5)
    details = [replace(t, amount=None) for t in paid]
    content = entry(-TOTAL, *details, batch=camt.Batch("", block, 3))
    outcome = upload(k5, content)
    assert (outcome.paid, outcome.paid_total, outcome.unknown) == (3, TOTAL, 0)
    again = upload(k5, content + b"<!-- once more -->")
    assert (again.paid, again.known, again.unknown) == (0, 1, 0)
    assert sum(line.paid for line in payments.statements(actor=k5.anna)) == 3


def test_ids_that_do_not_come_to_the_amount_wait_with_the_reason(k5: Cooperation) -> None:
    paid, _, _ = released(k5)
    details = [replace(t, amount=None, message_id="", payment_id="") for t in paid]
    outcome = upload(k5, entry(-TOTAL - Euro.of("0.01"), *details))
    assert (outcome.paid, outcome.unknown) == (0, 1)
    assert why(k5) == ["It names several payments of ours that together do not come to this amount."]


@pytest.mark.parametrize("detail", ["of one payment", "of one payment with the whole amount", "without id"])
def test_one_detail_beside_the_amount_of_the_batch_counts_as_the_batch(k5: Cooperation, detail: str) -> None:
    paid, block, _ = released(k5)
    one = {
        "of one payment": paid[0],
        "of one payment with the whole amount": replace(paid[0], amount=-TOTAL),
        "without id": bare(paid[0], amount=-TOTAL, payment_id=block),
    }[detail]
    outcome = upload(k5, entry(-TOTAL, one, batch=camt.Batch("", block, 3)))
    assert (outcome.paid, outcome.unknown) == (3, 0)


@pytest.mark.parametrize("where", ["PmtInfId", "MsgId", "text", "EndToEndId"])
def test_nothing_but_the_reference_of_the_batch_pays_it_wherever_it_stands(
    k5: Cooperation, where: str
) -> None:
    paid, block, message = released(k5)
    content = {
        "PmtInfId": entry(-TOTAL, batch=camt.Batch("", block)),
        "MsgId": entry(-TOTAL, batch=camt.Batch(message, "")),
        "text": entry(-TOTAL, additional_text=f"SEPA BATCH {block} 3 POSTEN"),
        "EndToEndId": entry(-TOTAL, bare(paid[0], amount=-TOTAL, end_to_end_id=block)),
    }[where]
    assert upload(k5, content).paid == 3


def test_a_batch_with_another_amount_waits_and_says_so(k5: Cooperation) -> None:
    _, block, _ = released(k5)
    assert upload(k5, entry(-TOTAL - Euro(1), batch=camt.Batch("", block))).unknown == 1
    assert why(k5) == ["It names a batch of ours, but the amount is not what its open payments come to."]


def test_what_is_left_of_a_batch_is_paid_when_the_rest_was_told_apart(k5: Cooperation) -> None:
    (first, *rest), block, _ = released(k5)
    upload(k5, bank_file(statement(booked(first, "B1"))))
    left = Euro.total(t.amount for t in rest if t.amount)
    assert upload(k5, entry(left, batch=camt.Batch("", block))).paid == 2


@pytest.mark.parametrize("told_before", [True, False])
def test_a_whole_batch_that_the_bank_undoes_comes_back(k5: Cooperation, ear: Ear, told_before: bool) -> None:
    _, block, _ = released(k5)
    if told_before:
        upload(k5, entry(-TOTAL, batch=camt.Batch("", block)))
    outcome = upload(k5, entry(TOTAL, batch=camt.Batch("", block), reversal=True))
    assert (outcome.returned, outcome.returned_total, outcome.unknown) == (3, TOTAL, 0)
    assert {reason for _, _, reason in ear.heard_returned} == {"The bank undid the whole batch."}
    assert payments.batches(actor=k5.anna)[0].states == {"returned": 3}


def test_a_part_of_a_batch_that_comes_back_without_names_waits(k5: Cooperation) -> None:
    _, block, _ = released(k5)
    upload(k5, entry(-TOTAL, batch=camt.Batch("", block)))
    assert upload(k5, entry(Euro.of("3.00"), batch=camt.Batch("", block))).returned == 0
    assert why(k5)[0].startswith("The bank gives back money of a batch")


def test_a_return_with_a_fee_kept_is_told_with_the_fee(k5: Cooperation) -> None:
    (first, *_), _, _ = released(k5)
    upload(k5, bank_file(statement(booked(first, "B1"))))
    less = replace(
        first, amount=Euro.of("31.70"), bank_code="PMNT/ICDT/RRTN", return_reason=camt.ReturnReason("AC04")
    )
    assert upload(k5, bank_file(statement(booked(less, "R1"), name="S2"))).unknown == 1
    (waiting,) = payments.unknown_entries(actor=k5.anna).entries
    assert waiting.why.startswith("The bank gives this payment back and keeps {difference_cents}")
    assert waiting.difference == Euro.of("2.50")


def test_a_reversal_in_the_direction_of_the_original_gives_the_payment_back(
    k5: Cooperation, ear: Ear
) -> None:
    (first, *_), _, _ = released(k5)
    upload(k5, bank_file(statement(booked(first, "B1"))))
    sound = statement(replace(booked(first, "B2"), reversal=True), name="S2")
    amount = first.amount or Euro(0)
    turned = replace(sound, head=replace(sound.head, closing=Euro.of("1000.00") - amount))
    outcome = upload(k5, bank_file(turned))
    assert (outcome.returned, outcome.unknown) == (1, 0)
    assert "camt.reversal_direction" in [finding.code for finding in outcome.findings]
    unturned = upload(k5, bank_file(statement(replace(booked(first, "B3"), reversal=True), name="S3")))
    assert unturned.unknown == 1


def test_two_amounts_without_reference_on_two_statements_are_two(k5: Cooperation) -> None:
    for name in ("S1", "S2"):
        stray = booked(camt.Transaction(Euro.of("50.00")), "NONREF")
        upload(k5, bank_file(statement(stray, name=name)))
    assert payments.unknown_entries(actor=k5.anna).count == 2


def test_two_statements_with_one_name_in_a_file_are_both_read(k5: Cooperation) -> None:
    one, two = (booked(camt.Transaction(Euro.of(amount)), "NONREF") for amount in ("10.00", "20.00"))
    first = statement(one)
    second = statement(two)
    content = bank_file(first, replace(second, head=replace(second.head, page=2)))
    assert upload(k5, content).unknown == 2
    assert upload(k5, content).already_read
    assert len(payments.statements(actor=k5.anna)) == 2


def test_a_zip_of_statements_is_read_as_one_file(k5: Cooperation) -> None:
    paid, _, _ = released(k5)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for i, transaction in enumerate(paid):
            packed.writestr(f"dag{i}.xml", bank_file(statement(booked(transaction, f"B{i}"), name=f"S{i}")))
    assert upload(k5, out.getvalue()).paid == 3
    assert upload(k5, out.getvalue()).already_read


def test_days_to_come_and_days_before_release_are_refused(k5: Cooperation) -> None:
    (first, *_), _, _ = released(k5)
    ahead = booked(first, "B1", READ.date() + timedelta(days=1))
    before = booked(first, "B1", TODAY - timedelta(days=1))
    for told, code in ((ahead, "payments.day_to_come"), (before, "payments.before_release")):
        with pytest.raises(UnusableStatement) as error:
            upload(k5, bank_file(statement(told)))
        assert [finding.code for finding in error.value.findings] == [code]
    assert payments.batches(actor=k5.anna)[0].states == {"released": 3}


def test_balances_of_a_day_to_come_are_refused(k5: Cooperation) -> None:
    released(k5)
    with pytest.raises(UnusableStatement) as error:
        upload(k5, bank_file(statement(on=READ.date() + timedelta(days=1))))
    assert [finding.code for finding in error.value.findings] == ["payments.day_to_come"]


def test_a_gap_in_balance_or_number_is_told(k5: Cooperation) -> None:
    def of(number: int, opening: str) -> bytes:
        made = camt.statement(
            identification=f"S{number}", account=NEDERLEK, sequence=number, opening=Euro.of(opening),
            entries=[booked(camt.Transaction(Euro.of("-1.00"), counterparty_iban=JAN), f"B{number}")],
            on=TOMORROW, created_at=LATER,
        )  # fmt: skip
        return bank_file(made)

    assert not upload(k5, of(1, "1000.00")).findings
    assert not upload(k5, of(2, "999.00")).findings
    codes = [finding.code for finding in upload(k5, of(4, "900.00")).findings]
    assert codes == ["payments.gap_balance", "payments.gap_number"]


def test_a_statement_that_another_message_brings_again_is_no_gap(k5: Cooperation) -> None:
    def of(number: int, opening: str) -> camt.Statement:
        return camt.statement(
            identification=f"S{number}", account=NEDERLEK, sequence=number, opening=Euro.of(opening),
            entries=[booked(camt.Transaction(Euro.of("-1.00"), counterparty_iban=JAN), f"B{number}")],
            on=TOMORROW, created_at=LATER,
        )  # fmt: skip

    three = [of(1, "1000.00"), of(2, "999.00"), of(3, "998.00")]
    assert not upload(k5, bank_file(*three)).findings
    for again in (three[2:], three[:1], three[1:2], three[1:], three):
        outcome = upload(k5, bank_file(*again))
        assert (outcome.already_read, outcome.known, outcome.findings) == (False, len(again), ())
    assert not upload(k5, bank_file(of(4, "997.00"))).findings
    assert [finding.code for finding in upload(k5, bank_file(of(6, "995.00"))).findings] == [
        "payments.gap_balance",
        "payments.gap_number",
    ]
    assert not upload(k5, bank_file(of(5, "996.00"))).findings
