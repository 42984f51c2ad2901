"""Days and weeks take turns, and the newest backup is never among what goes."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.foundation.backup.rotation import Rotation, backups_in, name_of, tidy

MOMENTS = st.sets(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    max_size=60,
)


@given(MOMENTS, st.integers(1, 9), st.integers(0, 6))
def test_the_newest_stays_and_there_are_never_more_than_days_and_weeks(
    moments: set[datetime], daily: int, weekly: int
) -> None:
    rotation = Rotation(daily, weekly)
    old = rotation.too_old(moments)
    kept = moments - old
    assert old <= moments
    assert len(kept) <= daily + weekly
    if moments:
        assert max(moments) in kept
    assert rotation.too_old(kept) == frozenset()  # tidied once is tidied


@given(MOMENTS, st.integers(1, 9), st.integers(0, 6))
def test_each_of_the_last_days_keeps_its_last(moments: set[datetime], daily: int, weekly: int) -> None:
    kept = moments - Rotation(daily, weekly).too_old(moments)
    days = sorted({name_day(moment) for moment in moments}, reverse=True)[:daily]
    for day in days:
        assert max(moment for moment in moments if name_day(moment) == day) in kept


def name_day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()


def test_five_weeks_of_daily_backups_leave_seven_days_and_the_weeks_before(tmp_path: Path) -> None:
    first = datetime(2026, 10, 24, 2, 15, tzinfo=UTC)  # the clock goes back the next night
    for day in range(36):
        (tmp_path / name_of(first + timedelta(days=day))).write_bytes(b"x")
    (tmp_path / "bodemplaat-of-another.backup").write_bytes(b"not ours")
    tidy(tmp_path)
    kept = sorted(moment.date().isoformat() for moment, _ in backups_in(tmp_path))
    assert kept == [
        "2026-11-08",
        "2026-11-15",
        "2026-11-22",
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
        "2026-11-27",
        "2026-11-28",
    ]
    assert (tmp_path / "bodemplaat-of-another.backup").exists()
