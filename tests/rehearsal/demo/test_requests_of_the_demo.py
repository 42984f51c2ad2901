"""The requests of the demo: the same story every time, some of each kind, and some left to work on."""

from datetime import timedelta

from django.utils import timezone

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.rehearsal.demo.asking import A_WEEK, WEEKS, ask
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.offering import offer_services


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
