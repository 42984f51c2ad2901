"""Cases counted against the norm of the service that was asked for, beside the clock on their own page."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.capabilities.cases.desk import asked, controller_of, published, seen
from tests.capabilities.performance.agreeing import agree
from tests.world import MONDAY, World

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Period

DAY = timedelta(days=1)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
LATER = MONDAY + 14 * DAY


@pytest.fixture
def service(world: World) -> UUID:
    return published(world, controller_of(world))


def closed(world: World, case: UUID, days: int) -> None:
    cases.close_case(
        actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=MONDAY + days * DAY
    )


def told(actor: Actor) -> performance.ServiceFigures:
    (figures,) = performance.performance(actor=actor, period=NOVEMBER, now=LATER).services
    return figures


def test_in_time_too_late_and_what_the_requester_kept_waiting(world: World, service: UUID) -> None:
    in_time, late, asked_back = (asked(world.first.anna, service) for _ in range(3))
    closed(world, in_time, 3)
    closed(world, late, 7)
    cases.ask_requester(actor=world.clerk, case=asked_back, question="Welke bank?", at=MONDAY)
    cases.write_message(actor=world.first.anna, case=asked_back, words="BNG", at=MONDAY + 4 * DAY)
    closed(world, asked_back, 7)
    figures = told(world.first.carla).figures
    assert (figures.counted, figures.inside) == (3, 2)
    assert [(each.cause, each.cases) for each in figures.waiting] == [("customer:requester", 1)]
    assert [each.number for each in figures.late] == [seen(world.clerk, late).number]
    assert told(world.contract_manager).figures == figures


def test_the_report_says_of_each_case_what_its_page_says(world: World, service: UUID) -> None:
    late = asked(world.first.anna, service)
    closed(world, late, 7)
    clock = seen(world.clerk, late, LATER).clock
    assert clock is not None
    assert clock.is_late
    (outcome,) = told(world.first.carla).outcomes
    assert outcome.is_inside is False
    assert outcome.due == clock.answer.due


def test_what_was_opened_again_is_told_in_words(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    closed(world, case, 1)
    cases.reopen_case(actor=world.first.anna, case=case, words="Nog een fout", at=MONDAY + 2 * DAY)
    closed(world, case, 3)
    seen_so = performance.performance(actor=world.first.carla, period=NOVEMBER, now=LATER)
    report = performance.report_of(seen_so, name="Nederlek", period_name="november", language="nl")
    (waiting,) = [table for table in report.tables if table.key == "waiting"]
    (row,) = waiting.rows
    assert [str(cell) for cell in row[1:3]] == ["closed, then reopened", "an answer that was not right yet"]
    assert "model file" not in "".join(map(str, report.recalculates))
    assert report.recalculates


def test_a_number_of_days_that_was_agreed_is_what_page_queue_and_report_count_by(
    world: World, service: UUID
) -> None:
    taken = agreements.Taken("SP18", 1, norm=Decimal(6), reason="Eerste jaar")
    agree(world, (agreements.DVO, agreements.Content(services=(taken,))))
    own, other = asked(world.first.anna, service), asked(world.second.anna, service)
    queue = {
        row.id: row for row in cases.desk_cases(actor=world.clerk, narrow=cases.CaseFilter(), at=MONDAY).rows
    }
    for case, days in ((own, 8), (other, 3)):
        clock = seen(world.clerk, case).clock
        assert clock is not None
        assert clock.due_day == timezone.localdate(MONDAY + days * DAY)
        assert queue[case].due_at == clock.answer.due
    assert seen(world.first.anna, own).clock == seen(world.clerk, own).clock
    closed(world, own, 7)
    closed(world, other, 7)
    kept = told(world.first.carla)
    assert (kept.figures.inside, kept.figures.judged) == (1, 1)
    assert kept.indicator is not None
    assert kept.indicator.number == 6
    assert told(world.second.carla).figures.inside == 0
    both = performance.performance(actor=world.contract_manager, period=NOVEMBER, now=LATER).services
    assert {each.customer_id: each.indicator.number for each in both if each.indicator is not None} == {
        world.first.id: 6,
        world.second.id: 3,
    }
    cases.reopen_case(actor=world.first.anna, case=own, words="Nog een fout", at=MONDAY + 7.1 * DAY)
    again = seen(world.clerk, own, MONDAY + 7.2 * DAY)
    assert again.clock is not None
    assert not again.clock.is_late


def test_two_statements_for_however_many_cases(world: World, service: UUID) -> None:
    def asked_for() -> int:
        with CaptureQueriesContext(connection) as statements:
            cases.case_facts(actor=world.contract_manager, since=MONDAY - DAY, until=LATER)
        return len(statements)

    asked(world.first.anna, service)
    few = asked_for()
    for _ in range(4):
        asked(world.second.anna, service)
    assert asked_for() == few
