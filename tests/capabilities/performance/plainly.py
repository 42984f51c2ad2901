"""Figures as anybody would count them: one case after another, each asked of the clock on its own. Slow, and the law."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts, Promise
from bodemplaat.capabilities.performance.reckoning.figures import (
    MOST_LATE,
    Figures,
    LateCase,
    MonthFigures,
    Waiting,
)
from bodemplaat.capabilities.performance.reckoning.outcomes import HOUR, Outcome
from bodemplaat.engines.service_time import (
    Calendar,
    Closed,
    Event,
    History,
    ImpossibleHistory,
    Norm,
    Received,
    Reopened,
    Resumed,
    State,
    Suspended,
    Unit,
    day_in,
    reckon,
)
from bodemplaat.kernel import MICROSECOND, Period

PLAIN = {"resumed": Resumed, "closed": Closed, "reopened": Reopened}
NO_NORM = Norm(1, Unit.WORKING_MINUTES)


def judge_plainly(
    cases: Sequence[CaseFacts], promises: Sequence[Promise], calendar: Calendar, *, as_of: datetime
) -> tuple[list[Outcome], int]:
    """Each case on its own."""
    known = [case for case in cases if case.received <= as_of]
    outcomes = [_outcome(case, promises, calendar, as_of) for case in known]
    read = [outcome for outcome in outcomes if outcome is not None]
    return read, len(known) - len(read)


def _outcome(
    case: CaseFacts, promises: Sequence[Promise], calendar: Calendar, as_of: datetime
) -> Outcome | None:
    norm = _norm(promises, day_in(ZoneInfo(calendar.opening.hours.zone), case.received))
    events: list[Event] = [Received(case.received)]
    for number, (at, move, cause) in enumerate(case.steps, 1):
        if move == "suspended":
            events.append(Suspended(at, cause=cause, number=number))
        else:
            events.append(PLAIN[move](at, number=number))
    try:
        answer = reckon(History.of(*events), norm=norm or NO_NORM, calendar=calendar, as_of=as_of)
    except ImpossibleHistory:
        return None
    end = case.received + answer.gross.clock
    since = answer.breached_since
    return Outcome(
        facts=case,
        ended=end if answer.state is State.CLOSED else None,
        due=answer.due if norm else None,
        is_inside=answer.inside if norm else None,
        late_by=(end - since) // MICROSECOND if norm and since is not None else 0,
        worked=answer.net.working // MICROSECOND,
        waited=tuple(
            sorted((cause, spent.working // MICROSECOND) for cause, spent in answer.waiting.items())
        ),
    )


def _norm(promises: Sequence[Promise], day: date) -> Norm | None:
    ordered = sorted(promises, key=lambda promise: promise.since)
    for promise in ordered:
        if promise.holds_on(day):
            return promise.norm
    if not ordered:
        return None
    return ordered[0].norm if day < ordered[0].since else ordered[-1].norm


def figures_plainly(
    outcomes: Sequence[Outcome], period: Period, *, zone: ZoneInfo, since: date, unreadable: int
) -> Figures:
    """The figures counted one outcome after another."""
    months: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    waited: dict[str, list[int]] = defaultdict(list)
    closed, late = [], []
    for each in outcomes:
        months[day_in(zone, each.facts.received).replace(day=1)][0] += 1
        counts = each.ended is None
        if each.ended is not None:
            month = months[day_in(zone, each.ended).replace(day=1)]
            month[1] += 1
            month[2] += each.is_inside is not None
            month[3] += each.is_inside is True
            if day_in(zone, each.ended) in period:
                counts = True
                closed.append(each)
                for cause, spent in each.waited:
                    waited[cause].append(spent)
        if counts and each.is_inside is False:
            late.append(each)
    worked = sorted(each.worked for each in closed)
    still_open = [each for each in outcomes if each.ended is None]
    late.sort(key=lambda each: (-each.late_by, each.facts.number))
    waiting = [Waiting(cause, len(spent), Fraction(sum(spent), HOUR)) for cause, spent in waited.items()]
    return Figures(
        received=sum(day_in(zone, each.facts.received) in period for each in outcomes),
        counted=len(closed),
        judged=sum(each.is_inside is not None for each in closed),
        inside=sum(each.is_inside is True for each in closed),
        open=len(still_open),
        open_late=sum(each.is_inside is False for each in still_open),
        median_hours=Fraction(worked[(len(worked) - 1) // 2], HOUR) if worked else None,
        months=tuple(
            MonthFigures(month, *counts) for month, counts in sorted(months.items()) if month >= since
        ),
        waiting=tuple(sorted(waiting, key=lambda each: (-each.working_hours, each.cause))),
        late=tuple(
            LateCase(UUID(each.facts.case), each.facts.number, each.facts.received, each.due, each.ended)
            for each in late[:MOST_LATE]
            if each.due is not None
        ),
        unreadable=unreadable,
    )
