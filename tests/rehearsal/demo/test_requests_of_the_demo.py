"""The requests of the demo, the same story every time: a year with a pattern, its reports, and the last weeks one by one."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.world import MONDAY

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.tenancy.api import Role, midnight
from bodemplaat.kernel import Euro, Period
from bodemplaat.rehearsal.demo.agreeing import NEGOTIATES, agree_on_every_year
from bodemplaat.rehearsal.demo.asking import A_WEEK, WEEKS, ask, leave_to_check
from bodemplaat.rehearsal.demo.cast import ALLIANCES, MATRIX
from bodemplaat.rehearsal.demo.dividing import divide
from bodemplaat.rehearsal.demo.founding import FoundedAlliance, found
from bodemplaat.rehearsal.demo.offering import check_changes_of_accounts, offer_in_matrix, offer_services
from bodemplaat.rehearsal.demo.reporting import WAITS, contract_manager_of, quarters_over, report
from bodemplaat.rehearsal.demo.year import (
    BAD_QUARTER,
    SERVICES,
    SIZES,
    STRUCK,
    WEEKDAYS,
    Shape,
    live_a_year,
    quarters_of,
    year_before,
)

SMALL = Shape(0.35)


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    """The story is told backwards from a day: always the same one."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def centre(now: datetime) -> FoundedAlliance:
    """The shared centre with its catalogue, from before the year on."""
    at = midnight(year_before(timezone.localdate(now))) - timedelta(days=30)
    alliance = found(ALLIANCES[0], at=at)
    offer_services(alliance, at=at)
    return alliance


def test_the_last_weeks_have_something_of_everything(db: None) -> None:
    now = timezone.now()
    alliance = centre(now)
    assert ask(alliance, now=now) == WEEKS * A_WEEK
    clerk = alliance.provider.with_role(Role.SSC_CLERK)[0]
    over = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(state="closed"), count=100, at=now).rows
    open_ = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(), count=100, at=now).rows
    assert len(over) + len(open_) == WEEKS * A_WEEK
    assert open_
    late = [each for each in over if each.clock is not None and each.clock.is_late]
    assert 0 < len(late) < len(over) / 2
    assert len({each.organisation_id for each in over}) > 1


def test_changes_of_accounts_are_checked_by_a_colleague_and_one_waits_for_it(db: None) -> None:
    now = timezone.now()
    alliance = centre(now)
    check_changes_of_accounts(alliance, at=now - timedelta(days=30))
    ask(alliance, now=now)
    waits = leave_to_check(alliance, now=now)
    first, second, *_ = alliance.provider.with_role(Role.SSC_CLERK)
    closed = cases.desk_cases(actor=first, narrow=cases.CaseFilter(state="closed"), count=100, at=now).rows
    checked = [each for each in closed if each.content.second_check == catalogue.ALWAYS]
    assert checked
    for row in checked:
        acts = [each.act for each in cases.case_view(actor=first, case=row.id, at=now).timeline]
        assert acts.index(cases.CaseAct.CHECK_ASKED) < acts.index(cases.CaseAct.CLOSED)
    to_check = cases.desk_cases(actor=first, narrow=cases.CaseFilter(state="second_check"), count=100, at=now)
    assert waits in {each.id for each in to_check.rows}
    cases.check_case(actor=second, case=waits, at=now)
    assert cases.case_view(actor=first, case=waits, at=now).state is cases.CaseState.CLOSED


def test_four_quarters_are_reported_one_waits_and_one_credits(db: None) -> None:
    now = timezone.now()
    alliance = centre(now)
    agree_on_every_year(alliance, since=year_before(timezone.localdate(now)), until=timezone.localdate(now))
    live_a_year(alliance, now=now, until=now, shape=SMALL)
    assert report(alliance, now=now) == 16
    manager = contract_manager_of(alliance.members[0], timezone.localdate(now))
    rows = performance.reports(actor=manager)
    periods = list(quarters_over(timezone.localdate(now)))
    assert {(row.first_day, row.last_day) for row in rows} == {
        (each.start, each.end - timedelta(days=1)) for each in periods if each.end
    }
    waiting = [(row.customer_name, row.first_day) for row in rows if row.state != "confirmed"]
    assert waiting == [(WAITS, periods[-1].start)]
    credits_ = {}
    for row in rows:
        seen = performance.report(actor=manager, report=row.id, now=now, on=timezone.localdate(now)).seen
        credits_[row.customer_name, row.first_day] = seen.credit
    struck = (STRUCK, periods[BAD_QUARTER].start)
    assert {place for place, credit in credits_.items() if credit} == {struck}
    assert all((credit is None) == (name == NEGOTIATES) for (name, _), credit in credits_.items())
    assert (credits_[struck] or Euro(0)) > Euro(0)


def test_requests_have_seasons_weekdays_and_causes_of_waiting(db: None) -> None:
    now = timezone.now()
    alliance = centre(now)
    made = live_a_year(alliance, now=now, until=now, shape=SMALL)
    first = year_before(timezone.localdate(now))
    facts = cases.case_facts(
        actor=contract_manager_of(alliance.members[0], timezone.localdate(now)),
        since=midnight(first),
        until=now,
    )
    assert 1000 < len(facts) <= made < 1500
    days = Counter(timezone.localdate(each.received).weekday() for each in facts)
    assert days[0] > days[2] > days[4] > days[5] + days[6]
    months = Counter((each.received.year, each.received.month) for each in facts)
    assert months[2026, 1] > 1.4 * months[2026, 8]
    causes = Counter(cause for each in facts for _, move, cause in each.steps if move == "suspended")
    assert set(causes) == set(cases.CAUSES)
    assert min(causes.values()) > len(facts) / 20
    volumes = Counter(each.service for each in facts)
    assert max(volumes.values()) > 1.5 * min(volumes.values())


def test_the_same_day_has_the_same_story_whenever_it_is_told(db: None) -> None:
    now = timezone.now()
    alliance = centre(now)
    until = midnight(date(2026, 1, 12))
    once = live_a_year(alliance, now=now, until=until, shape=SMALL)
    assert live_a_year(alliance, now=now, until=until, shape=SMALL) == once
    manager = contract_manager_of(alliance.members[0], timezone.localdate(now))
    facts = cases.case_facts(actor=manager, since=until - timedelta(days=400), until=now)
    assert len(facts) <= once  # the same keys came in once


def test_each_of_five_offers_something_and_two_have_a_desk(db: None) -> None:
    now = timezone.now()
    k5 = found(MATRIX, at=now - timedelta(days=60))
    divide(k5, at=now - timedelta(days=60))
    offer_in_matrix(k5, at=now - timedelta(days=60))
    on = timezone.localdate(now)
    providers, desks = set(), set()
    for each in k5.municipalities:
        employee, controller = each.with_role(Role.EMPLOYEE)[0], each.with_role(Role.CONTROLLER)[0]
        offered = catalogue.services_offered(actor=controller, on=on)
        providers |= {service.provider_name for service in offered}
        codes = {service.code for service in catalogue.services_offered(actor=employee, on=on)}
        assert not codes & {"SF08", "SP23"}, "what an organisation asks is not for each employee"
        asked_for = cases.services_to_ask_for(actor=employee, customer=each.id, on=on)
        desks |= {service.provider_name for service in asked_for}
    assert providers == {each.name for each in k5.members}
    assert {"Gemeente Nederlek", "Gemeente Bergambacht"} <= desks
    since = on - timedelta(days=58)
    assert live_a_year(k5, now=now, until=now, shape=Shape(0.4, (0.2,) * 5), since=since) > 30


def test_the_quarters_are_whole_and_follow_on_each_other() -> None:
    assert quarters_of(date(2027, 1, 1)) == tuple(
        date(year, month, 1) for year, month in [(2026, 1), (2026, 4), (2026, 7), (2026, 10), (2027, 1)]
    )
    assert list(quarters_over(date(2026, 12, 31)))[-1] == Period(date(2026, 7, 1), date(2026, 10, 1))
    assert sum(SIZES) == pytest.approx(1)
    assert len(WEEKDAYS) == 7
    assert Shape().mean(SERVICES[0], date(2026, 11, 23), 1) > Shape().mean(SERVICES[0], date(2026, 11, 27), 1)
