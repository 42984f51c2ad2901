"""What is delivered when: the lines of a calendar, the days on which each is due, and whether it was in time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.kernel import Said, months_later, say

PROVIDER, CUSTOMER = "provider", "customer"
SIDES: Final = (CUSTOMER, PROVIDER)
ONCE, MONTHLY, QUARTERLY, YEARLY = "once", "monthly", "quarterly", "yearly"
MONTHS: Final[Mapping[str, int]] = {ONCE: 0, MONTHLY: 1, QUARTERLY: 3, YEARLY: 12}
"""How many months lie between two times; none for days that do not come back."""
CALENDARS: Final[Mapping[FreeDays, Said]] = {
    FreeDays.AGREEMENT: say("that of the collective agreement (Cao Gemeenten)"),
    FreeDays.LAW: say("that of the law (Algemene termijnenwet)"),
    FreeDays.OWN: say("none: only weekends are free"),
}
"""By whose calendar days are free, in words."""
REMINDED_BEFORE: Final = 5
"""How many days before a delivery is due its side is reminded, unless the line says otherwise."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A line of the calendar: what ``owed_by`` hands over to the other side, on each of its ``days`` and so often after.

    ``number`` is that of the line, the same in every version, so that a new version goes on with what was handed over.
    """

    number: int
    what: str
    owed_by: str
    rhythm: str
    days: tuple[date, ...]
    remind: int = REMINDED_BEFORE

    @property
    def awaited_by(self) -> str:
        """The side that receives it."""
        return PROVIDER if self.owed_by == CUSTOMER else CUSTOMER

    def planned(self, since: date, until: date) -> Iterator[date]:
        """Its days from ``since`` up to ``until``, each once, in order; a month without that day gives its last."""
        step = MONTHS.get(self.rhythm, 0)
        planned = set()
        for first in self.days:
            if not step:
                planned.add(first)
                continue
            months = (since.year - first.year) * 12 + since.month - first.month
            time = max(0, months // step)
            while (day := months_later(first, time * step)) < until:
                planned.add(day)
                time += 1
        yield from sorted(day for day in planned if since <= day < until)


def due_day(planned: date, whose: FreeDays) -> date:
    """The day itself, or where that is free by this calendar, or a weekend, the working day after."""
    day = planned
    while day.weekday() >= 5 or day in _free(whose, day.year):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=64)
def _free(whose: FreeDays, year: int) -> frozenset[date]:
    return free_days(whose, [year])


def days_late(due: date, handed_over: date | None, on: date) -> int:
    """How many days after it was due something was handed over, or is not yet; none in time."""
    return max(0, ((handed_over or on) - due).days)


def when_of(delivery: Delivery) -> Said:
    """How often and from when, in words."""
    texts = {
        ONCE: say("on {days}"),
        MONTHLY: say("each month, first on {days}"),
        QUARTERLY: say("each quarter, first on {days}"),
        YEARLY: say("each year, first on {days}"),
    }
    return texts[delivery.rhythm].using(days=_listed(delivery.days))


def _listed(days: tuple[date, ...]) -> object:
    if len(days) == 1:
        return days[0]
    return say("{day}, {others}", day=days[0], others=_listed(days[1:]))
