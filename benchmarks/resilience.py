"""Pooled vulnerability of 200 functions and 500 people of 20 municipalities, part-timers and seasons included.

Beside it, in the same run: the same exact recursion written out in plain Python, compared on every function, and the
bare limit, a numpy simulation of who is there (without asking who can do what) of as many half-days as give two
decimals of a percentage.
"""

import random
import time

import numpy as np

from bodemplaat.engines.resilience import OFFICE_WEEK, Function, Pattern, Person, Season, vulnerability
from bodemplaat.engines.resilience.presence import Slots, slots

PEOPLE, FUNCTIONS, MUNICIPALITIES = 500, 200, 20
SEED = 20261123
YEAR = (Season("summer", 6, 3.0), Season("rest", 46, 0.74))
PATTERNS = (
    OFFICE_WEEK,
    Pattern.every_week("mon", "tue", "wed"),
    Pattern.every_week("wed-afternoon", "thu", "fri"),
    Pattern.in_turn(("mon", "tue", "thu", "fri"), ("mon", "tue", "thu")),
)


def invented() -> tuple[list[Person], list[Function]]:
    """People who can each do one to six functions."""
    source = random.Random(SEED)
    functions = [Function(f"f{n}", minimum=1 + n % 2) for n in range(FUNCTIONS)]
    people = [
        Person(
            f"p{n}", f"municipality {n % MUNICIPALITIES}",
            frozenset(f"f{source.randrange(FUNCTIONS)}" for _ in range(source.randrange(1, 7))),
            source.choice(PATTERNS), source.uniform(0.02, 0.08), source.uniform(0.08, 0.14),
        )
        for n in range(PEOPLE)
    ]  # fmt: skip
    return people, functions


def in_plain_python(people: list[Person], functions: list[Function], year: Slots) -> list[float]:
    """The pooled chance that too few are there, slot by slot and person by person."""
    found = []
    present, half_days, times = year.present.tolist(), year.half_day.tolist(), year.times.tolist()
    for function in functions:
        able = [row for row, person in zip(present, people, strict=True) if function.name in person.skills]
        total = short = 0.0
        for slot, (half_day, weight) in enumerate(zip(half_days, times, strict=True)):
            if half_day not in function.needed:
                continue
            tail = [1.0] + [0.0] * (function.minimum - 1)
            for row in able:
                chance = row[slot]
                for k in range(function.minimum - 1, 0, -1):
                    tail[k] = tail[k] * (1 - chance) + tail[k - 1] * chance
                tail[0] *= 1 - chance
            total, short = total + weight, short + weight * sum(tail)
        found.append(short / total)
    return found


def main() -> None:
    """Print the three times."""
    people, functions = invented()
    start = time.perf_counter()
    found = vulnerability(people, functions, YEAR)
    ours = time.perf_counter() - start
    year = slots(people, YEAR)
    start = time.perf_counter()
    plain = in_plain_python(people, functions, year)
    theirs = time.perf_counter() - start
    if not np.allclose([c.unmanned for c in found.pooled], plain, atol=1e-12):
        raise AssertionError("the two disagree")
    start = time.perf_counter()
    (np.random.default_rng(SEED).random((10_000, PEOPLE)) < 0.8).sum()
    bare = time.perf_counter() - start
    print(
        f"{FUNCTIONS} functions, {PEOPLE} people: pooled and in each of {MUNICIPALITIES} municipalities, exact"
    )
    print(f"  vulnerability                  {ours:.2f} s  ({FUNCTIONS * (MUNICIPALITIES + 1):,} results)")
    print(f"  plain Python, the pool only    {theirs:.2f} s  ({FUNCTIONS} results, equal to 12 decimals)")
    print(f"  bare draw of 10,000 half-days  {bare:.2f} s")


if __name__ == "__main__":
    main()
