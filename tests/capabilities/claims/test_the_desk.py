"""What a clerk is told and may do at the desk."""

import uuid
from collections.abc import Callable

import pytest
from tests.world import TODAY, World, purchase, receipt

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.tenancy.api import NotFound


def at_the_desk(world: World) -> uuid.UUID:
    claim = world.submitted(world.first.anna)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    return claim


def test_the_same_receipt_and_the_same_cost_are_told_with_the_claim_they_stand_in(world: World) -> None:
    anna, bill = world.first.anna, receipt("green")
    made = []
    for _ in range(2):
        claim = world.draft(anna, purchase())
        claims.attach_evidence(actor=anna, claim=claim, position=0, name="bon.jpg", content=bill, at=world.at)
        claims.submit_claim(actor=anna, claim=claim, key=uuid.uuid4().hex, at=world.at)
        made.append(claim)
    told = claims.alike_to(actor=world.clerk, claim=made[1], on=TODAY)
    assert {(a.position, a.same_receipt, a.claim) for a in told} == {
        (0, True, made[0]),
        (0, False, made[0]),
    }
    assert claims.alike_to(actor=world.clerk, claim=at_the_desk(world), on=TODAY) == ()


def test_nobody_is_told_of_claims_elsewhere(world: World, elsewhere: World) -> None:
    with pytest.raises(NotFound):
        claims.alike_to(actor=elsewhere.clerk, claim=at_the_desk(world), on=TODAY)


def test_what_a_colleague_works_on_is_decided_by_that_colleague(world: World) -> None:
    claim = at_the_desk(world)
    claims.take_claim(actor=world.kim, claim=claim, at=world.at)
    bookings = {0: ("0.4", "6100")}
    decisions: tuple[Callable[[], None], ...] = (
        lambda: claims.take_claim(actor=world.clerk, claim=claim, at=world.at),
        lambda: claims.book_claim(actor=world.clerk, claim=claim, bookings=bookings, at=world.at),
        lambda: claims.return_claim(actor=world.clerk, claim=claim, question="Welke?", at=world.at),
        lambda: claims.reject_claim(actor=world.clerk, claim=claim, reason="Dubbel.", at=world.at),
    )
    for decide in decisions:
        with pytest.raises(claims.TakenByColleague):
            decide()
    claims.release_claim(actor=world.clerk, claim=claim, at=world.at)
    world.check(claim)
    assert claims.claim_view(actor=world.clerk, claim=claim, on=TODAY).state == "approved"
