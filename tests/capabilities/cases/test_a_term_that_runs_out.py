"""A term that runs out is told along four roles before it ends, each step once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published, seen, within
from tests.world import MONDAY, SINCE, World, employ

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases import tasks
from bodemplaat.capabilities.cases.reckoning.escalation import steps_due
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.foundation.notices import api as notices
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting, publish_many
from bodemplaat.foundation.tenancy.api import Actor, Role

DAY = timedelta(days=1)
TEN = replace(STATEMENT, indicators=(within(10),))
"""Ten working days: what comes in on Monday 23 November is to be done on Monday 7 December."""


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world), TEN)


@pytest.fixture
def leader(world: World) -> Actor:
    """Who leads one of the two clerks."""
    (desk, *_) = organisations.units_of(actor=world.system, organisation=world.provider)
    leader = employ(world.system, world.provider, desk.id, "Tineke Smal", None, Role.MANAGER)
    jobs = organisations.employments_of(actor=world.system, person=world.clerk.person, on=SINCE)
    organisations.change_manager(
        actor=world.system, employment=jobs[0].id, manager=leader.person, since=SINCE, at=MONDAY
    )
    return leader


def at_seven(days: int) -> datetime:
    """Seven o'clock in the morning, Dutch winter time, days after that Monday."""
    return datetime(2026, 11, 23, 6, 0, tzinfo=UTC) + days * DAY


def morning(world: World, days: int) -> None:
    """The job of a morning and what it has delivered."""
    tasks.escalate(int(at_seven(days).timestamp()))
    for organisation in (world.provider, world.first.id, world.second.id):
        deliver_waiting(organisation)


def of_term(who: Actor) -> list[notices.NoticeView]:
    """What somebody was told of a term, in English."""
    with translation.override("en"):
        return [each for each in notices.inbox_of(actor=who) if "is to be done by" in each.subject]


def told(world: World, *others: Actor) -> Mapping[str, int]:
    """How many notices of a term each has, by name; who has none is left out."""
    everyone = (
        world.clerk, world.kim, world.payer, world.contract_manager, world.first.anna, world.first.jan,
        world.first.carla, world.first.ad, *others,
    )  # fmt: skip
    assert of_term(world.second.carla) == []
    counted = {who.person_name: len(of_term(who)) for who in everyone}
    return {name: count for name, count in counted.items() if count}


def test_it_climbs_a_step_at_a_time_and_each_step_is_told_once(
    world: World, service: UUID, leader: Actor
) -> None:
    case = asked(world.first.anna, service)
    cases.take_case(actor=world.clerk, case=case, at=MONDAY)
    clerk, chief, manager, carla = (
        each.person_name for each in (world.clerk, leader, world.contract_manager, world.first.carla)
    )
    steps = {
        4: {},
        7: {clerk: 1},  # five of ten days
        9: {clerk: 1},
        10: {clerk: 1, chief: 1},  # eight
        11: {clerk: 1, chief: 1, manager: 1},  # nine
        12: {clerk: 1, chief: 1, manager: 1},
        14: {clerk: 1, chief: 1, manager: 1, carla: 1},  # the last day
        15: {clerk: 1, chief: 1, manager: 1, carla: 1},
    }
    for day, expected in steps.items():
        for _ in range(2):
            morning(world, day)
        assert told(world, leader) == expected, day
    told_of = [each for each in seen(world.clerk, case).timeline if each.act is cases.CaseAct.ESCALATED]
    assert [each.details["step"] for each in told_of] == [1, 2, 3, 4]
    clock_of = seen(world.clerk, case, at_seven(14)).clock
    assert clock_of is not None
    assert not clock_of.is_late, "all was told before the term ended"


def test_nobody_elses_requester_reads_of_it_and_no_words_travel(
    world: World, service: UUID, leader: Actor
) -> None:
    case = asked(world.first.anna, service)
    morning(world, 14)
    assert cases.CaseAct.ESCALATED not in {each.act for each in seen(world.first.anna, case).timeline}
    for who in (world.contract_manager, world.first.carla, leader):
        (notice,) = of_term(who)
        said = f"{notice.subject} {notice.body}"
        assert "Verklaring" not in said
        assert world.first.anna.person_name not in said
        assert notice.path == ""


def test_what_nobody_took_is_told_to_every_clerk_and_to_who_leads_them(
    world: World, service: UUID, leader: Actor
) -> None:
    asked(world.first.anna, service)
    morning(world, 10)
    assert told(world, leader) == {
        world.clerk.person_name: 1,
        world.kim.person_name: 1,
        leader.person_name: 1,
    }


def test_what_waits_is_closed_or_merged_climbs_no_further(world: World, service: UUID) -> None:
    waits, closed, kept, double = (asked(world.first.anna, service) for _ in range(4))
    cases.wait_for_third(actor=world.clerk, case=waits, words="bank", at=MONDAY)
    cases.close_case(actor=world.clerk, case=closed, result=cases.Result.DONE, words="Klaar", at=MONDAY)
    cases.merge_case(actor=world.clerk, case=double, number="Z2026-000003", at=MONDAY)
    tasks.escalate(int(at_seven(14).timestamp()))
    climbed = {
        case: sum(each.act is cases.CaseAct.ESCALATED for each in seen(world.clerk, case).timeline)
        for case in (waits, closed, kept, double)
    }
    assert climbed == {waits: 0, closed: 0, kept: 4, double: 0}
    cases.resume_case(actor=world.clerk, case=waits, at=at_seven(14))
    tasks.escalate(int(at_seven(15).timestamp()))
    assert sum(each.act is cases.CaseAct.ESCALATED for each in seen(world.clerk, waits).timeline) == 0


def test_a_job_that_dies_half_way_has_told_nothing_and_the_next_tells_it_all(
    world: World, service: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asked(world.first.anna, service)

    calls = iter([None])

    def dies(*args: object, **kwargs: object) -> None:
        publish_many(*args, **kwargs)  # type: ignore[arg-type]
        if next(calls, "second") == "second":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("bodemplaat.capabilities.cases.commands.escalating.publish_many", dies)
        with pytest.raises(KeyboardInterrupt):
            cases.escalate_cases(
                actor=Actor.system(world.first.id), organisation=world.first.id, at=at_seven(14)
            )
    assert cases.CaseAct.ESCALATED not in {each.act for each in seen(world.clerk, case).timeline}
    morning(world, 14)
    assert told(world) == {
        each.person_name: 1 for each in (world.clerk, world.kim, world.contract_manager, world.first.carla)
    }


@given(norm=st.integers(1, 60), days=st.integers(0, 200))
def test_steps_come_in_order_and_the_last_before_the_term_ends(norm: int, days: int) -> None:
    """The more days, the more steps; all four on the last day, and none before half of the term."""
    received = datetime(2026, 1, 5, 9, tzinfo=UTC)
    happened = [cases.Happened(cases.CaseAct.RECEIVED, received)]
    hours = clock.Hours(UUID(int=1))
    read = cases.read_clock(
        happened, clock.norm_from(within(norm, "calendar_days")), hours, received + days * DAY
    )
    steps = steps_due(read)
    assert steps == tuple(cases.Step)[: len(steps)]
    assert (len(steps) == len(cases.Step)) == (days >= norm)
    assert bool(steps) == (2 * days >= norm)
