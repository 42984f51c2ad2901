"""Opening hours laid out over a span of days, so that working time is a subtraction.

Every stretch of opening becomes two instants, and a running total says how much working time came before it.
The working time up to any instant is then one bisection, and working time between two instants one subtraction;
the way back — when has so much working time passed? — is one bisection of the running total.
"""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from bodemplaat.engines.service_time.instants import MINUTE, instant, moment, wall_instant
from bodemplaat.engines.service_time.opening import MINUTES_IN_A_DAY, OpeningHours
from bodemplaat.kernel import MICROSECOND, Period


class BeyondCalendar(LookupError):
    """A moment, or a due moment, lies outside the days over which the calendar was laid out."""


class WorkingTime:
    """Opening hours over the days of ``span``, ready to be asked.

    A moment that is asked for must lie within the span, else ``BeyondCalendar`` is raised; so is it for a due
    moment past its end. The plural attributes are the tables themselves, in instants and microseconds, for the
    vectorised form; they are not to be changed.
    """

    __slots__ = ("before", "closes", "day_starts", "days", "hours", "opens", "span", "totals", "zone")

    def __init__(self, hours: OpeningHours, span: Period) -> None:
        self.hours, self.span, self.zone = hours, span, ZoneInfo(hours.zone)
        self.day_starts = [wall_instant(day, 0, self.zone) for day in span]
        """Each day's first instant, and of the day after the last."""
        self.day_starts.append(wall_instant(span.start, MINUTES_IN_A_DAY * span.days, self.zone))
        start = self.day_starts[0]
        self.opens, self.closes = [start], [start]
        self.days: list[int] = []
        """Which days of the span have working time, as offsets."""
        self.totals = [0]
        """Working time before each of those days, and after the last."""
        for offset, day in enumerate(span):
            self._lay_out(offset, day)
        lengths = (closes - opens for opens, closes in zip(self.opens, self.closes, strict=True))
        self.before = list(accumulate(lengths, initial=0))
        """Working time before each stretch, and after the last."""

    def _lay_out(self, offset: int, day: date) -> None:
        midnight, next_midnight = self.day_starts[offset : offset + 2]
        plain = next_midnight - midnight == MINUTES_IN_A_DAY * MINUTE
        worked = 0
        for stretch in self.hours.on(day):
            if plain:
                opens, closes = midnight + stretch.opens * MINUTE, midnight + stretch.closes * MINUTE
            else:
                opens, closes = (wall_instant(day, at, self.zone) for at in (stretch.opens, stretch.closes))
            if closes > opens:
                self.opens.append(opens)
                self.closes.append(closes)
                worked += closes - opens
        if worked:
            self.days.append(offset)
            self.totals.append(self.totals[-1] + worked)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from one moment to another; not negative, zero when ``end`` is not later."""
        first, last = instant(start), instant(end)
        return (self.worked(last) - self.worked(first)) * MICROSECOND if last > first else timedelta(0)

    def after(self, start: datetime, working: timedelta) -> datetime:
        """The first moment, from ``start`` on, at which so much working time has passed.

        An amount that fills the day exactly ends at closing time, not at the next opening.
        """
        return moment(self.add(instant(start), working // MICROSECOND), self.zone)

    def worked(self, at: int) -> int:
        """Microseconds of working time from the start of the span up to an instant."""
        self.within(at)
        stretch = bisect_right(self.opens, at) - 1
        return self.before[stretch] + min(at, self.closes[stretch]) - self.opens[stretch]

    def add(self, start: int, working: int) -> int:
        """The first instant, not before ``start``, at which ``working`` microseconds have been worked."""
        if working <= 0:
            return start
        target = self.worked(start) + working
        stretch = bisect_left(self.before, target)
        if stretch > len(self.closes):
            raise BeyondCalendar(self.beyond("the working time asked for ends after"))
        return self.closes[stretch - 1] - (self.before[stretch] - target)

    def day_of(self, at: int) -> int:
        """The day of an instant, as an offset in the span."""
        self.within(at)
        return bisect_right(self.day_starts, at) - 1

    def first_day_after(self, at: int) -> int:
        """Rank of the first day with working time after the day of ``at``."""
        return bisect_right(self.days, self.day_of(at))

    def first_day_from(self, at: int) -> int:
        """Rank of the first day with working time, the day of ``at`` included."""
        return bisect_left(self.days, self.day_of(at))

    def end_of_day(self, rank: int) -> int:
        """The last instant of a day with working time: one microsecond before midnight."""
        if rank >= len(self.days):
            raise BeyondCalendar(self.beyond("the days asked for end after"))
        return self.day_starts[self.days[rank] + 1] - 1

    def whole_days(self, start: int, end: int) -> range:
        """Ranks of the days whose working time lies wholly in the working time [``start``, ``end``)."""
        return range(bisect_left(self.totals, start), bisect_right(self.totals, end) - 1)

    def within(self, at: int) -> None:
        """Raise ``BeyondCalendar`` unless an instant lies in the span."""
        if not self.day_starts[0] <= at < self.day_starts[-1]:
            raise BeyondCalendar(self.beyond(f"{moment(at, self.zone).isoformat()} lies outside"))

    def beyond(self, what: str) -> str:
        """The words of a ``BeyondCalendar``."""
        return f"{what} the calendar, which runs from {self.span.start} up to {self.span.end}"
