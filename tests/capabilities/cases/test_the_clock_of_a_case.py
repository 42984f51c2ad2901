"""The term of a case is worked out from its events, its norm and the hours of the desk: nothing of it is stored as true."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published, seen, within
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.cases.models import NOT_RUNNING, Case
from bodemplaat.capabilities.cases.reckoning.clock import history_of
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.clock import api as clock
from bodemplaat.engines.service_time import Calendar as EngineCalendar
from bodemplaat.engines.service_time import Norm, OpeningHours, Unit, WeekPattern
from bodemplaat.engines.service_time import reckon as engine_reckon
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, entered
from bodemplaat.kernel import Period

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world))


def queue(who: Actor, at: datetime, **narrow: object) -> list[tuple[str, date | None]]:
    page = cases.desk_cases(actor=who, narrow=cases.CaseFilter(**narrow), at=at)  # type: ignore[arg-type]
    return [(each.number, each.clock.due_day if each.clock else None) for each in page.rows]


def due_day(who: Actor, case: UUID, at: datetime) -> date:
    told = seen(who, case, at).clock
    assert told is not None
    return told.due_day


def kept_due(world: World, case: UUID) -> datetime:
    with entered(world.clerk):
        return Case.records.of(world.clerk).one(id=case).due_at


def test_waiting_for_others_moves_the_last_day_and_waiting_cases_stand_last(
    world: World, service: UUID
) -> None:
    anna, clerk = world.first.anna, world.clerk
    waits, other = asked(anna, service), asked(world.first.bert, service, at=MONDAY + DAY)
    assert due_day(anna, waits, MONDAY) == date(2026, 11, 26)
    cases.ask_requester(actor=clerk, case=waits, question="Welke bank?", at=MONDAY + HOUR)
    assert [number for number, _ in queue(clerk, MONDAY + DAY)] == ["Z2026-000002", "Z2026-000001"]
    assert kept_due(world, waits) == NOT_RUNNING
    cases.write_message(actor=anna, case=waits, words="BNG", at=MONDAY + 2 * DAY)
    assert due_day(anna, waits, MONDAY + 2 * DAY) == date(2026, 11, 27)  # one whole day, Tuesday, was waited
    assert due_day(clerk, other, MONDAY + 2 * DAY) == date(2026, 11, 27)
    told = seen(clerk, waits, MONDAY + 2 * DAY).clock
    assert told is not None
    assert told.answer.waiting["customer"].working == told.waited > timedelta(0)


def test_a_holiday_that_is_told_late_changes_page_and_queue_alike(world: World, service: UUID) -> None:
    manager, clerk, anna = world.contract_manager, world.clerk, world.first.anna
    case = asked(anna, service)
    before = kept_due(world, case)
    assert queue(clerk, MONDAY) == [("Z2026-000001", date(2026, 11, 26))]
    clock.open_otherwise(
        actor=manager,
        cooperation=world.cooperation,
        day=date(2026, 11, 25),
        stretches="",
        reason="Verhuizing",
        at=MONDAY,
    )
    assert due_day(anna, case, MONDAY) == date(2026, 11, 27)
    assert queue(clerk, MONDAY) == [("Z2026-000001", date(2026, 11, 27))]
    deliver_waiting(world.provider)
    assert kept_due(world, case) == before + DAY
    why = [each.render() for each in seen(anna, case).why_term]
    assert any("2026-11-25" in each and "Verhuizing" in each for each in why)


def test_what_a_late_holiday_makes_in_time_is_late_in_no_place_of_the_desk(
    world: World, service: UUID
) -> None:
    case, clerk, friday = asked(world.first.anna, service), world.clerk, MONDAY + 4 * DAY
    (before,) = cases.desk_case_counts(actor=clerk, at=friday)
    (row,) = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(), at=friday).rows
    assert (before.late, row.clock is not None and row.clock.is_late) == (1, True)
    clock.open_otherwise(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        day=date(2026, 11, 25),
        stretches="",
        reason="Nationale rouwdag",
        at=friday,
    )
    deliver_waiting(world.provider)
    (after,) = cases.desk_case_counts(actor=clerk, at=friday)
    (row,) = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(), at=friday).rows
    assert (after.late, row.clock is not None and row.clock.is_late) == (0, False)
    assert (row.due_at, row.clock and row.clock.due_day) == (kept_due(world, case), date(2026, 11, 27))


def test_other_hours_and_other_holidays_from_a_day_on_count_from_that_day(
    world: World, service: UUID
) -> None:
    case = asked(world.first.anna, service)
    week = ["08:30-12:30 13:00-17:00"] * 3 + [""] + ["08:30-12:30"] + ["", ""]  # no Thursdays
    clock.open_on_week(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        since=TODAY,
        week=week,
        free_days=FreeDays.LAW,
        at=MONDAY,
    )
    assert due_day(world.first.anna, case, MONDAY) == date(2026, 11, 27)


def test_a_moment_that_was_written_wrongly_changes_page_queue_and_state_of_the_clock(
    world: World, service: UUID
) -> None:
    anna, clerk = world.first.anna, world.clerk
    later = MONDAY + 2 * DAY
    case = asked(anna, service)
    cases.wait_for_third(actor=clerk, case=case, words="bank", at=MONDAY + DAY)
    cases.resume_case(actor=clerk, case=case, at=later)
    before = due_day(clerk, case, later)
    waited = next(each for each in seen(clerk, case).timeline if each.act is cases.CaseAct.WAITS_FOR_THIRD)
    cases.correct_moment(
        actor=clerk, case=case, event=waited.id, moment=MONDAY + HOUR, reason="Gisteren al gebeld", at=later
    )
    after = due_day(clerk, case, later)
    assert after == before + DAY
    assert queue(clerk, later) == [("Z2026-000001", after)]
    assert kept_due(world, case) == seen(clerk, case, later).clock.answer.due  # type: ignore[union-attr]
    (moved,) = [each for each in seen(clerk, case, later).timeline if each.id == waited.id]
    assert (moved.at, moved.first_at) == (MONDAY + HOUR, MONDAY + DAY)


def test_a_moment_that_cannot_be_is_refused(world: World, service: UUID) -> None:
    clerk, later = world.clerk, MONDAY + 2 * DAY
    case = asked(world.first.anna, service)
    cases.wait_for_third(actor=clerk, case=case, words="bank", at=MONDAY + DAY)
    received, waited = (
        next(each for each in seen(clerk, case).timeline if each.act is act)
        for act in (cases.CaseAct.RECEIVED, cases.CaseAct.WAITS_FOR_THIRD)
    )
    for event, moment in (
        (waited.id, later + HOUR),  # still to come
        (waited.id, MONDAY - DAY),  # before it came in
        (received.id, MONDAY + 36 * HOUR),  # after it waited
    ):
        with pytest.raises(cases.ImpossibleMoment):
            cases.correct_moment(actor=clerk, case=case, event=event, moment=moment, reason="!", at=later)
    with pytest.raises(NotFound):
        cases.correct_moment(actor=clerk, case=case, event=UUID(int=3), moment=MONDAY, reason="!", at=later)
    with pytest.raises((Refused, NotFound)):
        cases.correct_moment(
            actor=world.first.anna, case=case, event=waited.id, moment=MONDAY, reason="!", at=later
        )


def test_another_norm_holds_for_what_comes_in_from_its_day_on(world: World) -> None:
    controller = controller_of(world)
    service = published(world, controller)
    case = asked(world.first.anna, service)
    version = catalogue.write_next_version(actor=world.contract_manager, service=service, at=MONDAY)
    content = catalogue.Content(
        name=STATEMENT.name, process="per-3D", indicators=(within(10, "calendar_days"),), form=STATEMENT.form
    )
    catalogue.change_draft(actor=world.contract_manager, version=version, content=content, at=MONDAY)
    catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=TODAY + DAY, at=MONDAY)
    tuesday = MONDAY + DAY
    assert due_day(world.first.anna, case, tuesday) == date(2026, 11, 26)
    newer = asked(world.first.bert, service, at=tuesday)
    assert due_day(world.first.bert, newer, tuesday) == date(2026, 12, 4)


def test_late_is_said_and_the_queue_goes_on_from_a_place(world: World, service: UUID) -> None:
    made = [asked(world.first.anna, service, at=MONDAY + n * HOUR / 4) for n in range(7)]
    late = MONDAY + 10 * DAY
    (counts,) = cases.desk_case_counts(actor=world.clerk, at=late)
    assert (counts.open, counts.late, counts.nobody) == (7, 7, 7)
    numbers: list[str] = []
    place = None
    while True:
        page = cases.desk_cases(actor=world.clerk, narrow=cases.CaseFilter(), after=place, count=3, at=late)
        numbers += [each.number for each in page.rows]
        assert all(each.clock is not None and each.clock.is_late for each in page.rows)
        place = page.following
        if place is None:
            break
    assert len(numbers) == len(set(numbers)) == len(made)


def test_the_desk_narrows_its_queue(world: World, service: UUID) -> None:
    clerk = world.clerk
    mine, other = asked(world.first.anna, service), asked(world.second.anna, service)
    cases.take_case(actor=clerk, case=mine, at=MONDAY)
    cases.hand_to_line(actor=clerk, case=other, line=3, words="lastig", at=MONDAY)
    for narrow, numbers in (
        ({"whose": "mine"}, ["Z2026-000001"]),
        ({"whose": "nobody"}, ["Z2026-000002"]),
        ({"line": 3}, ["Z2026-000002"]),
        ({"organisation": world.first.id}, ["Z2026-000001"]),
        ({"service": service, "text": "verklaring Anna"}, ["Z2026-000001", "Z2026-000002"]),
        ({"text": "000002"}, ["Z2026-000002"]),
        ({"state": "waiting"}, []),
        ({"state": "closed"}, []),
    ):
        assert sorted(number for number, _ in queue(clerk, MONDAY, **narrow)) == numbers, narrow
    with pytest.raises(cases.NotOfTheDesk):
        queue(world.first.anna, MONDAY)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 30)).map(
    lambda m: m.replace(tzinfo=MONDAY.tzinfo)
)


@given(received=MOMENTS, days=st.integers(1, 60), pauses=st.lists(st.integers(1, 3000), max_size=5))
def test_the_clock_of_a_case_is_the_engines_own_answer(
    received: datetime, days: int, pauses: list[int]
) -> None:
    """Whatever happened, it is what the engine says of the same events, laid out over a calendar made another way."""
    events, at, waits = [cases.Happened(cases.CaseAct.RECEIVED, received)], received, False
    for minutes in pauses:
        at += timedelta(minutes=minutes)
        waits = not waits
        act = cases.CaseAct.WAITS_FOR_THIRD if waits else cases.CaseAct.RESUMED
        events.append(cases.Happened(act, at))
    as_of = at + DAY
    told = cases.read_clock(events, clock.norm_from(within(days)), clock.Hours(UUID(int=1)), as_of)
    assert told is not None
    years = range(2025, 2032)
    hours = OpeningHours.always(
        WeekPattern.weekdays("09:00-17:00"), holidays=free_days(FreeDays.AGREEMENT, years)
    )
    calendar = EngineCalendar(hours, Period(date(2025, 1, 1), date(2032, 1, 1)))
    answer = engine_reckon(
        history_of(events), norm=Norm(days, Unit.WORKING_DAYS), calendar=calendar, as_of=as_of
    )
    assert told.answer == answer
