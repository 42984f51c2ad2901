"""Compensation: the smallest payments between participants after which nobody loses, or nobody wants to leave.

Handbook F.2: a compensation item prevents one participant from paying for another's extra costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.coalition.game import Cents, Game, subset_sums
from bodemplaat.engines.coalition.program import Program
from bodemplaat.kernel import Euro, Rounding, divide
from bodemplaat.kernel.euro import round_fraction

MOST_STABILISED = 15
_CUTS_A_ROUND = 8


@dataclass(frozen=True, slots=True)
class Compensation:
    """What each participant receives (or pays, below zero) on top, in the game's order, and what is missing.

    ``outside`` is money that must come from outside because the participants together do not have it: then the
    amounts received exceed those paid by exactly this.
    """

    amounts: tuple[Euro, ...]
    outside: Euro

    @property
    def moved(self) -> Euro:
        """All that is received."""
        return Euro.total(amount for amount in self.amounts if amount.cents > 0)


def so_that_nobody_loses(division: Sequence[Euro], alternatives: Sequence[Euro]) -> Compensation:
    """Everyone gets at least what it could have alone: losers receive what they lack, winners pay in proportion.

    Exact and smallest: less would leave a loser. Paid in proportion to what each winner has above its
    alternative; should that not be enough, winners keep nothing extra and the rest comes from outside.
    """
    above = [part.cents - least.cents for part, least in zip(division, alternatives, strict=True)]
    lacking = [max(0, -surplus) for surplus in above]
    spare = [max(0, surplus) for surplus in above]
    paid = min(sum(lacking), sum(spare))
    payments = divide(paid, spare) if paid else [0] * len(spare)
    amounts = tuple(Euro(lack - payment) for lack, payment in zip(lacking, payments, strict=True))
    return Compensation(amounts, Euro(sum(lacking) - paid))


def so_that_nobody_leaves(
    game: Game, division: Sequence[Euro], prefer: Compensation | None = None
) -> Compensation:
    """The smallest payments after which no coalition would be better off on its own (a division in the core).

    When the core is empty, the least money from outside that makes it possible comes first, then the smallest
    payments. Several sets of payments can be equally small; this is one, or ``prefer`` when that is as small and
    leaves no objection (such as the one from ``so_that_nobody_loses``, which payers share in proportion). Solved exactly, by taking in coalitions
    only as they object; rounding to cents may leave a coalition short by less than a cent per member. Raises
    ``ValueError`` beyond ``MOST_STABILISED`` participants.
    """
    count = len(game.names)
    if count > MOST_STABILISED:
        raise ValueError(f"payments for stability are computed for at most {MOST_STABILISED} participants")
    values = game.values()
    received = subset_sums([part.cents for part in division])
    extra_needed = values - received
    receives, pays, outside = range(count), range(count, 2 * count), 2 * count
    program = Program([(0, 0)] * count + [(0, 1)] * count + [(1, 0)])
    program.require(dict.fromkeys(receives, -1) | dict.fromkeys(pays, 1) | {outside: 1}, 0)
    taken: set[int] = set()
    while True:
        solution = program.solve()
        extra = [solution[receives[n]] - solution[pays[n]] for n in range(count)]
        short = _objecting(extra_needed, extra, taken)
        if not short:
            break
        for coalition in short:
            members = [n for n in range(count) if coalition >> n & 1]
            row = {receives[n]: 1 for n in members} | {pays[n]: -1 for n in members}
            program.require(row, int(extra_needed[coalition]))
            taken.add(coalition)
    smallest = _in_cents(extra, solution[outside])
    if prefer and (prefer.outside, prefer.moved) <= (smallest.outside, smallest.moved):
        paid = subset_sums([amount.cents for amount in prefer.amounts])
        if not (extra_needed > paid).any():
            return prefer
    return smallest


def _objecting(needed: Cents, extra: Sequence[Fraction], taken: set[int]) -> list[int]:
    """The coalitions that still lack most, exactly; those that only seem to by rounding are left out."""
    short = needed - _float_sums(extra)
    order = np.argsort(-short, kind="stable")[: 4 * _CUTS_A_ROUND]
    objecting = []
    for coalition in (int(number) for number in order):
        have = sum((extra[n] for n in range(len(extra)) if coalition >> n & 1), Fraction(0))
        if coalition not in taken and have < int(needed[coalition]):
            objecting.append(coalition)
    return objecting[:_CUTS_A_ROUND]


def _float_sums(extra: Sequence[Fraction]) -> NDArray[np.float64]:
    sums = np.zeros(1 << len(extra))
    for bit, amount in enumerate(extra):
        np.add(sums[: 1 << bit], float(amount), out=sums[1 << bit : 2 << bit])
    return sums


def _in_cents(extra: Sequence[Fraction], outside: Fraction) -> Compensation:
    """Whole cents that add up: outside money half up, the rest by largest remainder."""
    from_outside = round_fraction(outside, Rounding.AWAY_FROM_ZERO)
    cents = [part.numerator // part.denominator for part in extra]
    left = from_outside - sum(cents)
    for position in sorted(range(len(extra)), key=lambda n: cents[n] - extra[n])[: max(0, left)]:
        cents[position] += 1
    return Compensation(tuple(Euro(part) for part in cents), Euro(from_outside))
