"""Instants and moments say the same."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.kernel import instant_of, moment_of


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert moment_of(instant_of(moment)) == moment.astimezone(UTC)


def test_a_moment_without_a_zone_is_no_instant() -> None:
    with pytest.raises(TypeError):
        instant_of(datetime(2026, 11, 30))
