"""A table of whole cents of which both the rows and the columns add up."""

from collections import deque
from collections.abc import Sequence


def divide_both_ways(rows: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """Divide one amount by its rows and by its columns at once: every row and every column adds up to what is named for it.

    The exact share of a part is row × column / whole. Its part differs less than a cent from it and is exactly it where
    that is a whole number, which always exists: the exact shares are a flow with whole totals, and such a flow has a whole
    one within its bounds. Each row by itself prefers the columns that are short most, earlier columns first. Raises
    ``ValueError`` for an amount below zero, and where the rows do not come to the same as the columns.
    """
    if any(each < 0 for each in (*rows, *columns)):
        raise ValueError("a row or column may not be negative")
    whole = sum(rows)
    if whole != sum(columns):
        raise ValueError("the rows do not come to the same as the columns")
    if not whole:
        return [[0] * len(columns) for _ in rows]
    parts = [[row * column // whole for column in columns] for row in rows]
    rests = [[row * column % whole for column in columns] for row in rows]
    flow = _Flow(
        parts,
        rests,
        [column - sum(part) for column, part in zip(columns, zip(*parts, strict=True), strict=True)],
    )
    for place, row in enumerate(rows):
        for _ in range(row - sum(parts[place])):
            flow.add(place)
    return parts


class _Flow:
    """Cents that are left over, each given to a part that is not a whole number, at most one to each."""

    def __init__(self, parts: list[list[int]], rests: list[list[int]], short: list[int]) -> None:
        self.parts, self.rests, self.short = parts, rests, short
        self.up: list[set[int]] = [set() for _ in short]
        """The rows that took a cent, by column."""

    def add(self, row: int) -> None:
        """Give one more cent to a row, if need be by letting another row take its cent in another column."""
        came_from: dict[int, tuple[int, int | None]] = {}
        waiting: deque[tuple[int, int | None]] = deque([(row, None)])
        while waiting:
            asks, left = waiting.popleft()
            rests = self.rests[asks]
            free = [
                at
                for at, rest in enumerate(rests)
                if rest and at not in came_from and asks not in self.up[at]
            ]
            for column in sorted(free, key=lambda at: (-self.short[at], -rests[at], at)):
                came_from[column] = (asks, left)
                if self.short[column]:
                    self._take(column, came_from)
                    return
                waiting.extend((other, column) for other in sorted(self.up[column]))
        raise AssertionError("whole totals always have whole parts")

    def _take(self, column: int, came_from: dict[int, tuple[int, int | None]]) -> None:
        self.short[column] -= 1
        at: int | None = column
        while at is not None:
            row, left = came_from[at]
            self.parts[row][at] += 1
            self.up[at].add(row)
            if left is not None:
                self.parts[row][left] -= 1
                self.up[left].discard(row)
            at = left
