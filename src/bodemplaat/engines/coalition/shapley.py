"""The Shapley value: what each participant adds to a coalition, averaged over every order of joining.

The one division in which the parts add up to the whole, equals receive the same, who adds nothing receives
nothing, and games add (Shapley 1953). Exact to 20 participants on whole cents; by sampled orders beyond.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.coalition.game import LARGEST_CENTS, MOST_ENUMERATED, Cents, Game
from bodemplaat.kernel import Euro

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]

_BATCH = 256


@dataclass(frozen=True, slots=True)
class Division:
    """Each participant's value, in the game's order; they add up to the whole to the cent.

    ``errors`` are standard errors in cents, all zero when exact; ``orders`` how many orders were sampled.
    """

    parts: tuple[Euro, ...]
    errors: tuple[float, ...]
    orders: int = 0

    @property
    def exact(self) -> bool:
        """Whether it was computed over all orders."""
        return self.orders == 0


def shapley(
    game: Game,
    *,
    random: np.random.Generator | None = None,
    orders: int = 20_000,
    progress: Progress | None = None,
) -> Division:
    """Exact to ``MOST_ENUMERATED`` participants, otherwise sampled with ``random`` (then required)."""
    if len(game.names) <= MOST_ENUMERATED:
        return exact_shapley(game.values())
    if random is None:
        raise ValueError(f"more than {MOST_ENUMERATED} participants: give a generator to sample with")
    return sampled_shapley(game, random=random, orders=orders, progress=progress)


def exact_shapley(values: Cents) -> Division:
    """From the values of all 2ⁿ coalitions in cents, the empty one worth nothing.

    Sums of whole cents by size of coalition, weighed with exact fractions; the last cents by largest remainder.
    Raises ``ValueError`` for a table that is not 2ⁿ long, or amounts too large for 64 bits.
    """
    count = len(values).bit_length() - 1
    if len(values) != 1 << count or values[0] != 0:
        raise ValueError("a game has a value for each of 2^n coalitions, and nothing for the empty one")
    if len(values) > 1 and int(np.abs(values).max()) > LARGEST_CENTS:
        raise ValueError("a coalition's value is too large to add up a million of them in 64 bits")
    whole, with_each = _sums_by_size(values, count)
    shares = [_weighed(whole, with_each[player], count) for player in range(count)]
    return Division(_to_cents(shares, int(values[-1])), (0.0,) * count)


def _sums_by_size(values: Cents, count: int) -> tuple[list[int], list[list[int]]]:
    """The sum of values by size of coalition: of all, and of those that hold each participant."""
    sizes = np.zeros(1, dtype=np.int8)
    for _ in range(count):
        sizes = np.concatenate((sizes, sizes + np.int8(1)))
    order = np.argsort(sizes, kind="stable")
    starts = np.concatenate(([0], np.cumsum([comb(count, size) for size in range(count)])))
    by_size = values[order]
    whole = np.add.reduceat(by_size, starts).tolist()
    numbers = order.astype(np.int32)
    holding = [
        np.add.reduceat(by_size * ((numbers >> player) & 1), starts).tolist() for player in range(count)
    ]
    return whole, holding


def _weighed(whole: list[int], holding: list[int], count: int) -> Fraction:
    """Σ over sizes of (with the participant at weight of one less) − (without it), 1 / (n · C(n−1, size))."""
    share = Fraction(0)
    for size in range(count + 1):
        if size:
            share += Fraction(holding[size], count * comb(count - 1, size - 1))
        if size < count:
            share -= Fraction(whole[size] - holding[size], count * comb(count - 1, size))
    return share


def sampled_shapley(
    game: Game, *, random: np.random.Generator, orders: int = 20_000, progress: Progress | None = None
) -> Division:
    """The average over random orders of joining, each with its reverse (antithetic), with standard errors.

    ``orders`` is rounded up to whole batches of 512. Values in float64; the parts are made to add up in cents.
    """
    count = len(game.names)
    batches = max(2, -(-orders // (2 * _BATCH)))
    total, squares = np.zeros(count), np.zeros(count)
    for batch in range(batches):
        order = np.argsort(random.random((_BATCH, count)), axis=1)
        paired = (_marginals(game, order) + _marginals(game, order[:, ::-1])) / 2
        total += paired.sum(axis=0)
        squares += (paired**2).sum(axis=0)
        if progress:
            progress(batch + 1, batches)
    pairs = batches * _BATCH
    mean = total / pairs
    variance = np.maximum(0.0, squares / pairs - mean**2) * pairs / (pairs - 1)
    everyone = int(game.values_of(np.ones((1, count), dtype=bool))[0])
    return Division(
        _to_cents([Fraction(float(share)) for share in mean], everyone),
        tuple(float(error) for error in np.sqrt(variance / pairs)),
        orders=2 * pairs,
    )


def _marginals(game: Game, order: NDArray[np.int64]) -> Floats:
    """What each participant adds in each order: rows are orders, columns participants."""
    rows = np.arange(len(order))
    members = np.zeros(order.shape, dtype=bool)
    before = np.zeros(len(order), dtype=np.int64)
    added = np.empty(order.shape)
    for step in range(order.shape[1]):
        joining = order[:, step]
        members[rows, joining] = True
        now = game.values_of(members)
        added[rows, joining] = now - before
        before = now
    return added


def _to_cents(shares: list[Fraction], total: int) -> tuple[Euro, ...]:
    """Whole cents that add up to the total: rounded down, what is left to the largest remainders."""
    cents = [share.numerator // share.denominator for share in shares]
    left = total - sum(cents)
    by_rest = sorted(range(len(shares)), key=lambda n: cents[n] - shares[n])
    for position in range(abs(left)):
        cents[by_rest[position % len(by_rest)]] += 1 if left > 0 else -1
    return tuple(Euro(part) for part in cents)
