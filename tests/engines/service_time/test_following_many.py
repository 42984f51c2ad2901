"""Many courses side by side are what each case went through on its own."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.service_time import (
    BeyondCalendar,
    Calendar,
    Course,
    ImpossibleHistory,
    Moves,
    OpeningHours,
    WeekPattern,
    follow,
    follow_many,
    worked_many,
)
from bodemplaat.kernel import Period

CALENDAR = Calendar(
    OpeningHours.always(WeekPattern.weekdays("09:00-12:30", "13:00-17:00")),
    Period(date(2026, 3, 1), date(2026, 12, 1)),
)
ASKED = 12
MOVES = st.tuples(
    st.sampled_from(["suspended", "resumed", "closed", "reopened"]), st.sampled_from(["a", "b"])
)
"""Any moves, most of which cannot follow each other; on a few instants, so that many fall together or after asking."""
HISTORIES = st.builds(
    lambda received, steps: (tuple(move for _, move in steps), [received, *sorted(at for at, _ in steps)]),
    st.integers(0, 3),
    st.lists(st.tuples(st.integers(3, 15), MOVES), max_size=7),
)


def one_by_one(moves: Moves, instants: Sequence[int]) -> Course | None:
    known = ((at, *move) for at, move in zip(instants[1:], moves, strict=True) if at <= ASKED)
    try:
        return follow(instants[0], known, ASKED)
    except ImpossibleHistory:
        return None


@given(st.lists(HISTORIES, max_size=30))
def test_each_course_is_that_of_its_case(histories: list[tuple[Moves, list[int]]]) -> None:
    many = follow_many(histories, as_of=ASKED)
    waits = sorted(
        zip(
            many.waits.case.tolist(),
            many.waits.start.tolist(),
            many.waits.end.tolist(),
            many.waits.cause.tolist(),
            strict=True,
        )
    )
    plain = [one_by_one(*history) for history in histories]
    assert many.possible.tolist() == [course is not None for course in plain]
    for place, course in enumerate(plain):
        if course is None:
            continue
        assert many.closed[place] == (course.state == "closed")
        assert (many.received[place], many.ended[place]) == (course.received, course.end)
        still = list(zip(many.paused[place].tolist(), many.resumed[place].tolist(), strict=True))
        assert still[: len(course.still)] == course.still
        assert set(still[len(course.still) :]) <= {(np.iinfo(np.int64).min,) * 2}
        pauses = [
            (start, end, many.waits.causes[cause]) for case, start, end, cause in waits if case == place
        ]
        assert pauses == [(pause.start, pause.end, pause.cause) for pause in course.pauses]


FIRST, LAST = CALENDAR.opening.day_starts[0], CALENDAR.opening.day_starts[-1]


@given(st.lists(st.integers(FIRST, LAST - 1)))
def test_working_time_of_many_is_that_of_each(instants: list[int]) -> None:
    at = np.array(instants, dtype=np.int64)
    assert worked_many(at, calendar=CALENDAR).tolist() == [CALENDAR.opening.worked(each) for each in instants]


@pytest.mark.parametrize("outside", [FIRST - 1, LAST])
def test_an_instant_outside_the_calendar_is_refused(outside: int) -> None:
    with pytest.raises(BeyondCalendar):
        worked_many(np.array([FIRST, outside]), calendar=CALENDAR)
