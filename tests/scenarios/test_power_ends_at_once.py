"""Who decides hangs on who can act now: what ends takes the power away at once, and the claim goes to somebody else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.database import TestDatabase
from tests.scenarios.deciding import employment, heard_by, leaves, waits_for
from tests.world import SINCE, TODAY, World, another_hat, employ, journey, set_up_claims

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.claims.api import Approver, ChainStep
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role
from bodemplaat.foundation.tenancy.days import midnight

TOMORROW = TODAY + timedelta(days=1)
FRIDAY = TODAY + timedelta(days=4)
BUDGET = ChainStep("budget", Approver.FUNCTION, function="budget_holder")
MANAGER = ChainStep("manager", Approver.MANAGER)
SSC = ChainStep("ssc", Approver.SSC)


def asked(who: Actor, on: date = TODAY) -> list[UUID]:
    return [row.id for row in claims.claims_to_decide(actor=who, on=on).rows]


def no_longer_manager(world: World, who: Actor, until: date = TODAY) -> None:
    held = access.assignments_of(actor=world.system, people=[who.person], on=TODAY)[who.person]
    (role,) = (each for each in held if each.role is Role.MANAGER)
    access.end_role(actor=world.system, assignment=role.id, until=until, at=world.at)


def gets_another_manager(world: World, who: Actor, manager: Actor | None, since: date = TODAY) -> None:
    organisations.change_manager(
        actor=world.system,
        employment=employment(world, who),
        manager=manager.person if manager else None,
        since=since,
        at=world.at,
    )


def stands_in(world: World, substitute: Actor, absent: Actor, until: date = FRIDAY) -> UUID:
    return access.name_substitute(
        actor=world.system,
        absent=absent.person,
        substitute=substitute.person,
        since=TODAY,
        until=until,
        at=world.at,
    )


ENDINGS: dict[str, Callable[[World, date], None]] = {
    "the role ends": lambda world, day: no_longer_manager(world, world.first.jan, day),
    "the job ends": lambda world, day: leaves(world, world.first.jan, day),
    "no manager any more": lambda world, day: gets_another_manager(world, world.first.anna, None, day),
    "another manager": lambda world, day: gets_another_manager(
        world, world.first.anna, world.first.piet, day
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_open_step_goes_to_another_at_once_and_the_old_manager_cannot_decide(
    world: World, ending: str
) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    assert asked(first.jan) == [claim]
    ENDINGS[ending](world, TODAY)
    assert (asked(first.jan), asked(first.piet)) == ([], [claim])
    for decide in (
        lambda: claims.approve_claim(actor=first.jan, claim=claim, seen_round=1, at=world.at),
        lambda: claims.return_claim(actor=first.jan, claim=claim, question="Welke?", at=world.at),
        lambda: claims.reject_claim(actor=first.jan, claim=claim, reason="Nee.", at=world.at),
    ):
        with pytest.raises(claims.NoLongerYours, match="no longer waits for you"):
            decide()
    claims.approve_claim(actor=first.piet, claim=claim, at=world.at)
    assert waits_for(world, world.submitted(first.anna, journey("7"))) != "Jan de Vries"


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_ends_on_friday_holds_until_then_and_not_on_friday(world: World, ending: str) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    ENDINGS[ending](world, FRIDAY)
    before, then = world.at + timedelta(days=3), world.at + timedelta(days=4)
    assert (asked(first.jan, before.date()), asked(first.piet, before.date())) == ([claim], [])
    assert (asked(first.jan, then.date()), asked(first.piet, then.date())) == ([], [claim])
    with pytest.raises(claims.NoLongerYours):
        claims.approve_claim(actor=first.jan, claim=claim, at=then)
    claims.approve_claim(actor=first.jan, claim=claim, at=before)


def test_a_role_that_ended_takes_the_power_also_where_another_role_remains(world: World) -> None:
    first = world.first
    as_employee = another_hat(world.system, first.jan, Role.EMPLOYEE)
    claim = world.submitted(first.anna, journey())
    no_longer_manager(world, first.jan)
    assert (asked(as_employee), asked(first.piet)) == ([], [claim])
    with pytest.raises(claims.NoLongerYours):
        claims.approve_claim(actor=as_employee, claim=claim, at=world.at)


def test_a_colleague_who_never_had_the_role_manages_whom_the_employment_says(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())
    gets_another_manager(world, world.first.anna, world.first.bert)
    assert (asked(world.first.jan), asked(world.first.bert)) == ([], [claim])
    claims.approve_claim(actor=world.first.bert, claim=claim, at=world.at)


def test_who_stood_in_for_a_manager_who_left_decides_no_longer(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    stands_in(world, first.bert, first.jan)
    assert asked(first.bert) == [claim]
    leaves(world, first.jan)
    assert (asked(first.bert), asked(first.jan), asked(first.piet)) == ([], [], [claim])


def test_a_substitute_who_left_is_passed_by_and_so_is_the_chain_through_them(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    stands_in(world, first.bert, first.jan)
    stands_in(world, first.carla, first.bert)
    assert asked(first.carla) == [claim]
    leaves(world, first.bert)
    assert (asked(first.bert), asked(first.carla), asked(first.piet)) == ([], [], [claim])


def test_a_substitution_taken_back_takes_the_power_at_once(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    substitution = stands_in(world, first.bert, first.jan)
    access.end_substitution(actor=first.jan, substitution=substitution, at=world.at)
    assert (asked(first.bert), asked(first.jan)) == ([], [claim])


@pytest.mark.parametrize("how", ["function", "job", "role"])
def test_a_budget_holder_who_stops_hands_over_to_the_one_of_the_organisation(world: World, how: str) -> None:
    first = world.first
    set_up_claims(world.system, first.id, chain=(BUDGET, SSC))
    given_out = {
        holder.person: access.assign_function(
            actor=world.system,
            person=holder.person,
            function="budget_holder",
            unit=unit,
            since=SINCE,
            at=world.at,
        )
        for holder, unit in ((first.jan, first.unit), (first.carla, None))
    }
    claim = world.submitted(first.anna, journey())
    assert (asked(first.jan), asked(first.carla)) == ([claim], [])
    if how == "function":
        access.end_function(
            actor=world.system, assignment=given_out[first.jan.person], until=TODAY, at=world.at
        )
        assert (asked(first.jan), asked(first.carla)) == ([], [claim])
    elif how == "job":
        leaves(world, first.jan)
        assert (asked(first.jan), asked(first.carla)) == ([], [claim])
    else:
        no_longer_manager(world, first.jan)
        assert (asked(first.jan), asked(first.carla)) == ([], [claim])


def test_what_a_clerk_took_who_stops_is_in_the_queue_again(world: World) -> None:
    claim = world.submitted(world.first.anna)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    claims.take_claim(actor=world.kim, claim=claim, at=world.at)
    (row,) = claims.desk_queue(actor=world.clerk, on=TODAY).rows
    assert row.taken_by_name == "Kim Yilmaz"
    held = access.assignments_of(actor=world.system, people=[world.kim.person], on=TODAY)[world.kim.person]
    access.end_role(actor=world.system, assignment=held[0].id, until=TODAY, at=world.at)
    (row,) = claims.desk_queue(actor=world.clerk, on=TODAY).rows
    view = claims.claim_view(actor=world.clerk, claim=claim, on=TODAY)
    assert (row.taken_by, view.taken_by) == (None, None)
    with pytest.raises(Refused, match="Only its clerks"):
        claims.approve_claim(actor=world.kim, claim=claim, at=world.at)
    world.check(claim)
    assert claims.claim_view(actor=world.clerk, claim=claim, on=TODAY).state == "approved"


def test_nobody_decides_two_steps_of_one_claim(world: World) -> None:
    first = world.first
    set_up_claims(world.system, first.id, chain=(BUDGET, MANAGER, SSC))
    access.assign_function(
        actor=world.system, person=first.bert.person, function="budget_holder", since=SINCE, at=world.at
    )
    claim = world.submitted(first.anna, journey())
    claims.approve_claim(actor=first.bert, claim=claim, at=world.at)
    gets_another_manager(world, first.anna, first.bert)
    assert (asked(first.bert), asked(first.piet)) == ([], [claim])
    with pytest.raises(claims.ApprovedBefore):
        claims.approve_claim(actor=first.bert, claim=claim, at=world.at)
    claims.approve_claim(actor=first.piet, claim=claim, at=world.at)


def test_nobody_can_decide_is_shown_with_the_way_out(world: World) -> None:
    first = world.first
    claim = world.submitted(first.piet, journey())  # no manager, and he holds the fallback function himself
    assert waits_for(world, claim) == "nobody"
    (stuck,) = claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY)
    assert (stuck.claim, stuck.claimant_name, stuck.manager_name) == (claim, "Piet de Boer", "")
    assert stuck.fallback == "fallback_approver"
    assert [row.id for row in claims.desk_queue(actor=world.clerk, queue="stuck", on=TODAY).rows] == [claim]
    assert sum(each.stuck for each in claims.desk_counts(actor=world.clerk, on=TODAY)) == 1
    with pytest.raises(Refused):
        claims.stuck_claims(actor=first.jan, organisation=first.id, on=TODAY)
    access.assign_function(
        actor=first.ad, person=first.jan.person, function="fallback_approver", since=TODAY, at=world.at
    )
    assert claims.stuck_claims(actor=first.ad, organisation=first.id, on=TODAY) == ()
    assert asked(first.jan) == [claim]


def test_the_manager_of_a_claimant_who_left_still_decides(world: World) -> None:
    claim = world.submitted(world.first.anna, journey())
    leaves(world, world.first.anna)
    assert asked(world.first.jan) == [claim]


def test_another_job_in_another_unit_brings_another_manager(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    hall = organisations.add_unit(
        actor=world.system, organisation=first.id, code="BZ", name="Burgerzaken", at=world.at
    )
    leaves(world, first.anna)
    organisations.add_employment(
        actor=world.system,
        organisation=first.id,
        person=first.anna.person,
        unit=hall,
        manager=first.carla.person,
        since=TODAY,
        at=world.at,
    )
    assert (asked(first.jan), asked(first.carla)) == ([], [claim])


def test_the_manager_changes_while_the_old_one_presses_approve(
    committed_world: tuple[TestDatabase, World],
) -> None:
    """With real commits: the old manager's approval counts or is refused, never both, and never half."""
    world = committed_world[1]
    first = world.first
    drafts = [world.submitted(first.anna, journey(str(n))) for n in range(1, 5)]
    start = Barrier(len(drafts) + 1)

    def approve(claim: UUID) -> str:
        try:
            start.wait()
            claims.approve_claim(actor=first.jan, claim=claim, at=world.at)
        except claims.NoLongerYours:
            return "refused"
        else:
            return "approved"
        finally:
            connections.close_all()

    def change() -> None:
        try:
            start.wait()
            gets_another_manager(world, first.anna, first.piet)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(drafts) + 1) as pool:
        changing = pool.submit(change)
        got = list(pool.map(approve, drafts))
        changing.result()
    for claim, outcome in zip(drafts, got, strict=True):
        step = claims.claim_view(actor=world.system, claim=claim, on=TODAY).open_step
        assert step is not None
        expected = ("ssc", "") if outcome == "approved" else ("manager", "Piet de Boer")
        assert (step.name, step.waits_for) == expected
        with pytest.raises((claims.NoLongerYours, Refused)):
            claims.approve_claim(actor=first.jan, claim=claim, at=world.at)


PEOPLE = ("anna", "bert", "jan", "piet", "carla")
CHANGES = ("leaves", "role", "manager", "substitute", "function")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(CHANGES), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=5
    ),
    claimant=st.sampled_from(PEOPLE),
)
def test_whatever_changes_lists_and_decisions_agree(
    world: World, changes: list[tuple[str, str, str]], claimant: str
) -> None:
    """Law: who finds a claim in the list can decide on it, nobody else can, and with nobody left it is told."""
    with transaction.atomic():
        people = {name: getattr(world.first, name) for name in PEOPLE}
        claim = world.submitted(people[claimant], journey())
        for change, one, other in changes:
            with transaction.atomic():
                try:
                    _change(world, change, people[one], people[other])
                except (Refused, ValueError, LookupError, organisations.NoEmployment):
                    transaction.set_rollback(True)
        may = set()
        for name, who in people.items():
            with transaction.atomic():
                try:
                    claims.approve_claim(actor=who, claim=claim, at=world.at)
                except (Refused, LookupError):
                    assert claim not in asked(who), name
                else:
                    may.add(name)
                transaction.set_rollback(True)
            assert (claim in asked(who)) == (name in may)
        assert claimant not in may
        stuck = claims.desk_queue(actor=world.clerk, queue="stuck", on=TODAY).rows
        assert (claim in [row.id for row in stuck]) == (not may)
        transaction.set_rollback(True)


def _change(world: World, change: str, one: Actor, other: Actor) -> None:
    if change == "leaves":
        leaves(world, one)
    elif change == "role":
        no_longer_manager(world, one)
    elif change == "manager":
        gets_another_manager(world, one, other)
    elif change == "substitute":
        stands_in(world, other, one)
    else:
        access.assign_function(
            actor=world.system, person=one.person, function="fallback_approver", since=TODAY, at=world.at
        )


def test_a_newcomer_can_be_named_manager_and_gets_what_waits(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    noor = employ(world.system, first.id, first.unit, "Noor Smit", first.piet.person, Role.MANAGER)
    gets_another_manager(world, first.anna, noor)
    assert (asked(first.jan), asked(noor)) == ([], [claim])
    (reason,) = claims.why_asked(actor=noor, claims=[claim], on=TODAY).values()
    assert reason.capacity is claims.Capacity.MANAGER


def test_who_gets_a_claim_hears_so_once_and_the_trail_says_it_moved(world: World) -> None:
    first = world.first
    claim = world.submitted(first.anna, journey())
    assert heard_by(world, first.piet) == []
    gets_another_manager(world, first.anna, first.piet)
    assert len(heard_by(world, first.piet)) == 1
    claims.tell_who_decides_now(actor=Actor.system(first.id), at=world.at)
    assert len(heard_by(world, first.piet)) == 1
    told = claims.claim_view(actor=first.anna, claim=claim, on=TODAY).timeline[-1]
    assert (told.event, told.details["new"]) == ("claim.readdressed", [str(first.piet.person)])


def test_who_gets_a_claim_on_friday_hears_so_on_friday(world: World) -> None:
    first = world.first
    world.submitted(first.anna, journey())
    gets_another_manager(world, first.anna, first.piet, FRIDAY)
    assert heard_by(world, first.piet) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'claims.readdress'")
        ((moment,),) = cursor.fetchall()
    assert moment == midnight(FRIDAY)
    claims.tell_who_decides_now(actor=Actor.system(first.id), at=world.at + timedelta(days=4))
    assert len(heard_by(world, first.piet)) == 1


def test_when_nobody_is_left_the_administrator_hears_so(world: World) -> None:
    first = world.first
    world.submitted(first.anna, journey())
    leaves(world, first.jan)
    leaves(world, first.piet)
    assert any("Niemand kan beslissen" in subject for subject in heard_by(world, first.ad))
