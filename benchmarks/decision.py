"""A business case drawn 100,000 times for 10 participants and 10 years, and the Shapley value of 20 participants.

Beside the first, in the same run: the bare numpy sampling and summing it cannot do without (the same number of random
numbers from numpy's own samplers, the same yearly sums and running totals), that plus numpy's own quantiles, and pure
Python on a sample of the draws. Beside the second: the textbook average over coalitions in pure Python, at 12. Answers
are compared before a time is printed.
"""

import random
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

from bodemplaat.engines.business_case import (
    Bearer,
    BusinessCase,
    CostBlock,
    Driver,
    Factor,
    FunctionCase,
    OneOff,
    OneOffKind,
    Participant,
    Pert,
    Risk,
    Simulation,
    Triangular,
    Uncertainty,
    appraise,
    simulate,
)
from bodemplaat.engines.business_case.simulation import draw
from bodemplaat.engines.coalition import CostGame, Player, Pool, exact_shapley
from bodemplaat.kernel import Euro

DRAWS, PARTICIPANTS, YEARS = 100_000, 10, 10
PYTHON_DRAWS = 1_000
RISKS = 3
ROUNDS = 9
SEED = 20261123
TEXTBOOK, FULL = 12, 20
RATE = Decimal("0.03")
SAVING, COST = (0.6, 1.0, 1.1), (0.9, 1.0, 1.5)
PROFILE = (Decimal(0), Decimal("0.5"), Decimal(1))
CHANCE = Decimal("0.3")


def the_case() -> tuple[BusinessCase, Uncertainty]:
    """Ten participants, each with a saving, a cost of the change and its part of three risks."""
    names = [f"M{n}" for n in range(PARTICIPANTS)]
    participants = tuple(
        Participant(name, (FunctionCase("P", _block(750 + 50 * n), _block(650 + 45 * n), PROFILE),))
        for n, name in enumerate(names)
    )
    one_offs = tuple(
        OneOff(f"change {name}", OneOffKind.CENTRE, {1: _k(175), 2: _k(75)}, Bearer(participant=name))
        for name in names
    )
    risks = tuple(Risk(f"risk {n}", CHANCE, _k(400), 2 + n, Bearer(key="equal")) for n in range(RISKS))
    case = BusinessCase("bench", YEARS, participants, RATE, one_offs=one_offs, risks=risks)
    factors = [Factor(f"s {n}", Driver.SAVING, Pert(*SAVING), participants=(n,)) for n in names]
    factors += [Factor(f"c {n}", Driver.ONE_OFF, Triangular(*COST), participants=(n,)) for n in names]
    return case, Uncertainty(tuple(factors))


def _k(thousands: int) -> Euro:
    return Euro.of(1000 * thousands)


def _block(thousands: int) -> CostBlock:
    return CostBlock(lump=_k(thousands))


def amounts(case: BusinessCase) -> np.ndarray:
    """Cents by participant, cause (saving, change, each risk in full) and year, as the exact case has them."""
    rows = np.zeros((PARTICIPANTS, 2 + RISKS, YEARS + 1))
    for n, outcome in enumerate(appraise(case).participants):
        rows[n, 0] = [year.saving.cents for year in outcome.outcome.years]
        rows[n, 1, 1:3] = -175_000_00, -75_000_00
        for risk in range(RISKS):
            rows[n, 2 + risk, 2 + risk] = -400_000_00 / PARTICIPANTS
    return rows


def bare(effects: np.ndarray, *, with_quantiles: bool) -> tuple[float, float]:
    """Sample with numpy, sum and accumulate; the mean net present value and the chance that all gain."""
    source = np.random.default_rng(SEED)
    low, mode, high = SAVING
    alpha = 1 + 4 * (mode - low) / (high - low)
    savings = low + (high - low) * source.beta(alpha, 6 - alpha, (PARTICIPANTS, DRAWS))
    costs = source.triangular(*COST, (PARTICIPANTS, DRAWS))
    events = (source.random((RISKS, DRAWS)) < float(CHANCE)).astype(float)
    discount = (1 + float(RATE)) ** -np.arange(YEARS + 1.0)
    whole = np.zeros((YEARS + 1, DRAWS))
    all_gain = np.ones(DRAWS, dtype=bool)
    for n in range(PARTICIPANTS):
        drawn = np.vstack((savings[n], costs[n], events))
        gains = effects[n].T @ drawn
        all_gain &= (effects[n] @ discount) @ drawn > 0
        whole += gains
        _running_totals(gains, with_quantiles)
    worth = discount @ whole
    _running_totals(whole, with_quantiles)
    return float(worth.mean()), float(all_gain.mean())


def _running_totals(gains: np.ndarray, with_quantiles: bool) -> None:
    if with_quantiles:
        np.quantile(gains, (0.1, 0.5, 0.9), axis=1)
    for year in range(1, len(gains)):
        gains[year] += gains[year - 1]
    if with_quantiles:
        np.quantile(gains, (0.1, 0.5, 0.9), axis=1)


def pure_python(effects: np.ndarray) -> tuple[float, float]:
    """The same in loops, for ``PYTHON_DRAWS`` draws."""
    source = random.Random(SEED)
    rows = effects.tolist()
    low, mode, high = SAVING
    alpha = 1 + 4 * (mode - low) / (high - low)
    discount = [(1 + float(RATE)) ** -year for year in range(YEARS + 1)]
    total, gaining = 0.0, 0
    for _ in range(PYTHON_DRAWS):
        events = [source.random() < float(CHANCE) for _ in range(RISKS)]
        all_gain = True
        for n in range(PARTICIPANTS):
            drawn = [
                low + (high - low) * source.betavariate(alpha, 6 - alpha),
                source.triangular(COST[0], COST[2], COST[1]),
                *events,
            ]
            cumulative = worth = 0.0
            for year in range(YEARS + 1):
                gain = sum(cause[year] * value for cause, value in zip(rows[n], drawn, strict=True))
                cumulative += gain
                worth += gain * discount[year]
            total += worth
            all_gain = all_gain and worth > 0
        gaining += all_gain
    return total / PYTHON_DRAWS, gaining / PYTHON_DRAWS


def engine(case: BusinessCase, uncertainty: Uncertainty) -> Simulation:
    """The whole simulation: bands by year for each participant and the whole, chances and tornado."""
    return simulate(case, uncertainty, draws=DRAWS, random=np.random.default_rng(SEED))


def sampling_and_summing(case: BusinessCase, uncertainty: Uncertainty) -> float:
    """Only what the bare limit does, by the engine's general road: any factors, any correlation, any profile."""
    drawn = draw(case, uncertainty, draws=DRAWS, random=np.random.default_rng(SEED))
    discount = (1 + float(RATE)) ** -np.arange(YEARS + 1.0)
    whole = np.zeros((YEARS + 1, DRAWS))
    all_gain = np.ones(DRAWS, dtype=bool)
    for n in range(PARTICIPANTS):
        gains, worth = drawn.sums(n, discount)
        all_gain &= worth > 0
        whole += gains
        _running_totals(gains, with_quantiles=False)
    mean = float((discount @ whole).mean())
    _running_totals(whole, with_quantiles=False)
    return mean


def best(*runs: Callable[[], Any]) -> list[float]:
    """The best of a few of each, taken in turn, in seconds: the machine may be shared."""
    times: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for mine, run in zip(times, runs, strict=True):
            start = time.perf_counter()
            run()
            mine.append(time.perf_counter() - start)
    return [min(mine) for mine in times]


def monte_carlo() -> None:
    """Print the simulation beside its limit and its peer."""
    case, uncertainty = the_case()
    effects = amounts(case)
    found = engine(case, uncertainty)
    error = found.consolidated.mean_error.cents
    mean, chance = bare(effects, with_quantiles=False)
    assert abs(found.consolidated.mean.cents - mean) < 6 * error, "the answers differ"
    assert abs(found.chance_all_gain - chance) < 0.01, "the chances differ"
    mean, _ = pure_python(effects)
    assert abs(found.consolidated.mean.cents - mean) < 6 * error * (DRAWS / PYTHON_DRAWS) ** 0.5
    sums, ours, limit, with_quantiles = best(
        lambda: sampling_and_summing(case, uncertainty),
        lambda: engine(case, uncertainty),
        lambda: bare(effects, with_quantiles=False),
        lambda: bare(effects, with_quantiles=True),
    )
    start = time.perf_counter()
    pure_python(effects)
    python = (time.perf_counter() - start) * DRAWS / PYTHON_DRAWS
    print(f"{DRAWS:,} draws × {PARTICIPANTS} participants × {YEARS} years")
    print(f"  bare numpy, sampling and summing            {limit:8.3f} s")
    print(f"  the engine, sampling and summing            {sums:8.3f} s   {sums / limit:.2f} × bare")
    print(f"  bare numpy, with np.quantile for the bands  {with_quantiles:8.3f} s")
    print(
        f"  simulate, with bands, chances and tornado   {ours:8.3f} s   {ours / with_quantiles:.2f} × bare with bands, "
        f"{ours / limit:.2f} × bare"
    )
    print(
        f"  pure Python (from {PYTHON_DRAWS:,} draws)             {python:8.1f} s   {python / ours:.0f} × ours"
    )


def the_game(count: int) -> CostGame:
    """A coalition of so many with a shared fixed cost and an effect of scale."""
    source = np.random.default_rng(SEED)
    return CostGame(
        tuple(
            Player(f"p{n}", Euro(int(a)), Euro(int(a * 0.6)), volume=Decimal(int(a)))
            for n, a in enumerate(source.integers(10**7, 10**9, count))
        ),
        (Pool("centre", Euro(10**9), (1,) * count),),
        0.1,
    )


def textbook(values: list[int]) -> list[float]:
    """The weighted sum over all coalitions without each participant, as a textbook writes it."""
    count = len(values).bit_length() - 1
    shares = []
    for player in range(count):
        others = [1 << n for n in range(count) if n != player]
        share = 0.0
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for members in combinations(others, size):
                coalition = sum(members)
                share += weight * (values[coalition | 1 << player] - values[coalition])
        shares.append(share)
    return shares


def shapley_values() -> None:
    """Print the exact Shapley value at 20 and at 12, and the textbook's at 12."""
    small, large = the_game(TEXTBOOK), the_game(FULL)
    values = small.values()
    for part, share in zip(exact_shapley(values).parts, textbook(values.tolist()), strict=True):
        assert abs(part.cents - share) < 2, "the answers differ"
    full, few = best(lambda: exact_shapley(large.values()), lambda: exact_shapley(small.values()))
    start = time.perf_counter()
    textbook(values.tolist())
    book = time.perf_counter() - start
    print(f"Shapley value, exact in cents, with the value of all {2**FULL:,} coalitions")
    print(f"  {FULL} participants                             {full:8.3f} s")
    print(f"  {TEXTBOOK} participants                             {few:8.4f} s")
    print(f"  {TEXTBOOK} participants, textbook in Python         {book:8.3f} s   {book / few:.0f} × ours")


def main() -> None:
    """Both, one after the other."""
    monte_carlo()
    shapley_values()


if __name__ == "__main__":
    main()
