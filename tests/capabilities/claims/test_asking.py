"""Why a claim waits for somebody, and what a draft would come to: what the pages ask of the door."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import IBANS, MONDAY, SINCE, TODAY, World, journey, set_up_claims

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access import api as access
from bodemplaat.kernel import Euro


def stand_in(world: World, absent: object, substitute: object) -> None:
    access.name_substitute(
        actor=world.system,
        absent=absent.person,  # type: ignore[attr-defined]
        substitute=substitute.person,  # type: ignore[attr-defined]
        since=TODAY,
        until=TODAY + timedelta(days=7),
        at=MONDAY,
    )


def test_the_manager_and_who_stands_in_each_hear_their_own_reason(world: World) -> None:
    claim = world.submitted(world.first.anna)
    stand_in(world, world.first.jan, world.first.bert)
    asked = {
        name: claims.why_asked(actor=actor, claims=[claim], on=TODAY)
        for name, actor in (("jan", world.first.jan), ("bert", world.first.bert), ("piet", world.first.piet))
    }
    assert asked == {
        "jan": {claim: claims.Reason(claims.Capacity.MANAGER)},
        "bert": {claim: claims.Reason(claims.Capacity.STAND_IN, absent_name="Jan de Vries")},
        "piet": {},
    }


def test_a_function_is_named_also_to_who_stands_in_for_its_holder(world: World) -> None:
    chain = (claims.ChainStep("budget", claims.Approver.FUNCTION, function="budget_holder"),)
    set_up_claims(world.system, world.first.id, chain=chain)
    access.assign_function(
        actor=world.system, person=world.first.piet.person, function="budget_holder", since=SINCE, at=MONDAY
    )
    claim = world.submitted(world.first.anna)
    stand_in(world, world.first.piet, world.first.jan)
    reason = claims.why_asked(actor=world.first.piet, claims=[claim], on=TODAY)[claim]
    assert reason == claims.Reason(claims.Capacity.FUNCTION, function="budget_holder")
    reason = claims.why_asked(actor=world.first.jan, claims=[claim], on=TODAY)[claim]
    assert reason == claims.Reason(
        claims.Capacity.STAND_IN_FUNCTION, absent_name="Piet de Boer", function="budget_holder"
    )


def test_what_is_typed_is_priced_without_being_kept(world: World) -> None:
    claim = world.draft(world.first.anna)
    content = claims.Content(iban=IBANS[1], lines=(journey("100"), journey("10")))
    priced = claims.weigh_content(actor=world.first.anna, claim=claim, content=content, on=TODAY).content
    assert [line.amount for line in priced.lines] == [Euro.of("23"), Euro.of("2.30")]
    assert claims.claim_view(actor=world.first.anna, claim=claim, on=TODAY).total == Euro.of("34.20")


def test_ones_claims_by_whose_turn_it_is(world: World) -> None:
    anna = world.first.anna
    draft, under_way, done = world.draft(anna), world.submitted(anna), world.submitted(anna)
    claims.withdraw_claim(actor=anna, claim=done, at=world.at)
    found = {
        group: {row.id for row in claims.my_claims(actor=anna, group=group).rows}
        for group in (*claims.GROUPS, "")
    }
    assert found == {
        "to_do": {draft},
        "under_way": {under_way},
        "open": {draft, under_way},
        "done": {done},
        "": {draft, under_way, done},
    }


def test_approving_several_holds_each_to_what_was_seen(world: World) -> None:
    anna, jan = world.first.anna, world.first.jan
    same, changed = world.submitted(anna), world.submitted(anna)
    claims.return_claim(actor=jan, claim=changed, question="Welke cursus?", at=world.at)
    claims.submit_claim(actor=anna, claim=changed, key="weer", at=world.at)
    outcomes = claims.approve_claims(
        actor=jan, claims=[same, changed], seen_rounds={same: 1, changed: 1}, at=world.at
    )
    assert [type(outcome.refusal) for outcome in outcomes] == [type(None), claims.ChangedMeanwhile]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_several_groups_at_once_are_the_same_pages(world: World, size: int) -> None:
    anna = world.first.anna
    world.draft(anna)
    for _ in range(3):
        world.submitted(anna)
    claims.withdraw_claim(actor=anna, claim=world.submitted(anna), at=world.at)
    world.submitted(world.first.bert)
    at_once = claims.my_claims_by_group(actor=anna, counts=dict.fromkeys(claims.GROUPS, size))
    assert at_once == {
        group: claims.my_claims(actor=anna, group=group, count=size) for group in claims.GROUPS
    }


def test_several_groups_at_once_cost_the_same_as_one(world: World) -> None:
    anna = world.first.anna
    for _ in range(2):
        world.draft(anna)
        world.submitted(anna)

    def statements(*groups: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            claims.my_claims_by_group(actor=anna, counts=dict.fromkeys(groups, 5))
        return len(captured)

    statements("to_do")
    assert statements(*claims.GROUPS) == statements("to_do")
