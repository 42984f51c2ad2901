"""What was freed as never carried out, and is carried out after all, however the bank books it: paid once, or told."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.capabilities.payments.bank import back, bank_file, booked, sent, statement
from tests.capabilities.payments.world import LATER, READ, TODAY, TOMORROW, Cooperation, Ear

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.api import StatementOutcome, UnsoundBatch, UnusableStatement
from bodemplaat.formats import camt
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.kernel import Euro

AMOUNTS = ("34.20", "2.00", "1.00")
TOTAL = Euro.of("37.20")
FORMS = ("one amount", "amounts without ids", "amounts alone", "ids without amounts", "one detail")


class Sent:
    """A batch that was released, and how the bank may book it."""

    def __init__(self, k5: Cooperation, *amounts: str) -> None:
        self.k5 = k5
        if amounts:
            k5.owe("Nederlek", *amounts)
        self.batch = k5.make()
        self.file = k5.release(self.batch)
        self.block = read_payment_file(self.file).blocks[0].payment_id
        self.transactions = sorted(sent(self.file), key=lambda t: t.amount or Euro(0))
        self.total = -Euro.total(t.amount for t in self.transactions if t.amount)

    def named(self, transaction: camt.Transaction) -> uuid.UUID:
        views = payments.batch(actor=self.k5.anna, batch=self.batch).payments
        return next(each.id for each in views if each.end_to_end_id == transaction.end_to_end_id)

    def states(self) -> dict[str, int]:
        return dict(payments.batch(actor=self.k5.anna, batch=self.batch).states)

    def free(self, *transactions: camt.Transaction) -> None:
        about = [{"payment": self.named(each)} for each in transactions] or [{"batch": self.batch}]
        for what in about:
            asked = payments.ask_correction(actor=self.k5.anna, kind="free", reason="Weg", at=LATER, **what)
            payments.confirm_correction(actor=self.k5.bert, correction=asked, at=LATER)

    def debit(self, form: str = "one amount", *some: camt.Transaction, **facts: object) -> StatementOutcome:
        """Let the bank book it, or some of it."""
        parts = some or tuple(self.transactions)
        amount = Euro.total(t.amount for t in parts if t.amount)
        nameless = {"end_to_end_id": "", "message_id": "", "counterparty_iban": ""}
        batch: camt.Batch | None = camt.Batch("", self.block)
        details: tuple[camt.Transaction, ...] = ()
        if form == "amounts without ids":
            details = tuple(replace(t, **nameless, payment_id=self.block) for t in parts)  # type: ignore[arg-type]
        elif form == "amounts alone":
            batch, details = None, tuple(replace(t, **nameless, payment_id="") for t in parts)  # type: ignore[arg-type]
        elif form == "ids without amounts":
            details = tuple(replace(t, amount=None) for t in parts)
        elif form == "one detail":
            details = (replace(parts[0], **nameless, amount=amount, payment_id=self.block),)  # type: ignore[arg-type]
        return self.book(amount, *details, batch=batch, **facts)

    def book(self, amount: Euro, *details: camt.Transaction, **facts: object) -> StatementOutcome:
        made = camt.Entry(
            amount, TOMORROW, bank_reference=uuid.uuid4().hex[:30], bank_code="PMNT/ICDT/ESCT",
            transactions=details, **facts,  # type: ignore[arg-type]
        )  # fmt: skip
        return upload(self.k5, bank_file(statement(made, name=uuid.uuid4().hex[:8])))


def upload(k5: Cooperation, content: bytes) -> StatementOutcome:
    return payments.upload_statement(actor=k5.anna, name="afschrift.xml", content=content, at=READ)


def waiting(k5: Cooperation) -> int:
    return payments.payments_waiting(actor=k5.anna).count


def why(k5: Cooperation) -> set[str]:
    return {entry.why.split(":")[0] for entry in payments.unknown_entries(actor=k5.anna).entries}


@pytest.mark.parametrize("form", FORMS)
def test_a_freed_batch_that_the_bank_books_after_all_is_paid_and_what_waits_is_stopped(
    k5: Cooperation, ear: Ear, form: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    outcome = old.debit(form)
    assert (outcome.paid, outcome.paid_total, outcome.stopped) == (3, TOTAL, 3)
    assert (outcome.unknown, outcome.twice, waiting(k5)) == (0, 0, 0)
    assert old.states() == {"paid": 3}
    assert sum(len(ids) for ids, _ in ear.heard_paid) == 3
    (source, *_) = ear.heard_paid[0][0]
    facts = payments.payment_of(
        actor=k5.municipalities["Nederlek"], source_type="test_source", source_id=source
    )
    assert facts is not None
    assert (facts.state, facts.paid_on) == ("paid", TOMORROW)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("which", ["whole", "without the freed one"])
def test_of_a_batch_that_was_freed_in_part_what_the_amount_comes_to_is_paid(
    k5: Cooperation, form: str, which: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    first, *rest = old.transactions
    old.free(first)
    if which == "whole":
        outcome = old.debit(form)
        assert (outcome.paid, outcome.stopped, waiting(k5)) == (3, 1, 0)
    elif form != "amounts alone":  # of a part that names nothing nobody knows what it is of
        outcome = old.debit(form, *rest)
        assert (outcome.paid, outcome.stopped, waiting(k5)) == (2, 0, 1)
        assert old.states() == {"paid": 2, "freed": 1}
    else:
        outcome = old.debit(form, *rest)
        assert (outcome.paid, outcome.unknown) == (0, 2)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("resent", ["sent", "paid"])
def test_a_freed_batch_that_is_booked_after_it_was_sent_again_is_told_loudly(
    k5: Cooperation, form: str, resent: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    new = Sent(k5)
    if resent == "paid":
        assert new.debit().paid == 3
    elif form == "amounts alone":  # which of the two it is nobody can see: the one that was not freed
        assert old.debit(form).paid == 3
        assert new.states() == {"paid": 3}
        form = "one amount"
    outcome = old.debit(form)
    assert (outcome.paid, outcome.twice, outcome.unknown, outcome.unknown_total) == (0, 3, 3, -TOTAL)
    assert why(k5) == {"Careful"}
    assert old.states() == {"freed": 3}
    if new.states() == {"released": 3}:
        assert new.debit().paid == 3
    entries = payments.unknown_entries(actor=k5.anna).entries
    assert {each.payment_id for each in entries} == {old.named(each) for each in old.transactions}


def test_what_was_sent_again_of_a_batch_is_told_apart_from_what_still_waits(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    chosen = next(
        each.id
        for each in payments.payments_waiting(actor=k5.anna).payments
        if each.amount == Euro.of("34.20")
    )
    k5.release(k5.make(chosen=[chosen]))
    outcome = old.debit()
    assert (outcome.paid, outcome.paid_total, outcome.stopped) == (2, Euro.of("3.00"), 2)
    assert (outcome.twice, outcome.unknown_total) == (1, Euro.of("-34.20"))
    assert (waiting(k5), old.states()) == (0, {"paid": 2, "freed": 1})


def test_the_statement_that_tells_of_a_late_batch_again_counts_nothing_again(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    Sent(k5)
    entry = camt.Entry(
        -TOTAL, TOMORROW, bank_reference="B7", bank_code="PMNT/ICDT/ESCT", batch=camt.Batch("", old.block)
    )
    assert upload(k5, bank_file(statement(entry, name="a"))).twice == 3
    again = upload(k5, bank_file(statement(entry, name="b")))
    assert (again.known, again.twice, again.unknown) == (1, 0, 0)
    assert payments.unknown_entries(actor=k5.anna).count == 3


def test_an_amount_of_a_freed_batch_that_is_of_no_set_of_it_is_told_loudly(k5: Cooperation) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    outcome = old.book(Euro.of("-3.33"), batch=camt.Batch("", old.block))
    assert (outcome.paid, outcome.twice, outcome.unknown) == (0, 1, 1)
    assert waiting(k5) == 3


def test_one_of_two_alike_that_were_freed_is_told_loudly(k5: Cooperation) -> None:
    old = Sent(k5, "5.00", "5.00", "1.00")
    one, two, _ = old.transactions
    old.free(one, two)
    outcome = old.debit("amounts without ids", one)
    assert (outcome.paid, outcome.twice, waiting(k5)) == (0, 1, 2)


def test_two_freed_payments_of_one_source_are_not_both_paid(k5: Cooperation) -> None:
    old = Sent(k5, "34.20")
    old.free()
    second = Sent(k5)
    second.free()
    both = [booked(each.transactions[0], f"B{i}") for i, each in enumerate((old, second))]
    outcome = upload(k5, bank_file(statement(*both)))
    assert (outcome.paid, outcome.stopped, outcome.twice, waiting(k5)) == (1, 1, 1, 0)


def test_a_freed_payment_that_is_paid_when_the_one_in_its_place_came_back_is_told_loudly(
    k5: Cooperation, ear: Ear
) -> None:
    old = Sent(k5, "34.20")
    old.free()
    (new,) = Sent(k5).transactions
    upload(k5, bank_file(statement(booked(new, "B1"), booked(back(new), "R1"))))
    outcome = old.debit()
    assert (outcome.paid, outcome.twice, old.states()) == (0, 1, {"freed": 1})
    (entry,) = payments.unknown_entries(actor=k5.anna).entries
    asked = payments.ask_correction(
        actor=k5.anna, kind="paid", entry=entry.id, payment=entry.payment_id, reason="Gebeld", at=READ
    )
    payments.confirm_correction(actor=k5.bert, correction=asked, at=READ)
    assert old.states() == {"paid": 1}
    assert len(ear.heard_paid) == 2


@pytest.mark.parametrize("order", ["return first", "payment first"])
@pytest.mark.parametrize("form", ["by name", "as one amount"])
def test_a_freed_payment_that_was_paid_and_came_back_leaves_the_one_in_its_place(
    k5: Cooperation, ear: Ear, order: str, form: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    old.free()
    if form == "by name":
        debit = statement(*(booked(t, f"B{i}") for i, t in enumerate(old.transactions)), name="d")
        credit = statement(*(booked(back(t), f"R{i}") for i, t in enumerate(old.transactions)), name="c")
    else:
        whole = camt.Entry(
            -TOTAL, TOMORROW, bank_reference="B1", bank_code="PMNT/ICDT/ESCT", batch=camt.Batch("", old.block)
        )
        debit = statement(whole, name="d")
        credit = statement(replace(whole, amount=TOTAL, bank_reference="R1", reversal=True), name="c")
    both = (debit, credit) if order == "payment first" else (credit, debit)
    for each in both:
        outcome = upload(k5, bank_file(each))
        assert (outcome.unknown, outcome.twice) == (0, 0)
    assert old.states() == {"returned": 3}
    if order == "return first":
        assert (waiting(k5), ear.heard_paid, ear.heard_returned) == (3, [], [])
    else:  # for a moment it was paid: its source hears both, and asks anew
        assert (waiting(k5), len(ear.heard_returned)) == (0, 3)


@pytest.mark.parametrize("first_read", ["paid", "sent"])
@pytest.mark.parametrize("as_part_of", ["by name", "as one amount"])
def test_a_return_before_the_release_or_before_the_payment_is_refused(
    k5: Cooperation, first_read: str, as_part_of: str
) -> None:
    old = Sent(k5, *AMOUNTS)
    if first_read == "paid":
        old.debit()
    day = TODAY if first_read == "paid" else TODAY - timedelta(days=1)
    if as_part_of == "by name":
        entry = booked(back(old.transactions[0]), "R1", on=day)
    else:
        entry = camt.Entry(TOTAL, day, bank_reference="R1", batch=camt.Batch("", old.block), reversal=True)
    before = old.states()
    with pytest.raises(UnusableStatement) as error:
        upload(k5, bank_file(statement(entry, name="c")))
    code = "payments.before_payment" if first_read == "paid" else "payments.before_release"
    assert {finding.code for finding in error.value.findings} == {code}
    assert old.states() == before


def test_two_people_do_not_link_an_amount_of_before_the_release_nor_a_sum_that_does_not_fit(
    k5: Cooperation,
) -> None:
    old = Sent(k5, *AMOUNTS)
    early = camt.Entry(Euro.of("34.20"), TODAY - timedelta(days=1), bank_reference="R1", additional_text="?")
    upload(k5, bank_file(statement(early, on=TODAY - timedelta(days=1))))
    upload(k5, bank_file(statement(booked(old.transactions[0], "B1"), name="b")))
    old.book(-TOTAL, additional_text="?")
    entries = {each.amount: each.id for each in payments.unknown_entries(actor=k5.anna).entries}
    first = old.named(old.transactions[0])
    with pytest.raises(UnsoundBatch, match="before the payment was released"):
        payments.ask_correction(
            actor=k5.anna,
            kind="returned",
            entry=entries[Euro.of("34.20")],
            payment=first,
            reason="x",
            at=READ,
        )
    with pytest.raises(UnsoundBatch, match="does not come to"):
        payments.ask_correction(
            actor=k5.anna, kind="paid", entry=entries[-TOTAL], batch=old.batch, reason="x", at=READ
        )
