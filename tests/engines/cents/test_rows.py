"""Many amounts divided at once are divided as the kernel divides each, whatever the size of the figures."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.engines.cents import divide_rows, weight_rows
from bodemplaat.kernel import divide, whole_weights

AMOUNTS = st.integers(-(10**12), 10**12)
ROWS = st.lists(st.integers(0, 10**6), min_size=1, max_size=6).filter(any)


@settings(max_examples=100, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=5), ROWS)
def test_dividing_many_rows_is_dividing_each_row(cents: list[int], weights: list[int]) -> None:
    together = divide_rows(np.array(cents), np.array(weights))
    assert together.tolist() == [divide(amount, weights) for amount in cents]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(-(10**17), 10**17), min_size=1, max_size=3), ROWS)
def test_amounts_too_large_for_64_bits_take_the_long_road_to_the_same_answer(
    cents: list[int], weights: list[int]
) -> None:
    together = divide_rows(np.array(cents), np.array(weights))
    assert together.tolist() == [divide(amount, weights) for amount in cents]


@pytest.mark.parametrize(
    ("euros", "weights", "parts"),
    [
        (18225, [98, 2], [17861, 364]),  # 178.605: ties go to the earlier one
        (78508, [3333, 3333, 3334], [26167, 26167, 26174]),
        (1, [95, 5], [1, 0]),
        (10000001, [50, 30, 20], [5000001, 3000000, 2000000]),
        (0, [1, 2], [0, 0]),
        (-18225, [98, 2], [-17861, -364]),
    ],
)
def test_the_cents_that_other_systems_lost_are_kept(euros: int, weights: list[int], parts: list[int]) -> None:
    assert divide_rows(np.array([euros]), np.array(weights)).tolist() == [parts]
    assert sum(parts) == euros


def test_two_sharing_rules_in_a_row_keep_the_total() -> None:
    first = divide_rows(np.array([18225]), np.array([100]))[0]
    assert divide_rows(first, np.array([98, 2])).sum() == 18225


def test_ten_lines_of_a_cent_share_a_discount_of_five() -> None:
    parts = divide_rows(np.array([-5]), np.array([1] * 10))[0]
    assert parts.sum() == -5
    assert sorted(set(parts.tolist())) == [-1, 0]


@given(st.data(), st.integers(1, 6), st.integers(1, 5))
def test_the_array_divides_exactly_as_the_kernel(data: st.DataObject, rows: int, receivers: int) -> None:
    biggest = data.draw(st.sampled_from([100, 10**9, 10**15]))
    amounts = data.draw(st.lists(st.integers(-biggest, biggest), min_size=rows, max_size=rows))
    weights = data.draw(
        st.lists(
            st.lists(st.integers(0, 10**6), min_size=receivers, max_size=receivers).filter(any),
            min_size=rows,
            max_size=rows,
        )
    )
    parts = divide_rows(np.array(amounts, dtype=np.int64), np.array(weights, dtype=np.int64))
    assert parts.tolist() == [divide(cents, row) for cents, row in zip(amounts, weights, strict=True)]


def test_an_amount_that_nobody_can_bear_is_refused() -> None:
    with pytest.raises(ValueError, match="all zero or absent"):
        divide_rows(np.array([1], dtype=np.int64), np.zeros((1, 2), dtype=np.int64))


@settings(max_examples=50, deadline=None)
@given(st.data(), st.integers(1, 5), st.integers(1, 5))
def test_weights_of_any_size_are_divided_as_by_the_kernel(
    data: st.DataObject, rows: int, receivers: int
) -> None:
    """Shares worked out from shares have thirty digits; beside them stand plain rows."""
    amounts = data.draw(st.lists(AMOUNTS, min_size=rows, max_size=rows))
    sizes = data.draw(st.lists(st.sampled_from([9, 10**6, 10**18, 10**40]), min_size=rows, max_size=rows))
    weights = [
        data.draw(st.lists(st.integers(0, size), min_size=receivers, max_size=receivers).filter(any))
        for size in sizes
    ]
    parts = divide_rows(np.array(amounts), weight_rows(weights))
    assert parts.tolist() == [divide(cents, row) for cents, row in zip(amounts, weights, strict=True)]


def test_a_negative_weight_is_refused_and_no_amount_needs_none() -> None:
    with pytest.raises(ValueError, match="negative"):
        divide_rows(np.array([1, 1]), np.array([[1, 1], [2, -1]]))
    assert divide_rows(np.array([0]), np.zeros((1, 2), dtype=np.int64)).tolist() == [[0, 0]]


@given(st.lists(st.fractions(0, 1, max_denominator=10**6), min_size=1, max_size=5).filter(any))
def test_whole_weights_are_the_smallest_in_the_same_proportion(shares: list[Fraction]) -> None:
    whole = whole_weights(shares)
    assert math.gcd(*whole) == 1
    assert [weight * sum(shares) for weight in whole] == [share * sum(whole) for share in shares]
