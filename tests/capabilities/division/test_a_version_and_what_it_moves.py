"""From draft to adopted by two people, and what goes over on its day: the cut drives who sees and does the work."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.world import TODAY, World, agree_on_move, another_hat, employ

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import Filling, Row, Side
from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role

FROM = TODAY + timedelta(days=30)


@pytest.fixture
def world(world: World) -> World:
    organisations.join_cooperation(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        parts=("provider",),
        since=date(2025, 1, 1),
        at=world.at,
    )
    return world


@pytest.fixture
def director(world: World) -> Actor:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Inge Visser", None, Role.CONTROLLER)


def drafted(world: World, filling: Filling = Filling.HIGH) -> UUID:
    return division.draft_cut(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        filling=filling,
        provider=None if filling is Filling.EARLIER else world.provider,
        at=world.at,
    )


def proposed(world: World, *rows: Row, since: date = FROM, filling: Filling = Filling.HIGH) -> UUID:
    version = drafted(world, filling)
    for row in rows:
        division.change_row(actor=world.contract_manager, version=version, row=row, at=world.at)
    division.propose_cut(
        actor=world.contract_manager,
        version=version,
        holds_from=since,
        finishes_open=False,
        reads_earlier=False,
        at=world.at,
    )
    return version


def to_second(world: World, *codes: str) -> list[Row]:
    """Rows by which the first municipality has work done by the second."""
    return [Row(code, Side.PROVIDER, world.first.id, world.second.id) for code in codes]


def worn(who: Actor, on: date) -> Actor:
    assert who.user_id is not None
    assert who.assignment_id is not None
    return access.actor_wearing(user=who.user_id, assignment=who.assignment_id, on=on)


def test_a_version_is_adopted_by_a_second_person_and_holds_from_its_day(
    world: World, director: Actor
) -> None:
    version = proposed(world)
    with pytest.raises(Refused, match="Somebody else adopts it"):
        division.adopt_cut(actor=world.contract_manager, version=version, at=world.at)
    division.adopt_cut(actor=director, version=version, at=world.at)

    def standing(on: date) -> str:
        return division.cut_view(actor=director, version=version, on=on).version.standing

    assert standing(TODAY) == "coming"
    assert standing(FROM) == "in_force"
    later = division.draft_cut(
        actor=director, cooperation=world.cooperation, filling=Filling.EARLIER, at=world.at
    )
    next_day = FROM + timedelta(days=60)
    division.propose_cut(actor=director, version=later, holds_from=next_day, at=world.at)
    division.adopt_cut(actor=world.contract_manager, version=later, at=world.at)
    assert standing(next_day - timedelta(days=1)) == "in_force"
    assert standing(next_day) == "replaced"


def test_one_human_with_two_roles_is_no_second_person(world: World) -> None:
    version = proposed(world)
    twice = another_hat(world.system, world.contract_manager, Role.CONTROLLER)
    with pytest.raises(Refused, match="Somebody else adopts it"):
        division.adopt_cut(actor=twice, version=version, at=world.at)


def test_who_works_elsewhere_reads_and_does_not_draw_up(world: World) -> None:
    with pytest.raises(Refused, match="drawn up where the cooperation is administered"):
        division.draft_cut(
            actor=world.first.ad, cooperation=world.cooperation, filling=Filling.PER_PROCESS, at=world.at
        )
    version = drafted(world)
    view = division.cut_view(actor=world.first.carla, version=version, on=TODAY)
    assert not view.may_make
    with pytest.raises(Refused, match="drawn up where"):
        division.change_row(
            actor=world.first.carla, version=version, row=Row("fin-1", Side.JOINT), at=world.at
        )
    with pytest.raises(Refused, match="contract managers, controllers"):
        division.cut_view(actor=world.clerk, version=version, on=TODAY)


def test_another_cooperation_has_no_such_cut(world: World, elsewhere: World) -> None:
    version = drafted(world)
    with pytest.raises(NotFound):
        division.cut_view(actor=elsewhere.contract_manager, version=version, on=TODAY)
    assert [each.versions for each in division.cuts_of(actor=elsewhere.contract_manager, on=TODAY)] == [()]


def test_what_is_fixed_does_not_move_and_the_source_says_why(world: World) -> None:
    version = drafted(world)
    row = Row("per-1A", Side.PROVIDER, provider=world.provider)
    with pytest.raises(Refused, match="tabel 18") as refused:
        division.change_row(actor=world.contract_manager, version=version, row=row, at=world.at)
    assert "stays with the municipality" in str(refused.value)


def test_everything_that_stands_in_the_way_is_told_at_once(world: World) -> None:
    with pytest.raises(division.UnsoundCut) as unsound:
        proposed(
            world,
            Row("fin-2", Side.BOTH, provider=world.provider),
            Row("fin-3", Side.OTHER_PROVIDER),
            Row("fin-9", Side.MUNICIPALITY, world.first.id),
        )
    codes = {each.finding.code for each in unsound.value.findings}
    assert codes == {"cut.needs_parts", "cut.nobody_named", "cut.no_provider"}


def test_the_cut_drives_what_a_clerk_sees_from_its_day_and_not_before(world: World, director: Actor) -> None:
    other_clerk = employ(
        world.second.system, world.second.id, world.second.unit, "Sjaak Anker", None, Role.SSC_CLERK
    )
    claim = world.submitted(world.first.anna)
    claims.approve_claim(actor=world.first.jan, claim=claim, at=world.at)
    version = proposed(world, *to_second(world, "per-8B", "fin-7"))
    with pytest.raises(Refused, match="Nederlek"):
        division.adopt_cut(actor=director, version=version, at=world.at)
    division.consent_to_cut(actor=world.first.carla, version=version, at=world.at)
    division.adopt_cut(actor=director, version=version, at=world.at)

    def queues(on: date) -> tuple[bool, bool]:
        return tuple(  # type: ignore[return-value]
            claim in [row.id for row in claims.desk_queue(actor=worn(who, on), on=on).rows]
            for who in (world.clerk, other_clerk)
        )

    before = FROM - timedelta(days=1)
    assert queues(before) == (True, False)
    assert worn(other_clerk, before).scope == {world.second.id}
    later = world.submitted(world.first.anna)  # handed in before the day, and still with the centre
    assert claims.claim_view(actor=world.clerk, claim=later, on=TODAY)
    assert world.first.id in worn(other_clerk, FROM).served
    assert world.first.id not in worn(world.clerk, FROM).served
    # the first municipality's payments stay, and the second's claims too
    now = organisations.provisions_among_partners(actor=director, on=FROM)
    by = {(each.customer_id, each.task): each.provider_id for each in now}
    assert by[world.first.id, Task.PAYMENTS] == world.provider
    assert by[world.second.id, Task.EXPENSE_CLAIMS] == world.provider
    assert by[world.first.id, Task.EXPENSE_CLAIMS] == world.second.id


def test_a_proposal_that_changed_asks_for_consent_anew(world: World, director: Actor) -> None:
    version = proposed(world, *to_second(world, "per-8B", "fin-7"))
    division.consent_to_cut(actor=world.first.carla, version=version, at=world.at)
    division.withdraw_cut(actor=world.contract_manager, version=version, at=world.at)
    later = world.at + timedelta(hours=1)
    division.propose_cut(actor=world.contract_manager, version=version, holds_from=FROM, at=later)
    with pytest.raises(Refused, match="controller there has to agree"):
        division.adopt_cut(actor=director, version=version, at=later)


def test_only_a_controller_whose_work_goes_over_agrees(world: World) -> None:
    version = proposed(world, *to_second(world, "per-8B"))
    with pytest.raises(Refused, match="A controller of your organisation"):
        division.consent_to_cut(actor=world.first.ad, version=version, at=world.at)
    with pytest.raises(Refused, match="Nothing of your organisation"):
        division.consent_to_cut(actor=world.second.carla, version=version, at=world.at)


def test_a_task_goes_nowhere_that_the_cut_does_not_give_it(world: World, director: Actor) -> None:
    division.adopt_cut(actor=director, version=proposed(world), at=world.at)
    day = FROM + timedelta(days=5)
    with pytest.raises(Refused, match="division of work of your cooperation"):
        agree_on_move(world.first, Task.PAYMENTS, world.second.id, since=day, at=world.at)
    with pytest.raises(Refused, match="division of work of your cooperation"):  # it would go on after FROM
        agree_on_move(
            world.first, Task.PAYMENTS, world.second.id, since=FROM - timedelta(days=2), at=world.at
        )


def test_what_the_cut_let_go_over_is_not_taken_back(world: World, director: Actor) -> None:
    version = proposed(world, *to_second(world, "per-8B", "fin-7"))
    division.consent_to_cut(actor=world.first.carla, version=version, at=world.at)
    division.adopt_cut(actor=director, version=version, at=world.at)
    with pytest.raises(Refused, match="gives “Declaraties” to Vlist"):
        organisations.take_back_move(
            actor=world.first.ad, organisation=world.first.id, task=Task.EXPENSE_CLAIMS, at=world.at
        )


def test_a_move_that_was_agreed_on_stands_in_the_way_of_a_division_before_its_day(world: World) -> None:
    agree_on_move(world.first, Task.PAYMENTS, world.second.id, since=FROM + timedelta(days=9), at=world.at)
    with pytest.raises(division.UnsoundCut) as unsound:
        proposed(world)
    assert {each.finding.code for each in unsound.value.findings} == {"cut.move_to_come"}
    organisations.take_back_move(
        actor=world.first.ad, organisation=world.first.id, task=Task.PAYMENTS, at=world.at
    )
    division.drop_cut(
        actor=world.contract_manager,
        version=division.cuts_of(actor=world.contract_manager, on=TODAY)[0].versions[0].id,
        at=world.at,
    )
    proposed(world)


DAYS = st.integers(1, 60)
ACTS = st.one_of(
    st.tuples(st.just("cut"), DAYS, st.booleans()),
    st.tuples(st.just("move"), DAYS, st.booleans()),
    st.tuples(st.just("back"), DAYS, st.booleans()),
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=5))
def test_the_cut_and_the_work_never_drift_apart(
    world: World, director: Actor, acts: list[tuple[str, int, bool]]
) -> None:
    """Law: whatever is divided, moved and taken back, each task is with whom the cut of that day gives it."""
    with transaction.atomic():
        for name, days, to_other in acts:
            with transaction.atomic():
                try:
                    _act(world, director, name, TODAY + timedelta(days=days), to_other=to_other)
                except (Refused, division.UnsoundCut):
                    transaction.set_rollback(True)
        for days in range(0, 62, 1):
            day = TODAY + timedelta(days=days)
            cuts = division.cuts_in_force(actor=director, on=day)
            for each in organisations.provisions_among_partners(actor=director, on=day):
                assert cuts.allows_task(each.task, each.customer_id, each.provider_id), (acts, day, each)
        transaction.set_rollback(True)


def _act(world: World, director: Actor, name: str, day: date, *, to_other: bool) -> None:
    provider = world.second.id if to_other else world.provider
    if name == "move":
        agree_on_move(world.first, Task.EXPENSE_CLAIMS, provider, since=day, at=world.at)
    elif name == "back":
        organisations.take_back_move(
            actor=world.first.carla, organisation=world.first.id, task=Task.EXPENSE_CLAIMS, at=world.at
        )
    else:
        version = proposed(world, *(to_second(world, "per-8B", "fin-7") if to_other else ()), since=day)
        with suppress(Refused):  # nothing goes over by it
            division.consent_to_cut(actor=world.first.carla, version=version, at=world.at)
        division.adopt_cut(actor=director, version=version, at=world.at)


OF_DESKS = st.sampled_from([Task.DESK, Task.DESK_ICT, Task.DESK_PERSONNEL])
ACTS_OF_DESKS = st.one_of(
    st.tuples(st.just("cut"), DAYS, st.booleans(), st.just(Task.DESK_ICT)),
    st.tuples(st.sampled_from(["move", "back"]), DAYS, st.booleans(), OF_DESKS),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS_OF_DESKS, min_size=1, max_size=6))
def test_whoever_takes_the_cases_of_ict_is_whom_the_cut_gives_them(
    world: World, director: Actor, acts: list[tuple[str, int, bool, Task]]
) -> None:
    """The same law where a customer has one desk, or a desk for each list: the cut follows the cases of ICT."""
    with transaction.atomic():
        for name, days, to_other, task in acts:
            with transaction.atomic():
                try:
                    _act_on_desk(
                        world, director, name, TODAY + timedelta(days=days), to_other=to_other, task=task
                    )
                except (Refused, division.UnsoundCut):
                    transaction.set_rollback(True)
        for days in range(62):
            day = TODAY + timedelta(days=days)
            cuts = division.cuts_in_force(actor=director, on=day)
            doers: dict[UUID, dict[Task, UUID]] = {}
            for each in organisations.provisions_among_partners(actor=director, on=day):
                doers.setdefault(each.customer_id, {})[each.task] = each.provider_id
            for customer, by_task in doers.items():
                provider = organisations.doer_of(Task.DESK_ICT, by_task)
                assert provider is not None
                assert cuts.allows_task(Task.DESK_ICT, customer, provider), (acts, day)
        transaction.set_rollback(True)


def _act_on_desk(world: World, director: Actor, name: str, day: date, *, to_other: bool, task: Task) -> None:
    provider = world.second.id if to_other else world.provider
    if name == "move":
        agree_on_move(world.first, task, provider, since=day, at=world.at)
    elif name == "back":
        organisations.take_back_move(
            actor=world.first.carla, organisation=world.first.id, task=task, at=world.at
        )
    else:
        rows = to_second(world, "ict-AU1", "ict-IU1") if to_other else ()
        version = proposed(world, *rows, since=day)
        with suppress(Refused):  # nothing goes over by it
            division.consent_to_cut(actor=world.first.carla, version=version, at=world.at)
        division.adopt_cut(actor=director, version=version, at=world.at)


@pytest.mark.parametrize("has_lists", [False, True])
def test_a_cut_takes_the_one_desk_along_and_of_who_has_a_desk_for_a_list_that_of_ict(
    world: World, director: Actor, has_lists: bool
) -> None:
    first = world.first.id
    if has_lists:
        agree_on_move(
            world.first, Task.DESK_PERSONNEL, world.second.id, since=TODAY + timedelta(days=1), at=world.at
        )
    version = proposed(world, *to_second(world, "ict-AU1", "ict-IU1"))
    (move,) = division.cut_view(actor=director, version=version, on=TODAY).moves
    assert (move.task, move.customer.id) == (Task.DESK_ICT if has_lists else Task.DESK, first)
    assert move.before is not None
    assert move.before.id == world.provider
    with pytest.raises(Refused, match="has to agree"):
        division.adopt_cut(actor=director, version=version, at=world.at)
    division.consent_to_cut(actor=world.first.carla, version=version, at=world.at)
    division.adopt_cut(actor=director, version=version, at=world.at)
    now = {
        each.task: each.provider_id
        for each in organisations.provisions_among_partners(actor=director, on=FROM)
        if each.customer_id == first
    }
    assert now[Task.DESK] == (world.provider if has_lists else world.second.id)
    assert now.get(Task.DESK_ICT) == (world.second.id if has_lists else None)
    if has_lists:  # of the desk itself no cut says anything more
        agree_on_move(world.first, Task.DESK, world.second.id, since=FROM + timedelta(days=5), at=world.at)


def test_the_desk_of_a_list_goes_to_nobody_to_whom_the_cut_gives_nothing_of_it(
    world: World, director: Actor
) -> None:
    since, second = FROM + timedelta(days=1), world.second.id
    version = proposed(world, *to_second(world, "fin-3"))
    division.adopt_cut(actor=director, version=version, at=world.at)
    with pytest.raises(Refused, match="no process of this list"):
        agree_on_move(world.first, Task.DESK_PERSONNEL, second, since=since, at=world.at)
    agree_on_move(world.first, Task.DESK_FINANCE, second, since=since, at=world.at)


def test_a_cooperation_without_an_adopted_cut_is_as_it_was(world: World) -> None:
    proposed(world)
    assert division.may_provide(
        actor=world.contract_manager,
        process="fin-0A",
        customer=world.first.id,
        provider=world.second.id,
        day=FROM,
    )
    agree_on_move(world.first, Task.PAYMENTS, world.second.id, since=FROM, at=world.at)


def test_who_may_offer_what_follows_the_cut_of_the_day(world: World, director: Actor) -> None:
    version = proposed(world, *to_second(world, "fin-12"), Row("fin-1", Side.MUNICIPALITY))
    division.adopt_cut(actor=director, version=version, at=world.at)

    def may(process: str, customer: UUID, provider: UUID, day: date = FROM) -> bool:
        return division.may_provide(
            actor=world.first.carla, process=process, customer=customer, provider=provider, day=day
        )

    first, second, centre = world.first.id, world.second.id, world.provider
    assert may("fin-12", first, second)
    assert not may("fin-12", first, centre)
    assert may("fin-12", second, centre)
    assert may("fin-1", first, first)
    assert not may("fin-1", first, centre)
    assert not may("per-1A", first, centre)
    assert may("per-1A", first, centre, FROM - timedelta(days=1))
    assert may("per-8", first, centre)
    with pytest.raises(LookupError):
        may("per-99", first, centre)


def test_one_version_is_worked_on_and_a_dropped_one_leaves_room(world: World) -> None:
    version = drafted(world)
    with pytest.raises(Refused, match="worked on already"):
        drafted(world)
    division.drop_cut(actor=world.contract_manager, version=version, at=world.at)
    assert drafted(world) != version


def test_a_proposal_cannot_be_changed_under_the_hands_of_who_adopts_it(world: World) -> None:
    version = proposed(world)
    with pytest.raises(Refused, match="no draft"):
        division.change_row(
            actor=world.contract_manager, version=version, row=Row("fin-1", Side.JOINT), at=world.at
        )


def test_a_customer_that_differed_follows_the_common_row_again(world: World) -> None:
    version = drafted(world)
    (row,) = to_second(world, "fin-12")
    division.change_row(actor=world.contract_manager, version=version, row=row, at=world.at)
    division.follow_common_row(
        actor=world.contract_manager,
        version=version,
        process="fin-12",
        customer=world.first.id,
        at=world.at,
    )
    view = division.cut_view(actor=world.contract_manager, version=version, on=TODAY)
    assert view.cut.row("fin-12", world.first.id).provider == world.provider


def test_four_eyes_takes_two_different_functions(world: World) -> None:
    version = drafted(world)
    with pytest.raises(Refused, match="two different"):
        division.name_functions(
            actor=world.contract_manager,
            version=version,
            pair="write_off",
            first="Teamleider",
            second="teamleider",
            at=world.at,
        )


def test_a_day_that_came_in_the_meantime_is_refused(world: World, director: Actor) -> None:
    version = proposed(world, since=TODAY + timedelta(days=1))
    with pytest.raises(division.UnsoundCut):
        division.adopt_cut(actor=director, version=version, at=world.at + timedelta(days=3))
