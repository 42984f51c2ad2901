"""A table of cents: every row and every column adds up, and no part is a cent off."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.cents import divide_both_ways
from bodemplaat.kernel import divide

AMOUNTS = st.lists(st.integers(0, 3_000), min_size=1, max_size=9)


@given(AMOUNTS, st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_every_row_and_every_column_adds_up_and_no_part_is_a_cent_off(
    rows: list[int], weights: list[int]
) -> None:
    columns = divide(sum(rows), weights)
    parts = divide_both_ways(rows, columns)
    assert [sum(row) for row in parts] == rows
    assert [sum(column) for column in zip(*parts, strict=True)] == columns
    for row, amounts in zip(rows, parts, strict=True):
        for column, part in zip(columns, amounts, strict=True):
            exact = Fraction(row * column, sum(rows) or 1)
            assert part == exact if exact.denominator == 1 else abs(part - exact) < 1


def test_dividing_row_by_row_would_not_add_up() -> None:
    """Three lines of one cent over three moments: each by itself would fall in the first."""
    assert divide_both_ways([1, 1, 1], [1, 1, 1]) == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_a_cent_is_moved_where_a_later_row_has_no_other_place() -> None:
    """The first row lets go of the cent that it took first: by itself each takes the column that is short most."""
    rows, columns = [1, 3, 6], [2, 3, 5]
    parts = divide_both_ways(rows, columns)
    assert [sum(row) for row in parts] == rows
    assert [sum(column) for column in zip(*parts, strict=True)] == columns
    assert parts == [[0, 0, 1], [1, 1, 1], [1, 2, 3]]


@pytest.mark.parametrize(("rows", "columns"), [([1], [2]), ([-1, 2], [1]), ([1], [2, -1]), ([], [1])])
def test_what_does_not_come_to_the_same_is_not_divided(rows: list[int], columns: list[int]) -> None:
    with pytest.raises(ValueError, match=r"columns|negative"):
        divide_both_ways(rows, columns)


def test_nothing_is_divided_into_nothing() -> None:
    assert divide_both_ways([0, 0], [0]) == [[0], [0]]
    assert divide_both_ways([], []) == []
