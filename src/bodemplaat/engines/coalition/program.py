"""A small exact linear program, solved by the dual simplex method on fractions.

Minimise costs·y over y ≥ 0 with rows·y ≥ bounds, where costs are zero or more: then y = 0 is the best start, and
rows it does not meet are taken in one by one. Costs are compared lexicographically: the first kind outweighs the
second however small. Bland's rule keeps it from going round in circles.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

ZERO = Fraction(0)
Row = dict[int, Fraction]


class Infeasible(ValueError):
    """No solution meets every row."""


@dataclass(slots=True)
class Program:
    """``costs`` per variable as pairs (first kind, second kind), each zero or more."""

    costs: Sequence[tuple[int, int]]
    _rows: list[Row] = field(default_factory=list)
    _bounds: list[Fraction] = field(default_factory=list)
    _basis: list[int] = field(default_factory=list)
    _reduced: dict[int, tuple[Fraction, Fraction]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reduced = {n: (Fraction(a), Fraction(b)) for n, (a, b) in enumerate(self.costs)}

    def require(self, coefficients: Mapping[int, int], bound: int) -> None:
        """Add a row Σ coefficient·variable ≥ bound. Solve again afterwards."""
        row: Row = {n: Fraction(-c) for n, c in coefficients.items() if c}
        rest = Fraction(-bound)
        for position, basic in enumerate(self._basis):
            factor = row.get(basic, ZERO)
            if factor:
                _add(row, self._rows[position], -factor)
                rest -= factor * self._bounds[position]
        slack = len(self.costs) + len(self._rows)
        row[slack] = Fraction(1)
        self._rows.append(row)
        self._bounds.append(rest)
        self._basis.append(slack)

    def solve(self) -> list[Fraction]:
        """The best values of the variables; raises ``Infeasible``."""
        while True:
            short = [position for position, bound in enumerate(self._bounds) if bound < 0]
            if not short:
                break
            leaving = min(short, key=lambda position: self._basis[position])
            candidates = [n for n, c in self._rows[leaving].items() if c < 0]
            if not candidates:
                raise Infeasible("no solution meets every row")
            entering = min(candidates, key=lambda n: (*self._ratio(n, leaving), n))
            self._pivot(leaving, entering)
        solution = [ZERO] * len(self.costs)
        for position, basic in enumerate(self._basis):
            if basic < len(self.costs):
                solution[basic] = self._bounds[position]
        return solution

    def _ratio(self, variable: int, position: int) -> tuple[Fraction, Fraction]:
        first, second = self._reduced.get(variable, (ZERO, ZERO))
        size = -self._rows[position][variable]
        return first / size, second / size

    def _pivot(self, position: int, entering: int) -> None:
        size = self._rows[position][entering]
        row = {n: c / size for n, c in self._rows[position].items()}
        bound = self._bounds[position] / size
        self._rows[position], self._bounds[position] = row, bound
        for other in range(len(self._rows)):
            factor = self._rows[other].get(entering, ZERO)
            if other != position and factor:
                _add(self._rows[other], row, -factor)
                self._bounds[other] -= factor * bound
        first, second = self._reduced.get(entering, (ZERO, ZERO))
        if first or second:
            for n, c in row.items():
                a, b = self._reduced.get(n, (ZERO, ZERO))
                self._reduced[n] = (a - first * c, b - second * c)
        self._basis[position] = entering


def _add(row: Row, other: Row, factor: Fraction) -> None:
    for n, c in other.items():
        total = row.get(n, ZERO) + factor * c
        if total:
            row[n] = total
        else:
            row.pop(n, None)
