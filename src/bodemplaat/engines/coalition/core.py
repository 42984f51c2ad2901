"""Is the coalition stable: would some of its members be better off leaving, alone or together?

A division lies in the core when no coalition could get more on its own than its members receive (Gillies 1959).
To 20 participants every coalition is looked at; beyond, only those of one, of two, and all but one or two, and
the answer says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bodemplaat.engines.coalition.game import MOST_ENUMERATED, Game, subset_sums
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class Objection:
    """A coalition that would be better off on its own: its members, what it is worth, and what they now receive."""

    members: tuple[str, ...]
    worth: Euro
    receives: Euro

    @property
    def gain(self) -> Euro:
        """By how much they would be better off together."""
        return self.worth - self.receives


@dataclass(frozen=True, slots=True)
class CoreCheck:
    """The objections, largest gain first, at most as many as asked for; ``count`` is how many there are.

    ``complete`` tells whether all coalitions were looked at; ``looked_at`` how many.
    """

    objections: tuple[Objection, ...]
    count: int
    looked_at: int
    complete: bool

    @property
    def stable(self) -> bool:
        """No objection was found; proven only when ``complete``."""
        return self.count == 0


def check_core(game: Game, division: Sequence[Euro], most: int = 10) -> CoreCheck:
    """Look for coalitions that receive less than they are worth under ``division`` (in the game's order)."""
    count = len(game.names)
    if len(division) != count:
        raise ValueError("a division gives every participant one amount")
    received = [part.cents for part in division]
    table = None if count <= MOST_ENUMERATED else _near_the_ends(count)
    if table is None:
        values, receives = game.values()[1:], subset_sums(received)[1:]
    else:
        values = game.values_of(table)
        receives = table.astype(np.int64) @ np.array(received, dtype=np.int64)
    gains = values - receives
    objecting = np.flatnonzero(gains > 0)
    largest = objecting[np.argsort(-gains[objecting], kind="stable")][:most]
    objections = []
    for position in largest:
        membership = (
            table[position] if table is not None else [(int(position) + 1) >> n & 1 for n in range(count)]
        )
        objections.append(
            Objection(
                tuple(name for name, is_in in zip(game.names, membership, strict=True) if is_in),
                Euro(int(values[position])),
                Euro(int(receives[position])),
            )
        )
    return CoreCheck(tuple(objections), len(objecting), len(values), table is None)


def _near_the_ends(count: int) -> NDArray[np.bool_]:
    """Coalitions of one and two, and of all but one and two."""
    small = [set(members) for size in (1, 2) for members in combinations(range(count), size)]
    rows = [[n in members for n in range(count)] for members in small]
    rows += [[not is_in for is_in in row] for row in rows]
    return np.array(rows, dtype=bool)
