"""Moments as whole microseconds of universal time, and the wall clock of one zone on its two odd nights.

An instant is an ``int``: microseconds since 1 January 1970 00:00 UTC. Integers make prefix sums and bisection
exact, for one case and for arrays of a million alike.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from bodemplaat.kernel import instant_of, moment_of

SECOND = 1_000_000
MINUTE = 60 * SECOND


def universal(moment: datetime) -> datetime:
    """The same moment in universal time. Raises ``ValueError`` for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} names no time zone, so it is not one moment")
    return moment.astimezone(UTC)


def instant(moment: datetime) -> int:
    """The instant of a moment. Raises ``ValueError`` for a moment without a time zone."""
    return instant_of(universal(moment))


def moment(of: int, zone: ZoneInfo) -> datetime:
    """The moment of an instant as the wall clock of ``zone`` showed it, with the offset it had then.

    The offset is fixed on purpose: Python compares two moments of one named zone by what the clock showed, which
    goes wrong in the hour that autumn shows twice.
    """
    local = moment_of(of).astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)), fold=0)


def day_in(zone: ZoneInfo, at: datetime) -> date:
    """The day on which a moment is by the wall clock of ``zone``. Raises ``ValueError`` for a moment without a time zone."""
    return universal(at).astimezone(zone).date()


def wall_instant(day: date, minute: int, zone: ZoneInfo) -> int:
    """The instant at which the wall clock shows ``minute`` of ``day`` for the first time.

    Minute 1440 is the midnight after. In autumn, when an hour is shown twice, the first showing counts; in
    spring, a time that is never shown becomes the moment of the jump. So the mapping never goes back: opening
    times that adjoin on paper adjoin in fact, and a whole day is 25 or 23 hours long.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return instant(first)
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return instant(before) + _seconds_to_jump(before, first, zone) * SECOND


def _seconds_to_jump(before: datetime, after: datetime, zone: ZoneInfo) -> int:
    """How many seconds from ``before`` the wall clock jumps; it does so once between the two."""
    old = before.astimezone(zone).utcoffset()

    def jumped(seconds: int) -> bool:
        return (before + timedelta(seconds=seconds)).astimezone(zone).utcoffset() != old

    return bisect_left(range(int((after - before).total_seconds())), True, key=jumped)
