"""Substitutes, and the fallback function where the manager is not known: never nobody, never the claimant."""

import itertools
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import TODAY, World, employ, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

WEEK = timedelta(days=7)
TOMORROW = TODAY + timedelta(days=1)


def stands_in(
    world: World, substitute: Actor, absent: Actor, since: date = TODAY, until: date = TODAY + WEEK
) -> UUID:
    return access.name_substitute(
        actor=world.system,
        absent=absent.person,
        substitute=substitute.person,
        since=since,
        until=until,
        at=world.at,
    )


def asked(who: Actor, on: date = TODAY) -> list[UUID]:
    return [row.id for row in claims.claims_to_decide(actor=who, on=on).rows]


def test_without_a_known_manager_the_fallback_function_decides(world: World) -> None:
    first = world.first
    newcomer = employ(world.system, first.id, first.unit, "Noor Smit", None, Role.EMPLOYEE)
    claim = world.submitted(newcomer, journey())
    view = claims.claim_view(actor=newcomer, claim=claim, on=TODAY)
    assert view.open_step is not None
    assert (view.state, view.open_step.function) == ("in_approval", "fallback_approver")
    assert (asked(first.jan), asked(first.piet)) == ([], [claim])
    claims.approve_claim(actor=first.piet, claim=claim, at=world.at)


def test_without_manager_and_without_fallback_nothing_passes_by_itself(world: World) -> None:
    first = world.first
    (held,) = (
        view
        for view in access.assignments_of(actor=first.ad, people=[first.piet.person], on=TODAY)[
            first.piet.person
        ]
        if view.function
    )
    access.end_function(actor=first.ad, assignment=held.id, until=TODAY, at=world.at)
    newcomer = employ(world.system, first.id, first.unit, "Noor Smit", None, Role.EMPLOYEE)
    claim = world.submitted(newcomer, journey())
    assert claims.claim_view(actor=newcomer, claim=claim, on=TODAY).state == "in_approval"
    assert asked(first.piet) == []
    assert claims.desk_queue(actor=world.clerk).rows == ()


def test_a_substitute_decides_while_the_manager_is_away(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna)
    stands_in(world, first.bert, first.jan, since=TOMORROW, until=TOMORROW + WEEK)
    with pytest.raises(NotFound):
        claims.approve_claim(actor=first.bert, claim=claim, at=world.at)
    reason = claims.why_asked(actor=first.bert, claims=[claim], on=TOMORROW)[claim]
    assert (reason.capacity, reason.absent_name) == (claims.Capacity.STAND_IN, "Jan de Vries")
    claims.approve_claim(actor=first.bert, claim=claim, at=world.at + timedelta(days=1))
    decided = claims.claim_view(actor=first.anna, claim=claim, on=TOMORROW).timeline[-1]
    assert (decided.event, decided.person_name) == ("claim.step_approved", "Bert Hendriks")


def test_who_stood_in_no_longer_does_when_the_manager_is_back(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna)
    stands_in(world, first.bert, first.jan, until=TOMORROW)
    assert asked(first.bert) == [claim]
    with pytest.raises(NotFound):
        claims.approve_claim(actor=first.bert, claim=claim, at=world.at + timedelta(days=1))
    assert asked(first.jan, TOMORROW) == [claim]


def test_a_substitution_taken_back_holds_no_longer(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna)
    substitution = stands_in(world, first.bert, first.jan)
    access.end_substitution(actor=first.jan, substitution=substitution, at=world.at)
    with pytest.raises(NotFound):
        claims.approve_claim(actor=first.bert, claim=claim, at=world.at)


def test_a_manager_claims_and_his_own_manager_decides(world: World) -> None:
    claim = world.submitted(world.first.jan, journey())
    assert asked(world.first.jan) == []
    assert asked(world.first.piet) == [claim]


def test_the_substitute_is_the_claimant(world: World) -> None:
    first = world.first
    stands_in(world, first.anna, first.jan)
    claim = world.submitted(first.anna)
    with pytest.raises(claims.NotYourOwnClaim):
        claims.approve_claim(actor=first.anna, claim=claim, at=world.at)
    assert (asked(first.anna), asked(first.piet)) == ([], [claim])
    claims.approve_claim(actor=first.piet, claim=claim, at=world.at)


def test_a_chain_of_substitutes_leads_back_to_the_claimant(world: World) -> None:
    first = world.first
    stands_in(world, first.bert, first.jan)
    stands_in(world, first.anna, first.bert)
    claim = world.submitted(first.anna)
    assert (asked(first.anna), asked(first.piet)) == ([], [claim])
    with pytest.raises(claims.NotYourOwnClaim):
        claims.approve_claim(actor=first.anna, claim=claim, at=world.at)
    claims.approve_claim(actor=first.piet, claim=claim, at=world.at)


def test_a_circle_of_substitutes_ends_at_the_fallback_function(world: World) -> None:
    first = world.first
    stands_in(world, first.bert, first.jan)
    stands_in(world, first.jan, first.bert)
    claim = world.submitted(first.anna)
    assert asked(first.piet) == [claim]


def test_nobody_stands_in_from_another_municipality(world: World) -> None:
    with pytest.raises(NotFound):
        access.name_substitute(
            actor=world.first.jan,
            absent=world.first.jan.person,
            substitute=world.second.bert.person,
            since=TODAY,
            until=TOMORROW,
            at=world.at,
        )


def test_only_oneself_or_the_administrator_names_a_substitute(world: World) -> None:
    first = world.first
    with pytest.raises(Refused, match="administrator"):
        access.name_substitute(
            actor=first.anna,
            absent=first.jan.person,
            substitute=first.anna.person,
            since=TODAY,
            until=TOMORROW,
            at=world.at,
        )


PEOPLE = ("anna", "bert", "jan", "piet", "carla")
PAIRS = [pair for pair in itertools.product(PEOPLE, repeat=2) if pair[0] != pair[1]]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(away=st.lists(st.sampled_from(PAIRS), max_size=5, unique=True), claimant=st.sampled_from(PEOPLE))
def test_however_they_stand_in_for_one_another_the_claimant_never_decides(
    world: World, away: list[tuple[str, str]], claimant: str
) -> None:
    """Law: a claim that was handed in waits for somebody else, in every tangle of substitutes."""
    with transaction.atomic():
        people = {name: getattr(world.first, name) for name in PEOPLE}
        for absent, substitute in away:
            stands_in(world, people[substitute], people[absent])
        claim = world.submitted(people[claimant], journey())
        view = claims.claim_view(actor=people[claimant], claim=claim, on=TODAY)
        assert (view.state, claims.ClaimAct.STEP_APPROVED in view.actions) == ("in_approval", False)
        assert claim not in asked(people[claimant])
        with pytest.raises(claims.NotYourOwnClaim):
            claims.approve_claim(actor=people[claimant], claim=claim, at=world.at)
        for name in set(PEOPLE) - {claimant}:
            if claim in asked(people[name]):
                with transaction.atomic():
                    claims.approve_claim(actor=people[name], claim=claim, at=world.at)
                    transaction.set_rollback(True)
        transaction.set_rollback(True)
