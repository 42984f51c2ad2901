"""A million divisions of an amount over weights, beside a Decimal loop that does the same job.

Both give parts that add up to the cent with the largest-remainder rule and the same ties, and the run compares
their answers before it reports a time.
"""

import random
import time
from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal, localcontext

from bodemplaat.kernel import divide

DIVISIONS = 1_000_000
RECEIVERS = 4
SEED = 20261123


def divide_in_decimals(cents: int, weights: Sequence[int]) -> list[int]:
    """The textbook way: exact quotients in Decimal, floors, and the missing cents to the largest fractions."""
    total = Decimal(sum(weights))
    exact = [Decimal(cents) * Decimal(weight) / total for weight in weights]
    parts = [share.quantize(Decimal(1), rounding=ROUND_FLOOR) for share in exact]
    short = cents - int(sum(parts))
    by_rest = sorted(range(len(parts)), key=lambda p: parts[p] - exact[p])
    for position in by_rest[:short]:
        parts[position] += 1
    return [int(part) for part in parts]


def seconds(job: Callable[[int, Sequence[int]], list[int]], cases: Sequence[tuple[int, list[int]]]) -> float:
    """Wall time of the job over every case."""
    start = time.perf_counter()
    for cents, weights in cases:
        job(cents, weights)
    return time.perf_counter() - start


def main() -> None:
    """Print the time of a million divisions both ways."""
    source = random.Random(SEED)
    cases = [
        (source.randrange(1, 10**9), [source.randrange(1, 10**5) for _ in range(RECEIVERS)])
        for _ in range(DIVISIONS)
    ]
    with localcontext() as context:
        context.prec = 40
        for cents, weights in cases[:20_000]:
            if divide(cents, weights) != divide_in_decimals(cents, weights):
                raise AssertionError(f"the two disagree on {cents} over {weights}")
        ours = seconds(divide, cases)
        theirs = seconds(divide_in_decimals, cases)
    print(f"{DIVISIONS:,} divisions over {RECEIVERS} receivers, parts equal to the cent (20,000 compared)")
    print(f"  kernel.divide            {ours:6.2f} s")
    print(f"  the same with Decimal    {theirs:6.2f} s   ({theirs / ours:.1f} times as long)")


if __name__ == "__main__":
    main()
