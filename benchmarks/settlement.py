"""A year of 342 participants × 500 services × 12 months through the key engine, beside the bare numpy product.

Every service has one of twenty keys whose figures are counted anew each month, so each of the 6,000 monthly amounts is
divided over 342 participants in whole cents. The bare product multiplies amounts by shares in floating point and
sums the months: the least any division must do, and it does not add up to the cent. The third figure divides the
same 6,000 amounts one by one with ``kernel.divide``, where the cents that are left over do not go round within the year.
"""

import random
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

import numpy as np

from bodemplaat.engines.settlement import (
    AllocationKey,
    Arrangement,
    CostLine,
    Counted,
    Division,
    Figure,
    Participant,
    divide_costs,
    settle,
)
from bodemplaat.kernel import Euro, Period, divide

PARTICIPANTS, SERVICES, MONTHS, DRIVERS = 342, 500, 12, 20
SEED = 20261123

Result = TypeVar("Result")


def arrangement() -> Arrangement:
    """The year, made up from a seed."""
    source = random.Random(SEED)
    names = [f"municipality {number:03d}" for number in range(PARTICIPANTS)]
    figures = tuple(
        Figure(f"driver {driver}", name, Decimal(source.randrange(1, 100_000)), date(2026, month, 1))
        for driver in range(DRIVERS)
        for name in names
        for month in range(1, MONTHS + 1)
    )
    keys = tuple(AllocationKey(f"key {driver}", Counted(f"driver {driver}")) for driver in range(DRIVERS))
    costs = tuple(
        CostLine(f"service {number}", f"key {number % DRIVERS}", Euro(source.randrange(10**6, 10**9)))
        for number in range(SERVICES)
    )
    return Arrangement(Period.year(2026), tuple(map(Participant, names)), figures, keys, costs)


def timed(job: Callable[[], Result]) -> tuple[Result, float]:
    """What a job gives, and the seconds it took."""
    start = time.perf_counter()
    result = job()
    return result, time.perf_counter() - start


def bare_product(division: Division) -> tuple[np.ndarray, float]:
    """Amounts times shares in floating point, summed over the months: ``[service, participant]`` in cents, and its seconds."""
    amounts = np.array([piece.cents for piece in division.pieces], dtype=float).reshape(SERVICES, MONTHS)
    weights = np.stack([piece.weights for piece in division.pieces]).astype(float)
    shares = (weights / weights.sum(axis=1, keepdims=True)).reshape(SERVICES, MONTHS, PARTICIPANTS)
    return timed(lambda: np.einsum("sm,smp->sp", amounts, shares))


def one_by_one(division: Division) -> list[list[int]]:
    """The same amounts divided with the kernel, one at a time."""
    return [divide(piece.cents, piece.weights) for piece in division.pieces]


def main() -> None:
    """Print the times, after checking that the cents are the same and add up."""
    year = arrangement()
    amounts = [line.budget for line in year.costs]
    division, first = timed(lambda: divide_costs(year.costs, amounts, year.calendar()))
    division, ours = timed(lambda: divide_costs(year.costs, amounts, year.calendar()))
    if [int(total) for total in division.cents.sum(axis=1)] != [amount.cents for amount in amounts]:
        raise AssertionError("the parts do not add up")
    product, least = bare_product(division)
    simple, theirs = timed(lambda: one_by_one(division))
    if int(np.abs(division.by_piece - np.array(simple)).max()) > 1:
        raise AssertionError("array and kernel differ by more than the cent that goes round")
    settlement, whole = timed(lambda: settle(year))
    if settlement.total != Euro.total(amounts):
        raise AssertionError("the settlement does not add up")
    off = int(np.abs(np.rint(product).sum(axis=1) - division.cents.sum(axis=1)).max())
    print(
        f"{PARTICIPANTS} participants × {SERVICES} services × {MONTHS} months = {division.by_piece.size:,} parts"
    )
    print(f"  key engine, from figures to exact cents   {ours:7.3f} s   (first time {first:.3f} s)")
    print(f"  the whole settlement, with an account each {whole:6.3f} s")
    print(
        f"  kernel.divide, one amount at a time       {theirs:7.3f} s   (a cent off at most: here nobody takes turns)"
    )
    print(f"  bare numpy product, in floating point     {least:7.3f} s   (up to {off} cents off a total)")


if __name__ == "__main__":
    main()
