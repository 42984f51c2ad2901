"""Amounts that a bank tells in other ways: names in its texts, accepted parts, booked again; and what may be freed."""

import io
import uuid
import zipfile
from dataclasses import replace

import pytest
from tests.capabilities.payments.answers import answer
from tests.capabilities.payments.bank import back, bank_file, booked, statement
from tests.capabilities.payments.test_freed_payments import AMOUNTS, TOTAL, Sent, upload, waiting, why
from tests.capabilities.payments.world import JAN, LATER, READ, TOMORROW, Cooperation, Ear

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import Choice, UnsoundBatch, UnusableStatement
from bodemplaat.capabilities.payments.identification import end_to_end_id
from bodemplaat.formats import camt
from bodemplaat.kernel import Euro

NOTHING = {"end_to_end_id": "", "message_id": "", "payment_id": "", "counterparty_iban": ""}


def bare(transaction: camt.Transaction, **facts: object) -> camt.Transaction:
    return replace(transaction, **{**NOTHING, **facts})  # type: ignore[arg-type]


def broken(name: str) -> str:
    """A reference as a bank breaks it where a line of its text ends."""
    return f"{name[:24]} {name[24:]}"


def choices(k5: Cooperation) -> tuple[Choice, ...]:
    (entry,) = payments.unknown_entries(actor=k5.anna).entries
    return payments.choices_for(actor=k5.anna, entry=entry.id)[1]


def link(k5: Cooperation, *, kind: str = "paid", **what: uuid.UUID) -> None:
    (entry,) = payments.unknown_entries(actor=k5.anna).entries
    asked = payments.ask_correction(
        actor=k5.anna, kind=kind, entry=entry.id, reason="Gebeld", at=READ, **what
    )
    payments.confirm_correction(actor=k5.bert, correction=asked, at=READ)


def answers(k5: Cooperation, old: Sent, codes: dict[int, str], *, group: str = "PART") -> None:
    """The bank answers: of its n-th payment this status."""
    of_payment = {old.transactions[n].end_to_end_id: (code, "") for n, code in codes.items()}
    content = answer(old.file, group, payments=of_payment)
    payments.upload_status_report(actor=k5.anna, name="antwoord.xml", content=content, at=READ)


@pytest.mark.parametrize("text", ["/TRTP/SEPA/EREF/{}/REMI/Declaratie", "kenmerk: {} 3", "{}", "{:upper}"])
@pytest.mark.parametrize(
    "where", ["remittance", "text of the transaction", "text of the entry", "no details"]
)
def test_a_payment_is_recognised_by_its_name_in_the_banks_text(
    k5: Cooperation, where: str, text: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    entries = []
    for n, each in enumerate(old.transactions):
        name = each.end_to_end_id.upper() if "upper" in text else each.end_to_end_id
        written = text.replace("{:upper}", "{}").format(name)
        detail = bare(each, end_to_end_id="UREF-4711" if n == 0 else "")
        if where == "remittance":
            entries.append(booked(replace(detail, remittance=written), f"B{n}"))
        elif where == "text of the transaction":
            entries.append(booked(replace(detail, remittance="Declaratie", additional_text=written), f"B{n}"))
        elif where == "text of the entry":
            entries.append(replace(booked(detail, f"B{n}"), additional_text=written))
        else:
            entries.append(replace(booked(detail, f"B{n}"), transactions=(), additional_text=written))
    outcome = upload(k5, bank_file(statement(*entries)))
    assert (outcome.paid, outcome.unknown, old.states()) == (3, 0, {"paid": 3})
    came_back = bare(back(old.transactions[0]), remittance=text.replace("{:upper}", "{}").format(
        old.transactions[0].end_to_end_id
    ))  # fmt: skip
    assert upload(k5, bank_file(statement(booked(came_back, "R1"), name="R"))).returned == 1


def test_a_text_with_two_names_or_another_amount_pays_nothing(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    one, two, _ = old.transactions
    both = booked(bare(one, remittance=f"{one.end_to_end_id} {two.end_to_end_id}"), "B1")
    other = booked(bare(one, amount=Euro.of("-9.99"), remittance=one.end_to_end_id), "B2")
    longer = booked(bare(one, remittance=f"{one.end_to_end_id}0"), "B3")
    outcome = upload(k5, bank_file(statement(both, other, longer)))
    assert (outcome.paid, outcome.unknown, old.states()) == (0, 3, {"released": 3})


def test_a_reference_that_the_bank_broke_in_two_is_read(k5: Cooperation) -> None:
    old, one = Sent(k5, *AMOUNTS), Sent(k5, "8.00")
    assert old.book(-TOTAL, additional_text=f"SEPA BATCH {broken(old.block)} 3 POSTEN").paid == 3
    assert one.book(
        Euro.of("-8.00"), additional_text=f"EREF {broken(one.transactions[0].end_to_end_id)} 1"
    ).paid == 1  # fmt: skip


def test_a_batch_is_paid_as_far_as_the_bank_accepted_it(k5: Cooperation) -> None:
    """The bank refused one of three in pain.002 and booked what is left as one amount."""
    old = Sent(k5, *AMOUNTS)
    answers(k5, old, {0: "RJCT", 1: "ACSC", 2: "ACSC"})
    refused = -(old.transactions[0].amount or Euro(0))
    outcome = old.book(refused - TOTAL, batch=camt.Batch("", old.block))
    assert (outcome.paid, outcome.paid_total, outcome.unknown) == (2, TOTAL - refused, 0)
    old.free(old.transactions[0])
    assert (old.states(), waiting(k5)) == ({"paid": 2, "freed": 1}, 1)


def test_what_a_bank_booked_of_a_batch_is_linked_once_the_rest_is_freed(k5: Cooperation) -> None:
    """Without an answer of the bank: the amount waits, and is no dead end."""
    old = Sent(k5, *AMOUNTS)
    gone = -(old.transactions[0].amount or Euro(0))
    assert old.book(gone - TOTAL, batch=camt.Batch("", old.block)).unknown == 1
    old.free(old.transactions[0])
    (offered,) = [each for each in choices(k5) if each.batch_id]
    assert (offered.batch_id, offered.is_whole, offered.amount) == (old.batch, False, TOTAL - gone)
    link(k5, batch=old.batch)
    assert (old.states(), waiting(k5)) == ({"paid": 2, "freed": 1}, 1)


@pytest.mark.parametrize("how", ["whole", "a part"])
def test_an_amount_that_names_nothing_but_is_a_freed_batch_is_offered_as_that(
    k5: Cooperation, how: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    parts = old.transactions if how == "whole" else old.transactions[:2]
    old.free(*(() if how == "whole" else parts))
    amount = Euro.total(each.amount for each in parts if each.amount)
    outcome = old.book(amount, additional_text="Verzamelbetaling")
    assert (outcome.paid, outcome.unknown, outcome.twice) == (0, 1, 1)
    assert why(k5) == {"Careful"}
    (offered,) = [each for each in choices(k5) if each.batch_id]
    assert (offered.batch_id, offered.state, offered.is_whole) == (old.batch, "freed", how == "whole")
    link(k5, batch=old.batch)
    assert waiting(k5) == 0
    assert old.states() == ({"paid": 3} if how == "whole" else {"paid": 2, "released": 1})


def test_an_amount_that_is_no_freed_batch_stays_unknown(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    outcome = old.book(-TOTAL - Euro(1), additional_text="Verzamelbetaling")
    assert (outcome.unknown, outcome.twice, choices(k5)) == (1, 0, ())


def test_a_freed_batch_that_was_sent_again_is_not_linked_to_an_amount_that_names_nothing(
    k5: Cooperation,
) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    Sent(k5)
    assert old.book(-TOTAL, additional_text="Verzamelbetaling").twice == 1
    with pytest.raises(UnsoundBatch, match="on its way"):
        link(k5, batch=old.batch)


@pytest.mark.parametrize("code", ["ACSC", "ACCC"])
@pytest.mark.parametrize("asked", ["before", "after"])
def test_what_the_bank_says_it_carried_out_is_not_freed(k5: Cooperation, code: str, asked: str) -> None:
    old = Sent(k5, "34.20")
    one = old.named(old.transactions[0])
    correction = None
    if asked == "before":
        correction = payments.ask_correction(actor=k5.anna, kind="free", payment=one, reason="Weg", at=LATER)
    answers(k5, old, {0: code}, group=code)
    if correction is not None:
        with pytest.raises(UnsoundBatch, match="Read the statement first"):
            payments.confirm_correction(actor=k5.bert, correction=correction, at=READ)
    else:
        for some in (old.transactions, ()):
            with pytest.raises(UnsoundBatch, match="Read the statement first"):
                old.free(*some)
    assert (old.states(), waiting(k5)) == ({"released": 1}, 0)


def test_of_a_batch_that_was_carried_out_in_part_the_rest_is_freed(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    answers(k5, old, {0: "RJCT", 1: "ACSC", 2: "ACSP"})
    old.free()
    assert (old.states(), waiting(k5)) == ({"freed": 2, "released": 1}, 2)


def test_a_bank_that_takes_its_answer_back_lets_it_be_freed(k5: Cooperation) -> None:
    old = Sent(k5, "34.20")
    answers(k5, old, {0: "ACSC"}, group="ACSC")
    answers(k5, old, {0: "RJCT"}, group="RJCT")
    old.free()
    assert (old.states(), waiting(k5)) == ({"freed": 1}, 1)


@pytest.mark.parametrize("debit", ["seen", "not seen"])
def test_a_payment_that_is_booked_again_after_it_came_back_is_read_as_that(
    k5: Cooperation, ear: Ear, debit: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    one, two, _ = old.transactions
    first = [booked(one, "B1")] if debit == "seen" else []
    upload(k5, bank_file(statement(*first, booked(back(one), "R1"), name="a")))
    day = READ.date()
    again = statement(booked(one, "B2", day), booked(two, "B3", day), on=day, name="b")
    outcome = upload(k5, bank_file(again))
    assert (outcome.paid, outcome.unknown, outcome.twice) == (1, 1, 1)
    assert old.states() == {"returned": 1, "paid": 1, "released": 1}
    (offered,) = choices(k5)
    assert (offered.payment_id, offered.state) == (old.named(one), "returned")
    link(k5, payment=old.named(one))
    assert old.states() == {"paid": 2, "released": 1}
    assert ear.heard_paid[-1][1] == day
    facts = payments.payments_of(
        actor=k5.municipalities["Nederlek"],
        source_type="test_source",
        source_id=next(iter(ear.heard_paid[-1][0])),
    )
    assert [(each.state, each.paid_on, each.returned_on) for each in facts] == [("paid", day, None)]
    later = upload(k5, bank_file(statement(booked(back(one), "R2", day), on=day, name="c")))
    assert (later.returned, later.unknown) == (1, 0)


@pytest.mark.parametrize("place", ["waits here", "is on its way"])
def test_a_payment_that_is_booked_again_while_another_is_in_its_place(
    k5: Cooperation, ear: Ear, place: str
) -> None:
    old = Sent(k5, "34.20")
    (one,) = old.transactions
    upload(k5, bank_file(statement(booked(one, "B1"), booked(back(one), "R1"), name="a")))
    source = ear.heard_returned[0][0]
    request = payments.PaymentRequest(
        k5.municipality("Nederlek"), "test_source", source, Euro.of("34.20"), "Jan de Vriès", JAN
    )
    payments.request_payments(actor=k5.municipalities["Nederlek"], requests=[request], at=LATER)
    if place == "is on its way":
        Sent(k5)
    day = READ.date()
    assert upload(k5, bank_file(statement(booked(one, "B2", day), on=day, name="b"))).twice == 1
    if place == "is on its way":
        with pytest.raises(UnsoundBatch, match="on its way"):
            link(k5, payment=old.named(one))
        return
    link(k5, payment=old.named(one))
    assert (old.states(), waiting(k5)) == ({"paid": 1}, 0)


def test_a_whole_batch_that_is_booked_after_some_of_it_came_back_is_told_apart(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    upload(k5, bank_file(statement(booked(back(old.transactions[0]), "R1"), name="a")))
    day = READ.date()
    whole = camt.Entry(
        -TOTAL, day, bank_reference="B9", bank_code="PMNT/ICDT/ESCT", batch=camt.Batch("", old.block)
    )
    outcome = upload(k5, bank_file(statement(whole, on=day, name="b")))
    assert (outcome.paid, outcome.twice, old.states()) == (2, 1, {"paid": 2, "returned": 1})


def test_what_was_asked_in_its_place_for_another_amount_is_not_stopped_unseen(k5: Cooperation) -> None:
    """Freed, withdrawn, and asked anew for less: the bank that pays the first one after all is told."""
    old = Sent(k5, "34.20")
    old.free()
    (new,) = payments.payments_waiting(actor=k5.anna).payments
    nederlek = k5.municipalities["Nederlek"]
    payments.withdraw_payment(actor=nederlek, payment=new.id, at=LATER)
    request = payments.PaymentRequest(
        k5.municipality("Nederlek"), "test_source", new.source_id, Euro.of("30.00"), "Jan de Vriès", JAN
    )
    payments.request_payments(actor=nederlek, requests=[request], at=LATER)
    outcome = old.debit()
    assert (outcome.paid, outcome.stopped, outcome.twice) == (0, 0, 1)
    assert (old.states(), waiting(k5)) == ({"freed": 1}, 1)


def test_the_name_of_a_payment_is_that_of_the_file() -> None:
    """What is looked for in texts is what ``end_to_end_id`` writes."""
    some = uuid.UUID("6f1c2a34-0f6d-4b7e-9a3c-1f2e3d4c5b6a")
    assert end_to_end_id(some) == "BP6f1c2a340f6d4b7e9a3c1f2e3d4c5b6a"
    assert READ.date() > TOMORROW


def test_a_part_without_payments_is_said_to_be_that(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    with pytest.raises(UnusableStatement, match="accepted in part"):
        answers(k5, old, {}, group="PART")


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def test_of_a_zip_every_statement_is_read_and_the_rest_is_named(k5: Cooperation) -> None:
    """Whatever a bank calls its files; a PDF beside them is named."""
    old = Sent(k5, *AMOUNTS)
    names = ("map/dag1.xml", "map/dag2", "dag3.txt")
    files = {
        name: bank_file(statement(booked(each, f"B{n}"), name=f"S{n}"))
        for n, (name, each) in enumerate(zip(names, old.transactions, strict=True))
    }
    outcome = upload(k5, zipped(**files, **{"overzicht.pdf": b"%PDF-1.4", "__MACOSX/._x": b"\0"}))
    assert (outcome.paid, outcome.unknown) == (3, 0)
    (told,) = [each for each in outcome.findings if each.code == "payments.left_aside"]
    assert told.values == {"count": 1, "names": "overzicht.pdf"}


def test_a_zip_of_mt940_alone_is_called_that(k5: Cooperation) -> None:
    mt940 = b":20:1\r\n:25:NL20INGB0001234567EUR\r\n:28C:0\r\n:60F:C261123EUR1000,00\r\n"
    with pytest.raises(UnusableStatement) as error:
        upload(k5, zipped(**{"dag.940": mt940}))
    assert [finding.code for finding in error.value.findings] == ["camt.mt940"]


def test_an_account_with_spaces_in_it_is_that_account(k5: Cooperation) -> None:
    old = Sent(k5, "34.20")
    content = bank_file(statement(booked(old.transactions[0], "B1")))
    written = content.replace(b"NL20INGB0001234567", b"nl20 ingb 0001 2345 67")
    assert written != content
    assert upload(k5, written).paid == 1


def test_a_freed_batch_of_one_payment_is_offered_once(k5: Cooperation) -> None:
    old = Sent(k5, "34.20")
    old.free()
    assert old.book(Euro.of("-34.20"), additional_text="Overboeking").twice == 1
    (offered,) = choices(k5)
    assert (offered.payment_id, offered.state) == (old.named(old.transactions[0]), "freed")
