"""Who decides in which order is data of the organisation, from a day on."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests.world import (
    KINDS,
    SINCE,
    TODAY,
    World,
    agree_on_kind,
    agree_on_rules,
    employ,
    journey,
    purchase,
    set_up_claims,
)

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import Approver, ChainStep
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.kernel import Euro

SSC = ChainStep("ssc", Approver.SSC)
MANAGER = ChainStep("manager", Approver.MANAGER)
BUDGET = ChainStep("budget", Approver.FUNCTION, function="budget_holder")


def waits_for(world: World, claim: object) -> str:
    view = claims.claim_view(actor=world.system, claim=claim, on=TODAY)  # type: ignore[arg-type]
    return view.open_step.name if view.open_step else view.state


def asked(who: Actor) -> list[object]:
    return [row.id for row in claims.claims_to_decide(actor=who, on=TODAY).rows]


def test_the_budget_holder_of_the_unit_goes_before_that_of_the_organisation(world: World) -> None:
    first = world.first
    set_up_claims(world.system, first.id, chain=(BUDGET, SSC))
    hall = organisations.add_unit(
        actor=world.system, organisation=first.id, code="BZ", name="Burgerzaken", at=world.at
    )
    for holder, unit in ((first.bert, first.unit), (first.piet, None)):
        access.assign_function(
            actor=world.system,
            person=holder.person,
            function="budget_holder",
            unit=unit,
            since=SINCE,
            at=world.at,
        )
    elsewhere = employ(world.system, first.id, hall, "Noor Smit", first.jan.person, Role.EMPLOYEE)
    finance, civil = world.submitted(first.anna, journey()), world.submitted(elsewhere, journey())
    assert (asked(first.bert), asked(first.piet)) == ([finance], [civil])
    claims.approve_claim(actor=first.bert, claim=finance, at=world.at)
    claims.approve_claim(actor=first.piet, claim=civil, at=world.at)
    assert {waits_for(world, claim) for claim in (finance, civil)} == {"ssc"}


@pytest.mark.parametrize(
    ("lines", "steps"),
    [
        ((journey("42"),), ["manager", "ssc"]),
        ((journey("435"),), ["manager", "director", "ssc"]),  # € 100,05
        ((journey("434.7"),), ["manager", "ssc"]),  # € 99,98
        (
            (journey("42"), claims.Line("transit", TODAY, "Trein", Euro.of("9.00"))),
            ["manager", "travel", "ssc"],
        ),
    ],
    ids=["small", "from a hundred", "just under", "by train"],
)
def test_steps_have_conditions_on_amount_and_kind(
    world: World, lines: tuple[claims.Line, ...], steps: list[str]
) -> None:
    chain = (
        MANAGER,
        ChainStep("director", Approver.FUNCTION, function="director", from_amount=Euro.of("100")),
        ChainStep("travel", Approver.FUNCTION, function="travel_desk", kinds=frozenset({"transit"})),
        SSC,
    )
    set_up_claims(world.system, world.first.id, chain=chain)
    claim = world.submitted(world.first.anna, *lines)
    view = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
    assert [step.name for step in view.steps] == steps


def test_the_service_centre_may_check_before_the_manager(world: World) -> None:
    set_up_claims(world.system, world.first.id, chain=(SSC, MANAGER))
    claim = world.submitted(world.first.anna)
    assert (waits_for(world, claim), asked(world.first.jan)) == ("ssc", [])
    world.check(claim)
    assert (waits_for(world, claim), asked(world.first.jan)) == ("manager", [claim])
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    assert waits_for(world, claim) == "approved"


def test_who_was_never_asked_does_not_see_what_was_returned_before(world: World) -> None:
    first = world.first
    set_up_claims(world.system, first.id, chain=(MANAGER, BUDGET, SSC))
    access.assign_function(
        actor=world.system, person=first.bert.person, function="budget_holder", since=SINCE, at=world.at
    )
    claim = world.submitted(first.anna)
    claims.return_claim(actor=first.jan, claim=claim, question="Welke cursus?", at=world.at)
    page = claims.claims(actor=first.bert, on=TODAY, narrow=claims.ClaimFilter())
    assert page.rows == ()


def test_under_the_threshold_a_claim_passes_without_approval(world: World) -> None:
    set_up_claims(world.system, world.first.id, threshold=Euro.of("25"), chain=(MANAGER, SSC))
    small = world.submitted(world.first.anna, journey("42"))
    large = world.submitted(world.first.anna, journey("150"))
    assert (waits_for(world, small), waits_for(world, large)) == ("approved", "manager")
    assert claims.claim_view(actor=world.first.anna, claim=small, on=TODAY).passed_small


def test_under_the_threshold_the_steps_that_stay_still_wait(world: World) -> None:
    set_up_claims(world.system, world.first.id, threshold=Euro.of("25"))
    claim = world.submitted(world.first.anna, journey("42"))
    assert (waits_for(world, claim), asked(world.first.jan)) == ("ssc", [])


def test_a_chain_that_leaves_some_amount_to_nobody_is_refused(world: World) -> None:
    gap = (
        ChainStep("manager", Approver.MANAGER, below_amount=Euro.of("100")),
        ChainStep("director", Approver.FUNCTION, function="director", from_amount=Euro.of("200")),
    )
    with pytest.raises(Refused, match="nobody would decide") as refused:
        set_up_claims(world.system, world.first.id, chain=gap)
    assert refused.value.values == {"gap_cents": 10000}


def test_rules_change_on_a_day_and_what_was_handed_in_keeps_its_own(world: World) -> None:
    first, later = world.first, TODAY + timedelta(days=8)
    before = world.submitted(first.anna, journey())
    agree_on_rules(first, since=later, chain=(SSC,), at=world.at)
    after = world.submitted(first.anna, journey(), at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert (waits_for(world, before), waits_for(world, after)) == ("manager", "ssc")
    claims.approve_claim(actor=first.jan, claim=before, at=world.at + timedelta(days=9))
    assert waits_for(world, before) == "ssc"


def test_the_past_keeps_its_rules(world: World) -> None:
    first = world.first
    with pytest.raises(Refused, match="from tomorrow at the earliest"):
        agree_on_kind(first, KINDS[0], since=TODAY - timedelta(days=1), at=world.at)
    with pytest.raises(Refused, match="Only an administrator"):
        claims.propose_kind(
            actor=first.jan,
            organisation=first.id,
            since=TODAY + timedelta(days=1),
            kind=KINDS[0],
            position=0,
            at=world.at,
        )


def test_a_kilometre_costs_what_it_did_on_the_day_of_the_journey(world: World) -> None:
    old, new = date(2026, 11, 22), TODAY
    dearer = claims.KindRule(
        "car", "Reis met eigen auto", "Journey by own car", claims.Basis.DISTANCE, rate=Decimal("0.25")
    )
    agree_on_kind(world.first, dearer, since=new, at=world.at - timedelta(days=1))
    claim = world.submitted(world.first.anna, journey("100", old), journey("100", new))
    view = claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY)
    assert [line.amount for line in view.lines] == [Euro.of("23.00"), Euro.of("25.00")]
    assert view.total == Euro.of("48.00")


def test_a_kind_that_ended_is_refused_for_a_day_after_and_kept_for_a_day_before(world: World) -> None:
    before = world.at - timedelta(days=1)
    agree_on_kind(world.first, KINDS[2], since=TODAY, at=before, position=2, offered=False)
    content = claims.Content(
        iban="NL44RABO0123456789",
        lines=(purchase(day=TODAY - timedelta(days=1)), purchase("12.00", TODAY)),
    )
    claim = claims.start_claim(actor=world.first.anna, key="een", at=world.at)
    found = claims.weigh_content(actor=world.first.anna, claim=claim, content=content, on=TODAY).findings
    assert [f.place for f in found if f.code == "claim.kind_unknown"] == ["lines.1.kind"]
