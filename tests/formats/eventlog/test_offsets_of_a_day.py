"""A day on which no clock changes is looked up once; on the others, and in every zone, each moment is read as it was."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bodemplaat.formats.eventlog.timestamps import LocalTime, TimestampReader

ZONES = (
    "Europe/Amsterdam", "Africa/Cairo", "America/Santiago", "Asia/Beirut", "America/Asuncion", "Atlantic/Azores",
    "Australia/Lord_Howe", "America/Scoresbysund",
)  # fmt: skip


def one_by_one(zone: ZoneInfo, moment: datetime) -> tuple[datetime, LocalTime]:
    """Both offsets that a time on the wall can have, compared."""
    first, second = moment.replace(tzinfo=zone), moment.replace(tzinfo=zone, fold=1)
    before, after = first.utcoffset(), second.utcoffset()
    assert before is not None
    assert after is not None
    if before < after:
        return (moment + (after - before)).replace(tzinfo=zone), LocalTime.SKIPPED
    return first, LocalTime.PLAIN if before == after else LocalTime.TWICE


@pytest.mark.parametrize("name", ZONES)
def test_each_quarter_around_each_change_of_the_clock_is_the_moment_that_both_offsets_say(name: str) -> None:
    zone, reader = ZoneInfo(name), TimestampReader(ZoneInfo(name))
    days = [datetime(2022, 1, 1) + timedelta(days=number) for number in range(2 * 365)]
    changes = [
        day
        for day in days
        if day.replace(tzinfo=zone).utcoffset() != (day + timedelta(days=1)).replace(tzinfo=zone).utcoffset()
    ]
    assert changes
    for day in changes:
        for quarter in range(-100, 200):
            moment = day + timedelta(minutes=15 * quarter)
            read, special = reader.read(moment.isoformat(sep=" "))
            expected, what = one_by_one(zone, moment)
            expected_utc = expected.astimezone(UTC)
            assert (read.astimezone(UTC), read.utcoffset(), special) == (
                expected_utc,
                expected.utcoffset(),
                what,
            )
