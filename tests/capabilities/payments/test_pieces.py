"""A large statement is decided on in pieces, and comes to what it comes to at once."""

from datetime import timedelta

import pytest
from tests.capabilities.payments.bank import back, bank_file, booked, sent, statement
from tests.capabilities.payments.world import READ, SCHOONHOVEN, TOMORROW, Cooperation, Ear

from bodemplaat.capabilities.payments import api as payments
from bodemplaat.capabilities.payments.commands import pieces
from bodemplaat.capabilities.payments.models import Entry, Payment, Statement
from bodemplaat.formats import camt
from bodemplaat.foundation.tenancy.api import entered
from bodemplaat.kernel import Euro

AMOUNTS = [f"{10 + number}.00" for number in range(12)]


def told(k5: Cooperation) -> bytes:
    """Twelve payments and what the bank tells of them: all paid, one given back, one told twice."""
    k5.owe("Schoonhoven", *AMOUNTS)
    out = sent(k5.release(k5.make()), SCHOONHOVEN)
    entries = [booked(each, f"B{number}") for number, each in enumerate(out)]
    entries += [booked(back(out[2]), "R"), booked(out[3], "twice")]
    return bank_file(statement(*entries, account=SCHOONHOVEN))


def states(k5: Cooperation) -> list[str]:
    """Where the payments stand."""
    with entered(k5.anna):
        return list(Payment.records.of(k5.anna).values_list("state", flat=True))


@pytest.mark.parametrize("at_a_time", [1, 5, 2_500])
def test_a_statement_comes_to_the_same_however_many_lines_are_decided_on_together(
    k5: Cooperation, ear: Ear, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    monkeypatch.setattr(pieces, "AT_A_TIME", at_a_time)
    content = told(k5)
    outcome = payments.upload_statement(actor=k5.anna, name="a.xml", content=content, at=READ)
    assert (outcome.entries, outcome.paid, outcome.returned, outcome.unknown) == (14, 12, 1, 1)
    assert sorted(states(k5)) == ["paid"] * 11 + ["returned"]
    assert sum(len(ids) for ids, _ in ear.heard_paid) == 12
    with entered(k5.anna):
        whys = Entry.records.of(k5.anna).filter(state="waiting").values_list("why", flat=True)
        assert list(whys) == ["paid_already"]


def test_all_that_is_too_early_is_told_at_once_and_nothing_of_it_is_kept(
    k5: Cooperation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "AT_A_TIME", 2)
    k5.owe("Schoonhoven", *AMOUNTS)
    out = sent(k5.release(k5.make()), SCHOONHOVEN)
    early = (0, 7)
    days = [TOMORROW - timedelta(days=2 if number in early else 0) for number in range(len(out))]
    entries = [booked(each, f"B{number}", on=day) for number, (each, day) in enumerate(zip(out, days, strict=True))]  # fmt: skip
    content = bank_file(statement(*entries, account=SCHOONHOVEN))
    with pytest.raises(payments.UnusableStatement) as no:
        payments.upload_statement(actor=k5.anna, name="a.xml", content=content, at=READ)
    assert [each.code for each in no.value.findings] == ["payments.before_release"] * len(early)
    assert set(states(k5)) == {"released"}
    with entered(k5.anna):
        assert not Statement.records.of(k5.anna).exists()


def test_a_file_that_was_read_is_known_by_its_bytes_and_tells_as_much(k5: Cooperation) -> None:
    content = told(k5)
    payments.upload_statement(actor=k5.anna, name="a.xml", content=content, at=READ)
    again = payments.upload_statement(actor=k5.anna, name="b.xml", content=content, at=READ)
    with entered(k5.anna):
        Statement.records.of(k5.anna).update(amounts=None)  # as one that was read by an earlier build
    anew = payments.upload_statement(actor=k5.anna, name="b.xml", content=content, at=READ)
    assert again.already_read
    assert (again.entries, again.known) == (14, 14)
    assert anew == again


def test_an_account_that_came_since_makes_a_known_file_worth_reading(k5: Cooperation) -> None:
    k5.owe("Schoonhoven", "10.00")
    out = sent(k5.release(k5.make()), SCHOONHOVEN)
    vlist = "NL44RABO0123456789"
    received = camt.Entry(Euro.of("5.00"), TOMORROW, bank_reference="V1")
    content = bank_file(
        statement(booked(out[0], "B1"), account=SCHOONHOVEN), statement(received, account=vlist)
    )
    first = payments.upload_statement(actor=k5.anna, name="a.xml", content=content, at=READ)
    assert (first.accounts, first.entries) == ((SCHOONHOVEN,), 1)
    member = k5.municipalities["Vlist"]
    payments.add_bank_account(
        actor=member, organisation=member.organisation_id, iban=vlist, name="Gemeente Vlist", at=READ
    )
    second = payments.upload_statement(actor=k5.anna, name="a.xml", content=content, at=READ)
    assert not second.already_read
    assert (second.accounts, second.unknown) == (tuple(sorted((SCHOONHOVEN, vlist))), 1)
