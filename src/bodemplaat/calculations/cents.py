"""Dividing an amount over weights in whole cents, as live formulas of a workbook.

Whole cents by largest remainder are no mystery to a spreadsheet: each part is rounded down, what is left over is ranked,
and the missing cents go to the largest (ties to the earlier row).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bodemplaat.kernel import Euro, Rounding
from bodemplaat.kernel.euro import round_fraction
from bodemplaat.presentation.report import Live

EXACT = 2**53
"""Below it a spreadsheet's numbers are exact integers."""
ROOM = 8
"""How much larger an amount may become before the integers of its division are no longer exact."""
PLACES = 6
"""Where they are not exact: decimals of a cent in which left-over parts are compared."""


@dataclass(frozen=True, slots=True)
class InCents:
    """One receiver's row: its part in whole cents rounded down, what is left over, and the formula of the part."""

    down: Live
    rest: Live
    part: str


def in_cents(amount: Euro, weights: Sequence[Fraction], first: int, column: str) -> list[InCents]:
    """A row per weight, of which the first stands in row ``first`` of its table.

    The table has the columns ``column`` (the amount), ``weight``, ``weights`` (their sum), ``down`` and ``rest``.
    """
    whole = sum(weights, Fraction(0))
    scale = math.lcm(*(weight.denominator for weight in weights))
    cents, last = abs(amount.cents), first + len(weights) - 1
    by_integers = max(cents, 100_000_000) * max(whole * scale, Fraction(1)) * ROOM < EXACT
    pool = f"ROUND(ABS({{{column}}})*100,0)"
    if by_integers:
        weight, total = (
            (f"{{{name}}}" if scale == 1 else f"ROUND({{{name}}}*{scale},0)")
            for name in ("weight", "weights")
        )
        down, rest = f"INT({pool}*{weight}/{total})", f"{pool}*{weight}-{total}*{{down}}"
    else:
        part = f"ROUND({pool}*{{weight}}/{{weights}},{PLACES})"
        down, rest = f"INT({part})", f"ROUND({part}-{{down}},{PLACES})"
    rows: list[InCents] = []
    for row, weight_of in enumerate(weights, first):
        share = weight_of / whole if whole else Fraction(0)
        floor = int(cents * share)
        left = cents * share - floor
        shown = left * whole * scale if by_integers else _rounded(left)
        before = f"+SUMPRODUCT(({{rest:{first}-{row - 1}}}={{rest}})*1)" if row > first else ""
        missing = f"{pool}-SUM({{down:{first}-{last}}})"
        rank = f"SUMPRODUCT(({{rest:{first}-{last}}}>{{rest}})*1){before}"
        rows.append(
            InCents(
                Live(floor, f"=IF({{weights}}=0,0,{down})"),
                Live(shown, f"=IF({{weights}}=0,0,{rest})"),
                f"=SIGN({{{column}}})*({{down}}+IF({rank}<{missing},1,0))/100",
            )
        )
    return rows


def _rounded(left: Fraction) -> Fraction:
    return Fraction(round_fraction(left * 10**PLACES, Rounding.HALF_UP), 10**PLACES)
