"""The shared centre and its municipalities deliver to each other in the demo, and every fact of it is right."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bodemplaat.foundation.tenancy.api import midnight
from bodemplaat.rehearsal.demo.agreeing import agree_on_every_year
from bodemplaat.rehearsal.demo.cast import ALLIANCES
from bodemplaat.rehearsal.demo.delivering import deliver_and_read_back
from bodemplaat.rehearsal.demo.founding import found
from bodemplaat.rehearsal.demo.offering import offer_services

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SINCE = date(2026, 1, 1)


@pytest.mark.django_db
def test_what_is_delivered_is_read_back_as_it_should_be() -> None:
    founded_at = midnight(SINCE) - timedelta(days=30, hours=-9)
    founded = found(ALLIANCES[0], at=founded_at)
    offer_services(founded, at=founded_at)
    agree_on_every_year(founded, since=SINCE, until=date(2026, 11, 23))
    facts = list(deliver_and_read_back(founded, now=NOW))
    assert len(facts) > 3
    assert [each.what for each in facts if not each.is_true] == []
