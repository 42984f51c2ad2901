"""A claim that is back at its employee, while the bank carries out after all what was freed: paid once, and not lost."""

import uuid
from datetime import timedelta

import pytest
from tests.capabilities.payments.bank import bank_file, booked, sent, statement
from tests.scenarios.paying import ACCOUNT, DAY, read, released
from tests.world import IBANS, TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments

LATER = 3 * DAY


def freed_and_returned(world: World) -> uuid.UUID:
    """The bank seems not to have carried it out, and a clerk asks the employee for the right account."""
    claim = world.approved(world.first.anna, journey("100"))
    file = released(world)
    payment = payments.payment_of(actor=world.payer, source_type=claims.SOURCE, source_id=claim)
    assert payment is not None
    correct(world, kind="free", payment=payment.payment_id)
    claims.return_claim(actor=world.clerk, claim=claim, question="Klopt de rekening?", at=world.at)
    _FILES[claim] = file
    return claim


_FILES: dict[uuid.UUID, bytes] = {}


def correct(world: World, *, kind: str, **about: uuid.UUID | None) -> None:
    asked = payments.ask_correction(
        actor=world.payer, kind=kind, reason="Gebeld", at=world.at + LATER, **about
    )
    payments.confirm_correction(actor=world.paula, correction=asked, at=world.at + LATER)


def paid_after_all(world: World, claim: uuid.UUID) -> None:
    """The bank books the first payment, and two payers say that it is that."""
    (first,) = sent(_FILES.pop(claim), ACCOUNT)
    day = (world.at + DAY).date()
    content = bank_file(statement(booked(first, uuid.uuid4().hex[:30], day), on=day, account=ACCOUNT))
    assert read(world, content, world.at + LATER).twice == 1
    (entry,) = payments.unknown_entries(actor=world.payer).entries
    correct(world, kind="paid", entry=entry.id, payment=entry.payment_id)


def handed_in_again(world: World, claim: uuid.UUID, *, iban: str = IBANS[1], kilometres: str = "100") -> None:
    content = claims.Content("Scholing", iban, (journey(kilometres),))
    claims.save_draft(actor=world.first.anna, claim=claim, content=content, at=world.at)
    claims.submit_claim(actor=world.first.anna, claim=claim, key=uuid.uuid4().hex, at=world.at)


def state(world: World, claim: uuid.UUID) -> str:
    return claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY + timedelta(days=4)).state


def waiting(world: World) -> int:
    return payments.payments_waiting(actor=world.payer).count


def test_a_claim_that_lies_with_its_employee_is_paid(world: World) -> None:
    claim = freed_and_returned(world)
    paid_after_all(world, claim)
    assert (state(world, claim), waiting(world)) == ("paid", 0)


def test_a_claim_that_was_changed_meanwhile_waits_and_is_not_paid_another_amount(world: World) -> None:
    claim = freed_and_returned(world)
    content = claims.Content("Scholing", IBANS[1], (journey("50"),))
    claims.save_draft(actor=world.first.anna, claim=claim, content=content, at=world.at)
    paid_after_all(world, claim)
    assert state(world, claim) == "returned"
    claims.submit_claim(actor=world.first.anna, claim=claim, key=uuid.uuid4().hex, at=world.at)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    with pytest.raises(claims.ClaimNotReady) as refused:
        world.check(claim)
    assert [finding.code for finding in refused.value.findings] == ["claim.paid_otherwise"]
    assert (state(world, claim), waiting(world)) == ("in_approval", 0)


@pytest.mark.parametrize("iban", [IBANS[1], "NL02ABNA0123456789"])
def test_a_claim_that_was_handed_in_again_is_paid_when_it_is_approved_and_not_twice(
    world: World, iban: str
) -> None:
    claim = freed_and_returned(world)
    handed_in_again(world, claim, iban=iban)
    paid_after_all(world, claim)
    assert state(world, claim) == "in_approval"
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    world.check(claim)
    assert (state(world, claim), waiting(world)) == ("paid", 0)
    seen = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY + timedelta(days=4))
    told = [event.event for event in seen.timeline]
    assert told.index(claims.ClaimAct.APPROVED) < told.index(claims.ClaimAct.PAID)


def test_a_claim_that_waits_to_be_paid_anew_is_paid_by_the_first_one(world: World) -> None:
    claim = freed_and_returned(world)
    handed_in_again(world, claim)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    world.check(claim)
    assert waiting(world) == 1
    (first,) = sent(_FILES.pop(claim), ACCOUNT)
    day = (world.at + DAY).date()
    content = bank_file(statement(booked(first, "B1", day), on=day, account=ACCOUNT))
    outcome = read(world, content, world.at + LATER)
    assert (outcome.paid, outcome.stopped, state(world, claim), waiting(world)) == (1, 1, "paid", 0)
