"""Just after midnight it is another day here than in Greenwich."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.world import TODAY, World

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.tenancy.api import Refused

TWENTY_PAST_MIDNIGHT = datetime(2026, 11, 23, 23, 20, tzinfo=UTC)
"""00:20 on 24 November in the Netherlands."""


def named(world: World, since: date) -> object:
    jan = world.first.jan
    return access.name_substitute(
        actor=jan,
        absent=jan.person,
        substitute=world.first.bert.person,
        since=since,
        until=since + timedelta(days=9),
        at=world.at,
    )


def holds(world: World, on: date) -> bool:
    return world.first.jan.person in access.stands_in_for(
        actor=world.system, person=world.first.bert.person, on=on
    )


def test_ended_just_after_midnight_it_held_the_day_before(world: World) -> None:
    substitution = named(world, TODAY)
    access.end_substitution(actor=world.first.jan, substitution=substitution, at=TWENTY_PAST_MIDNIGHT)  # type: ignore[arg-type]
    assert [holds(world, TODAY + timedelta(days=n)) for n in (0, 1)] == [True, False]


def test_ending_what_has_ended_is_refused_and_changes_nothing(world: World) -> None:
    substitution = named(world, TODAY)
    access.end_substitution(actor=world.first.jan, substitution=substitution, at=TWENTY_PAST_MIDNIGHT)  # type: ignore[arg-type]
    for later in (TWENTY_PAST_MIDNIGHT, TWENTY_PAST_MIDNIGHT + timedelta(days=3)):
        with pytest.raises(Refused, match="ended already"):
            access.end_substitution(actor=world.first.jan, substitution=substitution, at=later)  # type: ignore[arg-type]
    assert [holds(world, TODAY + timedelta(days=n)) for n in (0, 1, 2)] == [True, False, False]
