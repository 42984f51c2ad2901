"""The kernel's largest-remainder rule as array arithmetic.

Rows whose products would not fit in 64 bits are divided by the kernel itself, so the answer never depends on the size of
the figures: shares worked out from shares (a mixture of six keys by inhabitants) soon have weights of thirty digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from bodemplaat.kernel import divide
from bodemplaat.kernel.later import later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = later("numpy")

Cents: TypeAlias = "NDArray[np.int64]"
Weights: TypeAlias = "NDArray[np.int64] | NDArray[np.object_]"

LARGEST = (1 << 63) - 1
SURE = float(2**62)
"""A product that is estimated in floats below this fits in 64 bits for sure."""


def weight_rows(rows: Sequence[Sequence[int]]) -> Weights:
    """Whole weights as an array (rows × receivers): 64-bit integers, or Python's own where one does not fit."""
    if max(map(max, rows), default=0) <= LARGEST:
        return np.array(rows, dtype=np.int64)
    return np.array(rows, dtype=np.object_)


def divide_rows(amounts: Cents, weights: Weights) -> Cents:
    """Divide each amount (rows) over its row of ``weights`` (rows × receivers, or receivers for all), in whole cents.

    Gives rows × receivers, for each row exactly what ``kernel.divide`` gives: by largest remainder, ties to the earlier
    receiver, a negative amount as its positive twin. A row whose amount is zero may have weights that are all zero.
    Raises ``ValueError`` for a negative weight, and for an amount without any weight.
    """
    shape = (len(amounts), weights.shape[-1])
    if not amounts.size or not weights.size:
        if amounts.any():
            raise ValueError("cannot divide an amount over weights that are all zero or absent")
        return np.zeros(shape, dtype=np.int64)
    if weights.min() < 0:
        raise ValueError("a weight may not be negative")
    rows = np.broadcast_to(weights, shape)
    heaviest = rows.max(axis=1).astype(np.float64)
    largest = np.maximum(np.abs(amounts.astype(np.float64)), shape[1])
    long = largest * heaviest >= SURE
    if not long.any():
        return _by_array(amounts, rows.astype(np.int64, copy=False))
    parts = np.zeros(shape, dtype=np.int64)
    short = np.flatnonzero(~long)
    parts[short] = _by_array(amounts[short], rows[short].astype(np.int64, copy=False))
    for row in np.flatnonzero(long).tolist():
        if amounts[row]:
            parts[row] = divide(int(amounts[row]), [int(weight) for weight in rows[row]])
    return parts


def _by_array(amounts: Cents, rows: Cents) -> Cents:
    totals = rows.sum(axis=1)
    if bool(((totals == 0) & (amounts != 0)).any()):
        raise ValueError("cannot divide an amount over weights that are all zero or absent")
    magnitudes = np.abs(amounts)
    divisor = np.where(totals == 0, 1, totals)[:, None]
    products = magnitudes[:, None] * rows
    parts = products // divisor
    rests = products - parts * divisor
    _hand_out(parts, rests, magnitudes - parts.sum(axis=1))
    return np.where(amounts[:, None] < 0, -parts, parts)


def _hand_out(parts: Cents, rests: Cents, short: Cents) -> None:
    """Give the missing cents of each row to its largest remainders, earlier columns first."""
    open_rows = np.flatnonzero(short)
    if not open_rows.size:
        return
    order = np.argsort(-rests[open_rows], axis=1, kind="stable")
    gets = np.arange(parts.shape[1])[None, :] < short[open_rows][:, None]
    row, rank = np.nonzero(gets)
    parts[open_rows[row], order[row, rank]] += 1


def divide_in_turn(amounts: Sequence[int], weights: Sequence[Sequence[int]]) -> list[list[int]]:
    """Divide the amounts of one year's spans, one after another, over the same receivers by name.

    Each span is divided as ``divide`` does: its parts add up to its amount, differ less than a cent from the exact share,
    and a weight of zero receives nothing. But who was given less than the exact share so far comes first for a cent that
    is left over, so that receivers with equal weights in every span differ at most one cent over the whole year. By the
    rests of each span alone the first of them would get the cent every time.
    """
    rows = weight_rows(weights)
    signs = [1 if amount >= 0 else -1 for amount in amounts]
    magnitudes = np.array([abs(amount) for amount in amounts], dtype=np.object_)
    if rows.dtype != np.object_ and max(abs(a) for a in amounts) * max(map(max, weights)) <= LARGEST:
        magnitudes = magnitudes.astype(np.int64)
    totals = np.array([sum(row) or 1 for row in weights], dtype=magnitudes.dtype)[:, None]
    products = magnitudes[:, None] * rows
    turns = _Turns(signs, products // totals, products % totals, totals)
    for span, weight in enumerate(weights):
        if any(weight):
            turns.take(span, int(magnitudes[span] - turns.parts[span].sum()))
    return [[sign * part for part in row] for sign, row in zip(signs, turns.parts.tolist(), strict=True)]


class _Turns:
    """Who takes the cents that are left over in each span.

    Receivers are ordered by what they are short of in floats, which is sure but where two are nearer to each other than
    ``NEAR``: those are ordered by exact fractions.
    """

    NEAR = 1e-9

    def __init__(self, signs: Sequence[int], parts: Weights, rests: Weights, totals: Weights) -> None:
        self.signs, self.parts, self.rests, self.totals = signs, parts, rests, totals
        self.extra = np.zeros(parts.shape, dtype=np.int64)
        self.shares = (rests / totals).astype(np.float64)
        """Parts of a cent, one for each receiver in each span."""

    def take(self, span: int, cents: int) -> None:
        """Give the cents of this span to those who are short most, earlier receivers first."""
        waiting = np.flatnonzero(self.rests[span])
        if not cents:
            return
        earlier = np.array(self.signs[:span], dtype=np.int64)
        behind = self.signs[span] * (
            earlier @ self.shares[:span, waiting] - earlier @ self.extra[:span, waiting]
        )
        short = self.shares[span, waiting] + behind
        order = np.argsort(-short, kind="stable")
        if cents < len(order):
            last, first = short[order[cents - 1]], short[order[cents]]
            if last - first < self.NEAR:
                sure = order[short[order] > last + self.NEAR]
                near = order[np.abs(short[order] - last) <= self.NEAR]
                exact = self._exactly(span, waiting[near].tolist())
                by_exact = sorted(range(len(near)), key=lambda place: (-exact[place], near[place]))
                order = np.concatenate((sure, near[by_exact]))
        taken = waiting[order[:cents]]
        self.parts[span, taken] += 1
        self.extra[span, taken] = 1

    def _exactly(self, span: int, places: Sequence[int]) -> list[Fraction]:
        """What these are short of, as fractions; receivers with the same past are worked out once."""
        known: dict[tuple[tuple[int, ...], tuple[int, ...]], Fraction] = {}
        totals = [int(total) for total in self.totals[: span + 1, 0]]
        short: list[Fraction] = []
        for place in places:
            past = (
                tuple(self.rests[: span + 1, place].tolist()),
                tuple(self.extra[:span, place].tolist()),
            )
            if past not in known:
                rests, extra = past
                behind = sum(
                    (
                        sign * (Fraction(rest, total) - one)
                        for sign, rest, total, one in zip(self.signs, rests, totals, extra, strict=False)
                    ),
                    Fraction(0),
                )
                known[past] = Fraction(rests[span], totals[span]) + self.signs[span] * behind
            short.append(known[past])
        return short
