"""Four eyes are those of two human beings, whatever hats they wear."""

from datetime import timedelta

import pytest
from tests.scenarios.paying import paid, sent_back
from tests.world import SINCE, TODAY, World, another_hat, employ, journey, set_up_claims

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.payments import api as payments
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

CLERK_ACTS = ("take", "book", "approve", "return", "reject")


def state_of(world: World, claim: object) -> str:
    return claims.claim_view(actor=world.system, claim=claim, on=TODAY).state  # type: ignore[arg-type]


def act_of_clerk(act: str, clerk: Actor, claim: object, world: World) -> None:
    given = {"actor": clerk, "claim": claim, "at": world.at}
    match act:
        case "take":
            claims.take_claim(**given)  # type: ignore[arg-type]
        case "book":
            claims.book_claim(**given, bookings={0: ("0.4", "6100")})  # type: ignore[arg-type]
        case "approve":
            claims.approve_claim(**given)  # type: ignore[arg-type]
        case "return":
            claims.return_claim(**given, question="Waarom?")  # type: ignore[arg-type]
        case "reject":
            claims.reject_claim(**given, reason="Daarom.")  # type: ignore[arg-type]


def carlijn_at_nederlek(world: World) -> Actor:
    """The clerk of the service centre also works for a municipality: two persons, one account."""
    return employ(
        world.system,
        world.first.id,
        world.first.unit,
        "Carlijn Bakker",
        world.first.jan.person,
        Role.EMPLOYEE,
        user=world.clerk.user_id,
    )


@pytest.mark.parametrize(
    "role", [Role.EMPLOYEE, Role.MANAGER, Role.ADMINISTRATOR, Role.CONTROLLER], ids=lambda role: role.value
)
def test_not_in_any_other_role_either(world: World, role: Role) -> None:
    first = world.first
    claim = world.submitted(first.jan, journey())
    hat = first.jan if role is Role.MANAGER else another_hat(world.system, first.jan, role)
    with pytest.raises(claims.NotYourOwnClaim):
        claims.approve_claim(actor=hat, claim=claim, at=world.at)
    assert state_of(world, claim) == "in_approval"
    claims.approve_claim(actor=first.piet, claim=claim, at=world.at)


def test_an_administrator_cannot_arrange_his_own_approval(world: World) -> None:
    ad, jan = world.first.ad, world.first.jan
    claim = world.submitted(ad, journey())
    with pytest.raises(claims.NotYourOwnClaim):
        claims.approve_claim(actor=ad, claim=claim, at=world.at)
    with pytest.raises(Refused, match="Nobody changes their own"):
        access.assign_function(
            actor=ad, person=ad.person, function="fallback_approver", since=TODAY, at=world.at
        )
    with pytest.raises(Refused, match="Nobody changes their own"):
        access.assign_role(actor=ad, person=ad.person, role=Role.MANAGER, since=TODAY, at=world.at)
    week = {"since": TODAY, "until": TODAY + timedelta(days=7)}
    with pytest.raises(Refused, match="Nobody lets themselves"):
        access.name_substitute(actor=ad, absent=jan.person, substitute=ad.person, **week, at=world.at)
    access.name_substitute(actor=jan, absent=jan.person, substitute=ad.person, **week, at=world.at)
    with pytest.raises(claims.NotYourOwnClaim):
        claims.approve_claim(actor=ad, claim=claim, at=world.at)


@pytest.mark.parametrize("act", CLERK_ACTS)
def test_a_clerk_who_also_works_for_the_municipality_keeps_off_her_own_claim(world: World, act: str) -> None:
    claim = world.submitted(carlijn_at_nederlek(world), journey())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    with pytest.raises(claims.NotYourOwnClaim):
        act_of_clerk(act, world.clerk, claim, world)
    act_of_clerk("book", world.kim, claim, world)
    act_of_clerk("approve", world.kim, claim, world)
    assert state_of(world, claim) == "approved"


def test_a_clerk_does_not_have_her_own_returned_money_paid_again(world: World) -> None:
    herself = carlijn_at_nederlek(world)
    claim = world.submitted(herself, journey())
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    act_of_clerk("book", world.kim, claim, world)
    act_of_clerk("approve", world.kim, claim, world)
    sent_back(world, paid(world))
    assert claims.claim_view(actor=world.clerk, claim=claim, on=TODAY).actions == frozenset()
    with pytest.raises(claims.NotYourOwnClaim):
        claims.pay_again(actor=world.clerk, claim=claim, at=world.at)
    with pytest.raises(claims.NotYourOwnClaim):
        claims.return_claim(actor=world.clerk, claim=claim, question="Andere rekening?", at=world.at)
    assert claims.claim_view(actor=world.kim, claim=claim, on=TODAY).actions == {
        claims.ClaimAct.RETURNED,
        claims.ClaimAct.PAY_AGAIN,
    }
    claims.pay_again(actor=world.kim, claim=claim, at=world.at)


def test_a_payer_does_not_release_money_to_himself(world: World) -> None:
    first, paula = world.first, world.paula
    himself = employ(
        world.system,
        first.id,
        first.unit,
        "Paula Mulder",
        first.jan.person,
        Role.EMPLOYEE,
        user=paula.user_id,
    )
    world.approved(himself, journey())
    batch = payments.make_batch(
        actor=world.payer, execution_date=TODAY + timedelta(days=1), key="een", at=world.at
    )
    for payer in (world.payer, paula):  # one made it, one gets money from it
        with pytest.raises(Refused):
            payments.release_batch(actor=payer, batch=batch, at=world.at)
    assert payments.batch(actor=paula, batch=batch).state == "prepared"


def test_where_the_only_one_left_is_the_claimant_it_waits(world: World) -> None:
    """Piet has no manager, and he alone holds the fallback function: nobody can decide, and nothing passes."""
    first = world.first
    claim = world.submitted(first.piet, journey())
    with pytest.raises(claims.NotYourOwnClaim):
        claims.approve_claim(actor=first.piet, claim=claim, at=world.at)
    with pytest.raises(NotFound):
        claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    assert state_of(world, claim) == "in_approval"
    access.assign_function(
        actor=first.ad, person=first.jan.person, function="fallback_approver", since=TODAY, at=world.at
    )
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)


def test_the_platform_approves_nothing(world: World) -> None:
    claim = world.submitted(world.first.anna)
    with pytest.raises(Refused, match="approves nothing by itself"):
        claims.approve_claim(actor=world.system, claim=claim, at=world.at)


def test_a_refusal_says_for_whom_it_waits(world: World) -> None:
    first = world.first
    set_up_claims(
        world.system,
        first.id,
        chain=(
            claims.ChainStep("budget", claims.Approver.FUNCTION, function="budget_holder"),
            claims.ChainStep("manager", claims.Approver.MANAGER),
            claims.ChainStep("ssc", claims.Approver.SSC),
        ),
    )
    access.assign_function(
        actor=first.ad, person=first.bert.person, function="budget_holder", since=SINCE, at=world.at
    )
    claim = world.submitted(first.anna)
    with pytest.raises(claims.NotYours, match="budget holder"):
        claims.approve_claim(actor=first.carla, claim=claim, at=world.at)
    claims.approve_claim(actor=first.bert, claim=claim, at=world.at)
    with pytest.raises(claims.NotYours, match="Jan de Vries"):
        claims.approve_claim(actor=first.bert, claim=claim, at=world.at)
    claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
    with pytest.raises(Refused, match="Only its clerks"):
        claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
