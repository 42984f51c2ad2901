"""A plan of 5,000 activities: once with all dates and slack, and 10,000 times with durations drawn.

Beside it, in the same run: a day-counting forward pass in plain Python for ten of the draws (and what that comes to
for all), and the bare limit, drawing the durations and nothing else.
"""

import random
import time
from datetime import date, timedelta

import numpy as np

from bodemplaat.engines.planning import Activity, Dependency, Duration, Project, Workdays, schedule, simulate

ACTIVITIES, DRAWS, SAMPLE = 5_000, 10_000, 10
START = date(2026, 1, 5)
SEED = 20261123
RECESS = frozenset(START + timedelta(days=190 + 365 * year + n) for year in range(30) for n in range(42))


def invented() -> Project:
    """A network of fifty streams of a hundred activities that touch each other now and then."""
    source = random.Random(SEED)
    activities = []
    for n in range(ACTIVITIES):
        after = {n - 50} if n >= 50 else set()
        if n > 200 and source.random() < 0.3:
            after.add(source.randrange(n - 200, n - 50))
        likely = source.randrange(1, 15)
        duration = Duration(max(0, likely - source.randrange(1, 4)), likely, likely + source.randrange(1, 10))
        ties = tuple(Dependency(f"a{on}") for on in sorted(after))
        activities.append(Activity(f"a{n}", duration, ties, "recess" if n % 7 == 0 else ""))
    return Project(START, activities, {"recess": Workdays(closed=RECESS)})


def in_plain_python(project: Project, durations: list[list[int]]) -> list[int]:
    """The end of each draw by a loop over activities with tables of workdays; activities stand in order."""
    tables = {}
    for name, workdays in {"": Workdays(), **project.calendars}.items():
        days = [n for n in range(project.horizon) if project.start + timedelta(days=n) in workdays]
        before, passed = [], 0
        for n in range(project.horizon):
            before.append(passed)
            passed += passed < len(days) and days[passed] == n
        tables[name] = days, before
    ends = []
    for drawn in durations:
        finishes: dict[str, int] = {}
        for activity, count in zip(project.activities, drawn, strict=True):
            days, before = tables[activity.calendar]
            start = max((finishes[tie.on] for tie in activity.after), default=0)
            finishes[activity.name] = days[before[start] + count - 1] + 1 if count else start
        ends.append(max(finishes.values()))
    return ends


def main() -> None:
    """Print the times."""
    project = invented()
    start = time.perf_counter()
    plan = schedule(project)
    once = time.perf_counter() - start
    start = time.perf_counter()
    likely = in_plain_python(project, [[a.duration.likely for a in project.activities]] * SAMPLE)
    plain = (time.perf_counter() - start) / SAMPLE
    if project.start + timedelta(days=likely[0] - 1) != plan.finish:
        raise AssertionError("the two disagree")
    start = time.perf_counter()
    found = simulate(project, draws=DRAWS, seed=SEED)
    whole = time.perf_counter() - start
    start = time.perf_counter()
    source = np.random.default_rng(SEED)
    for activity in project.activities:
        source.triangular(
            activity.duration.optimistic, activity.duration.likely, activity.duration.pessimistic, DRAWS
        )
    bare = time.perf_counter() - start
    print(f"{ACTIVITIES:,} activities; ends {plan.finish}, nine in ten by {found.percentiles[90]}")
    print(f"  all dates, slack and path       {once:7.2f} s")
    print(f"  {DRAWS:,} simulated plans          {whole:7.2f} s")
    print(
        f"  the same in plain Python        {plain * DRAWS:7.2f} s   ({SAMPLE} forward passes, times {DRAWS // SAMPLE:,})"
    )
    print(f"  bare draw of the durations      {bare:7.2f} s")


if __name__ == "__main__":
    main()
