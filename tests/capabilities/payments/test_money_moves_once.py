"""Payments, frees, resends and statements in any order: what the bank moved is what the books say, or it is told."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.capabilities.payments.bank import back, bank_file, statement
from tests.capabilities.payments.bank import sent as in_file
from tests.capabilities.payments.world import (
    NEDERLEK,
    READ,
    SCHOONHOVEN,
    TOMORROW,
    Cooperation,
    cooperation,
)

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.lifecycle import LIVE
from bodemplaat.capabilities.payments.models import Payment
from bodemplaat.formats import camt
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.kernel import Euro, IllegalMove

ACCOUNTS = {"Nederlek": NEDERLEK, "Schoonhoven": SCHOONHOVEN}
FORMS = ("by name", "names in one amount", "one amount", "amounts without ids", "ids without amounts")
RETURNED_ON = TOMORROW + timedelta(days=1)


class Money(RuleBasedStateMachine):
    """A bank that carries out what it was sent whenever it likes, books it in any form, gives back what it likes, and
    whose statements are read in any order; and two payers who free, send again and link.
    """

    def __init__(self) -> None:
        super().__init__()
        self.k5: Cooperation = cooperation(accounts=ACCOUNTS)
        self.sent: dict[tuple[str, uuid.UUID], tuple[str, list[camt.Transaction]]] = {}
        """By account and batch: the block's name and what is at the bank and was not carried out yet."""
        self.paid: list[tuple[str, camt.Transaction]] = []
        self.unread: list[tuple[str, camt.Entry]] = []
        self.moved = 0
        self.read_cents = 0

    @initialize(
        amounts=st.lists(st.sampled_from(["5.00", "5.00", "7.50", "10.00"]), min_size=1, max_size=3),
        freed=st.sampled_from(["whole", "one", ""]),
        resent=st.booleans(),
    )
    def begin(self, amounts: list[str], freed: str, resent: bool) -> None:
        for name in ACCOUNTS:
            self.k5.owe(name, *amounts)
        self.send()
        if freed:
            self.free(0, freed == "whole")
        if freed and resent:
            self.send()

    @precondition(lambda self: payments.payments_waiting(actor=self.k5.anna).count > 0)
    @rule()
    def send(self) -> None:
        batch = self.k5.make()
        file = self.k5.release(batch)
        for block in read_payment_file(file).blocks:
            self.sent[block.iban, batch] = (block.payment_id, in_file(file, block.iban))

    @rule(number=st.integers(0, 9), whole=st.booleans())
    def free(self, number: int, whole: bool) -> None:
        with entered(self.k5.anna):
            released = list(Payment.records.of(self.k5.anna).filter(state="released").order_by("id"))
        if released:
            one = released[number % len(released)]
            about = {"batch": one.batch_id} if whole else {"payment": one.id}
            self.agree("free", **about)

    def agree(self, kind: str, **about: uuid.UUID | None) -> None:
        asked = payments.ask_correction(actor=self.k5.anna, kind=kind, reason="x", at=READ, **about)
        payments.confirm_correction(actor=self.k5.bert, correction=asked, at=READ)

    @precondition(lambda self: any(left for _, left in self.sent.values()))
    @rule(number=st.integers(0, 9), form=st.sampled_from(FORMS), part=st.booleans())
    def carry_out(self, number: int, form: str, part: bool) -> None:
        """The bank debits a block that it was sent, or the first half of it."""
        keys = [key for key, (_, left) in self.sent.items() if left]
        key = keys[number % len(keys)]
        block, left = self.sent[key]
        chosen = left[: (len(left) + 1) // 2] if part else left
        self.sent[key] = (block, left[len(chosen) :])
        self.paid += [(key[0], each) for each in chosen]
        amount = Euro.total(each.amount for each in chosen if each.amount)
        batch = camt.Batch("", block)
        if form == "by name":
            for each in chosen:
                self.book(key[0], each.amount or Euro(0), TOMORROW, each)
        elif form == "one amount":
            self.book(key[0], amount, TOMORROW, batch=batch)
        elif form == "names in one amount":
            self.book(key[0], amount, TOMORROW, *chosen, batch=batch)
        elif form == "ids without amounts":
            self.book(key[0], amount, TOMORROW, *(replace(each, amount=None) for each in chosen), batch=batch)
        else:
            bare = [
                replace(each, end_to_end_id="", message_id="", counterparty_iban="", payment_id=block)
                for each in chosen
            ]
            self.book(key[0], amount, TOMORROW, *bare, batch=batch)

    @precondition(lambda self: self.paid)
    @rule(number=st.integers(0, 9), fee=st.sampled_from([0, 0, 0, 100]))
    def give_back(self, number: int, fee: int) -> None:
        """The bank returns something, perhaps less a fee."""
        account, transaction = self.paid.pop(number % len(self.paid))
        returned = back(transaction)
        amount = (returned.amount or Euro(0)) - Euro(fee)
        self.book(account, amount, RETURNED_ON, replace(returned, amount=amount))

    def book(self, account: str, amount: Euro, day: date, *details: camt.Transaction, **more: object) -> None:
        entry = camt.Entry(
            amount, day, bank_reference=uuid.uuid4().hex[:30], bank_code="PMNT/ICDT/ESCT",
            transactions=details, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        self.unread.append((account, entry))
        self.moved += amount.cents

    @precondition(lambda self: self.unread)
    @rule(number=st.integers(0, 9), again=st.booleans())
    def read(self, number: int, again: bool) -> None:
        """A statement of one amount comes in, perhaps twice under two names."""
        account, entry = self.unread.pop(number % len(self.unread))
        self.hand_in(account, entry)
        if again:
            assert self.hand_in(account, entry).known

    def hand_in(self, account: str, *entries: camt.Entry) -> payments.StatementOutcome:
        made = statement(*entries, on=RETURNED_ON, account=account, name=uuid.uuid4().hex[:8])
        outcome = payments.upload_statement(
            actor=self.k5.anna, name="a.xml", content=bank_file(made), at=READ + timedelta(days=2)
        )
        self.check()
        return outcome

    @rule(number=st.integers(0, 9))
    def link(self, number: int) -> None:
        """Two payers say that a waiting amount is the payment it names, where that can be."""
        entries = payments.unknown_entries(actor=self.k5.anna).entries
        named = [each for each in entries if each.payment_id and not each.difference]
        if named:
            entry = named[number % len(named)]
            kind = "paid" if entry.amount < Euro(0) else "returned"
            try:
                self.agree(kind, entry=entry.id, payment=entry.payment_id)
            except (payments.UnsoundBatch, IllegalMove):
                return
            self.check()

    def check(self) -> None:
        """What was read and does not wait is what the payments say; no source is paid twice; all that waits says of what it is."""
        with entered(self.k5.anna):
            rows = list(Payment.records.of(self.k5.anna))
        waiting = payments.unknown_entries(actor=self.k5.anna, size=500).entries
        unread = sum(entry.amount.cents for _, entry in self.unread)
        matched = self.moved - unread - sum(each.amount.cents for each in waiting)
        in_books = sum(
            (each.amount_cents if each.returned_on else 0) - (each.amount_cents if each.paid_on else 0)
            for each in rows
        )
        assert matched == in_books
        live = [each.source_id for each in rows if each.state in LIVE]
        assert len(live) == len(set(live))
        assert not [each for each in waiting if each.amount < Euro(0) and each.why.startswith("No payment")]

    def teardown(self) -> None:
        """In the end the bank carries out all it has, and everything is read."""
        for (account, _), (block, left) in self.sent.items():
            if left:
                amount = Euro.total(each.amount for each in left if each.amount)
                self.book(account, amount, TOMORROW, batch=camt.Batch("", block))
        self.sent.clear()
        for account in ACCOUNTS.values():
            unread = [entry for iban, entry in self.unread if iban == account]
            self.unread = [each for each in self.unread if each[0] != account]
            if unread:
                self.hand_in(account, *unread)
        self.check()


@pytest.mark.django_db
def test_what_the_bank_moved_is_what_the_books_say_or_waits() -> None:
    run_state_machine_as_test(
        Money,
        settings=settings(
            settings(),
            max_examples=min(settings().max_examples, 8),
            stateful_step_count=8,
            suppress_health_check=list(HealthCheck),
            deadline=None,
        ),
    )
