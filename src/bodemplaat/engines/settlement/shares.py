"""Dividing many amounts at once: the kernel's largest-remainder rule as array arithmetic.

``divide_rows`` gives for every row exactly what ``kernel.divide`` gives, on 64-bit integers throughout; a row
whose products would not fit is divided by the kernel itself.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from bodemplaat.kernel import divide

Cents = NDArray[np.int64]
Weights = NDArray[np.int64]

LARGEST = int(np.iinfo(np.int64).max)


def whole_weights(weights: Sequence[Fraction]) -> Weights:
    """The same proportions as the smallest whole numbers, shape ``(receivers,)``.

    Raises ``OverflowError`` when they do not fit in 63 bits: shares with that many decimals are a mistake.
    """
    scale = math.lcm(*(weight.denominator for weight in weights))
    whole = [weight.numerator * (scale // weight.denominator) for weight in weights]
    common = math.gcd(*whole) or 1
    whole = [weight // common for weight in whole]
    if sum(whole) > LARGEST:
        raise OverflowError("the shares of a key have too many decimals to be divided exactly")
    return np.array(whole, dtype=np.int64)


def divide_rows(amounts: Cents, weights: Weights) -> Cents:
    """Divide ``amounts[row]`` over ``weights[row, receiver]``; the parts of every row add up to its amount.

    Shapes ``(rows,)`` and ``(rows, receivers)`` in cents and whole weights; answers in cents, shape
    ``(rows, receivers)``. Ties go to the earlier receiver, so receivers are given in the order of their names.
    Raises ``ValueError`` for a row without any weight and an amount to divide.
    """
    totals = weights.sum(axis=1)
    if np.any((totals == 0) & (amounts != 0)):
        raise ValueError("cannot divide an amount over weights that are all zero or absent")
    if not amounts.size:
        return np.zeros_like(weights)
    if int(np.abs(amounts).max()) * int(weights.max(initial=0)) > LARGEST:
        return _row_by_row(amounts, weights)
    magnitude = np.abs(amounts)
    parts, rests = np.divmod(magnitude[:, None] * weights, np.maximum(totals, 1)[:, None])
    short = magnitude - parts.sum(axis=1)
    largest_first = np.argsort(-rests, axis=1, kind="stable")
    extra = (np.arange(weights.shape[1]) < short[:, None]).astype(np.int64)
    raised = np.zeros_like(parts)
    np.put_along_axis(raised, largest_first, extra, axis=1)
    return (parts + raised) * np.sign(amounts)[:, None]


def divide_in_turn(amounts: Sequence[int], weights: Sequence[Sequence[int]]) -> list[list[int]]:
    """Divide the amounts of one year's spans, one after another, over the same receivers by name.

    Each span is divided as ``divide`` does: its parts add up to its amount, differ less than a cent from the exact share,
    and a weight of zero receives nothing. But who was given less than the exact share so far comes first for a cent that
    is left over, so that receivers with equal weights in every span differ at most one cent over the whole year. By the
    rests of each span alone the first of them would get the cent every time.
    """
    behind = [Fraction(0)] * len(weights[0])
    rows: list[list[int]] = []
    for amount, receivers in zip(amounts, weights, strict=True):
        total, sign = sum(receivers), 1 if amount >= 0 else -1
        if not total:
            rows.append([0] * len(receivers))
            continue
        parts, rests = zip(*(divmod(abs(amount) * weight, total) for weight in receivers), strict=True)
        cents = list(parts)
        waiting = [place for place, rest in enumerate(rests) if rest]
        waiting.sort(key=lambda place: -(Fraction(rests[place], total) + sign * behind[place]))
        for place in waiting[: abs(amount) - sum(parts)]:
            cents[place] += 1
        for place, weight in enumerate(receivers):
            behind[place] += sign * (Fraction(abs(amount) * weight, total) - cents[place])
        rows.append([sign * part for part in cents])
    return rows


def _row_by_row(amounts: Cents, weights: Weights) -> Cents:
    parts = np.zeros_like(weights)
    for row, (amount, receivers) in enumerate(zip(amounts.tolist(), weights.tolist(), strict=True)):
        if amount:
            parts[row] = divide(amount, receivers)
    return parts
