"""The requests of the demo, the same story every time, with some left to work on; and the figures that were signed of them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.world import MONDAY

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.performance import api as performance
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.asking import A_WEEK, WEEKS, ask
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.offering import offer_services
from bodemplaat.rehearsal.demo.reporting import WAITS, contract_manager_of, month_before, report


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    """The story is told backwards from a day: always the same one."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_some_dozens_of_requests_with_something_of_everything(db: None) -> None:
    now = timezone.now()
    alliance = found(ALLIANCES[0], at=now - timedelta(days=150))
    offer_services(alliance, at=now - timedelta(days=150))
    assert ask(alliance, now=now) == WEEKS * A_WEEK
    clerk = alliance.provider.with_role(Role.SSC_CLERK)[0]
    over = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(state="closed"), count=100, at=now).rows
    open_ = cases.desk_cases(actor=clerk, narrow=cases.CaseFilter(), count=100, at=now).rows
    assert len(over) + len(open_) == WEEKS * A_WEEK
    assert open_
    late = [each for each in over if each.clock is not None and each.clock.is_late]
    assert 0 < len(late) < len(over) / 2
    assert len({each.organisation_id for each in over}) > 1


def test_last_month_was_signed_by_most_and_waits_for_one(db: None) -> None:
    now = timezone.now()
    alliance = found(ALLIANCES[0], at=now - timedelta(days=150))
    offer_services(alliance, at=now - timedelta(days=150))
    ask(alliance, now=now)
    offered = report(alliance, now=now)
    manager = contract_manager_of(alliance.members[0], timezone.localdate(now))
    rows = performance.reports(actor=manager)
    assert len(rows) == offered > 1
    states = {row.customer_name: row.state for row in rows}
    assert "confirmed" in states.values()
    assert states[WAITS] == "waiting"
    assert {(row.first_day, row.last_day) for row in rows} == {
        (month.start, month.end - timedelta(days=1))
        for month in [month_before(timezone.localdate(now))]
        if month.end is not None
    }
