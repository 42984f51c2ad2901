"""Cases against their norm: counted, inside and outside, over months, and who kept what waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.performance.reckoning.outcomes import (
    HOUR,
    INSIDE,
    NEVER,
    OUTSIDE,
    UNJUDGED,
    Outcomes,
    Waited,
    Whole,
    days_of,
    is_in,
)
from bodemplaat.kernel import Period, moment_of
from bodemplaat.kernel.later import later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = later("numpy")

MOST_LATE: Final = 10
"""How many of the cases that were furthest outside their norm are named."""
_FIRST_OF_1970: Final = date(1970, 1, 1).toordinal()
Places: TypeAlias = "NDArray[np.intp]"


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month: how many cases came in, how many were closed, and how many of those that had a norm kept it."""

    month: date
    received: int = 0
    closed: int = 0
    judged: int = 0
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One cause of waiting over the closed cases of a period: how many waited for it, and how long together in opening hours."""

    cause: str
    cases: int
    working_hours: Fraction


@dataclass(frozen=True, slots=True)
class LateCase:
    """A case outside its norm; ``ended`` is ``None`` while it is open."""

    case: UUID
    number: str
    received: datetime
    due: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A period in figures. ``counted`` cases were closed in it; ``judged`` of them had a norm, ``inside`` kept it."""

    received: int = 0
    counted: int = 0
    judged: int = 0
    inside: int = 0
    open: int = 0
    open_late: int = 0
    median_hours: Fraction | None = None
    months: tuple[MonthFigures, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    late: tuple[LateCase, ...] = ()
    unreadable: int = 0

    @property
    def outside(self) -> int:
        """The judged cases that did not keep their norm."""
        return self.judged - self.inside

    @property
    def share(self) -> Fraction | None:
        """The part that kept its norm; ``None`` when nothing was judged."""
        return Fraction(self.inside, self.judged) if self.judged else None


def figures(
    outcomes: Outcomes,
    period: Period,
    *,
    zone: ZoneInfo,
    since: date = date.min,
    unreadable: int = 0,
) -> Figures:
    """The figures of a period, with the months of ``outcomes`` beside it from ``since`` on: of older ones not all cases are known.

    A case counts in the period in which it was closed, as it was settled by the handbook's own indicator: from receipt to
    settling, in and outside the term.
    """
    came, over = days_of(outcomes.received, zone), outcomes.ended != NEVER
    gone = days_of(outcomes.ended[over], zone)
    verdict = outcomes.verdict
    closed = np.flatnonzero(over)[is_in(period, gone)]
    return Figures(
        received=int(is_in(period, came).sum()),
        counted=len(closed),
        judged=int((verdict[closed] != UNJUDGED).sum()),
        inside=int((verdict[closed] == INSIDE).sum()),
        open=int((~over).sum()),
        open_late=int((verdict[~over] == OUTSIDE).sum()),
        median_hours=_median(outcomes.worked[closed]),
        months=tuple(_months(came, gone, verdict[over], since)),
        waiting=_waiting(outcomes.waited, closed),
        late=_late(outcomes, np.concatenate([closed, np.flatnonzero(~over)])),
        unreadable=unreadable,
    )


def _months(came: Whole, gone: Whole, verdict: Whole, since: date) -> Iterator[MonthFigures]:
    """The months in which something came in or was closed; ``verdict`` is of what is ``gone``."""
    first, of_each = np.unique(_month_of(np.concatenate([came, gone])), return_inverse=True)
    of_came, of_gone = of_each[: len(came)], of_each[len(came) :]
    counts = (of_came, of_gone, of_gone[verdict != UNJUDGED], of_gone[verdict == INSIDE])
    columns = (np.bincount(each, minlength=len(first)).tolist() for each in counts)
    for month, *counted in zip(first.tolist(), *columns, strict=True):
        begin = date(1970 + month // 12, month % 12 + 1, 1)
        if begin >= since:
            yield MonthFigures(begin, *counted)


def _month_of(days: Whole) -> Whole:
    """The month of each day, counted from January 1970."""
    return (days - _FIRST_OF_1970).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _median(worked: Whole) -> Fraction | None:
    if not len(worked):
        return None
    middle = (len(worked) - 1) // 2
    return Fraction(int(np.partition(worked, middle)[middle]), HOUR)


def _waiting(waited: Waited, closed: Places) -> tuple[Waiting, ...]:
    counted = np.isin(waited.case, closed)
    waiting = []
    for number, cause in enumerate(waited.causes):
        spent = waited.spent[counted & (waited.cause == number)]
        if len(spent):
            waiting.append(Waiting(cause, len(spent), Fraction(int(spent.sum()), HOUR)))
    return tuple(sorted(waiting, key=lambda each: (-each.working_hours, each.cause)))


def _late(outcomes: Outcomes, places: Places) -> tuple[LateCase, ...]:
    """Of these cases the ones furthest outside their norm."""
    late = np.sort(places[outcomes.verdict[places] == OUTSIDE])
    by = outcomes.late_by[late]
    if len(late) > MOST_LATE:
        late = late[by >= np.partition(by, -MOST_LATE)[-MOST_LATE]]
    facts, ended, due = outcomes.facts, outcomes.ended, outcomes.due
    furthest = sorted(late.tolist(), key=lambda place: (-int(outcomes.late_by[place]), facts[place].number))
    return tuple(
        LateCase(
            UUID(facts[place].case),
            facts[place].number,
            facts[place].received,
            moment_of(int(due[place])),
            None if ended[place] == NEVER else moment_of(int(ended[place])),
        )
        for place in furthest[:MOST_LATE]
    )
