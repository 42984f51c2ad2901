"""The service clock over a million cases with two suspensions each.

Beside it, in the same run: a loop over the simple form on a sample (and what that comes to for all), and a bare
numpy pass that reads the same seven arrays once and subtracts them without any calendar. The answers of the sample
are compared before a time is printed.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from bodemplaat.engines.service_time import (
    Answers,
    Calendar,
    Cases,
    Closed,
    History,
    Norm,
    OpeningHours,
    Received,
    Resumed,
    Suspended,
    Unit,
    WeekPattern,
    reckon,
    reckon_many,
)
from bodemplaat.kernel import Period

CASES = 1_000_000
SAMPLE = 20_000
SEED = 20261123
HOUR = 3_600_000_000
NORMS = (
    Norm(5 * 450, Unit.WORKING_MINUTES),
    Norm(5, Unit.WORKING_DAYS),
    Norm(30, Unit.CALENDAR_DAYS, ends_on_working_day=True),
)


def invented(count: int) -> tuple[np.ndarray, ...]:
    """Moments of receipt, two suspensions and closing of so many cases over eight years, in microseconds."""
    source = np.random.default_rng(SEED)
    start = int(datetime(2018, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
    moments = [start + source.integers(0, 8 * 365 * 24 * HOUR, count)]
    for longest in (60, 90, 60, 90, 120):
        moments.append(moments[-1] + source.integers(1, longest * HOUR, count))
    return tuple(moments)


def side_by_side(moments: tuple[np.ndarray, ...], norm: Norm) -> Cases:
    """The moments as cases under one norm."""
    received, *waits, ended = (column.view("datetime64[us]") for column in moments)
    paused, resumed = np.stack(waits[0::2], axis=1), np.stack(waits[1::2], axis=1)
    return Cases.under_one_norm(norm, received=received, ended=ended, paused=paused, resumed=resumed)


def one_by_one(moments: tuple[np.ndarray, ...]) -> list[History]:
    """The first cases as histories."""
    rows = zip(*(column[:SAMPLE].view("datetime64[us]").tolist() for column in moments), strict=True)
    kinds = (
        Received,
        lambda at: Suspended(at, "customer"),
        Resumed,
        lambda at: Suspended(at, "customer"),
        Resumed,
        Closed,
    )
    return [
        History.of(*(kind(at.replace(tzinfo=UTC)) for kind, at in zip(kinds, row, strict=True)))
        for row in rows
    ]


def bare_pass(moments: tuple[np.ndarray, ...]) -> np.ndarray:
    """Gross time less waiting, by the clock: what any answer must at least read and subtract."""
    received, first, again, second, once_more, ended = moments
    return ended - received - (again - first) - (once_more - second)


def seconds(job: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The shortest wall time of a few runs, and the result."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        result = job()
        best = min(best, time.perf_counter() - start)
    return best, result


def main() -> None:
    """Print the times of the three norms, the loop, the bare pass and a single query."""
    moments = invented(CASES)
    hours = OpeningHours.always(
        WeekPattern.weekdays("09:00-12:30", "13:00-17:00"), holidays=[date(2019, 4, 22)]
    )
    laying_out, calendar = seconds(lambda: Calendar(hours, Period(date(2018, 1, 1), date(2027, 1, 1))))
    histories, asked = one_by_one(moments), datetime(2026, 12, 31, tzinfo=UTC)
    print(
        f"{CASES:,} cases with two suspensions each; calendar of nine years laid out in {laying_out * 1000:.0f} ms"
    )
    for norm in NORMS:
        cases = side_by_side(moments, norm)
        vectorised, answers = seconds(lambda c=cases, n=norm: reckon_many(c, norm=n, calendar=calendar))
        loop, single = seconds(
            lambda n=norm: [reckon(h, norm=n, calendar=calendar, as_of=asked) for h in histories], times=1
        )
        compare(answers, single)
        whole = loop * CASES / SAMPLE
        print(f"  {norm.amount:5} {norm.unit.value:16} {vectorised:6.2f} s   simple form {whole:6.1f} s "
              f"(a loop over {SAMPLE:,} took {loop:.2f} s, times {CASES // SAMPLE}; {whole / vectorised:.0f} times as long)")  # fmt: skip
    print(f"  bare numpy pass, no calendar   {seconds(lambda: bare_pass(moments))[0]:.3f} s")
    worked = calendar.opening.worked
    instants = moments[0][:100_000].tolist()
    query, _ = seconds(lambda: [worked(at) for at in instants])
    print(f"  one question for working time  {query / len(instants) * 1e6:.2f} µs")


def compare(answers: Answers, single: list) -> None:
    """Raise when the two forms disagree on the sample."""
    for place, answer in enumerate(single):
        due, since = (None if at is None else at.astimezone(UTC).replace(tzinfo=None)
                      for at in (answer.due, answer.breached_since))  # fmt: skip
        if (answers.due[place].item(), answers.breached_since[place].item()) != (due, since):
            raise AssertionError(f"the two forms disagree on case {place}")


if __name__ == "__main__":
    main()
