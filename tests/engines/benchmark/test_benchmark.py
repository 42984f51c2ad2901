"""Own figure among its peers: exact, and the same whatever the order."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.benchmark import Figure, compare, spread
from bodemplaat.kernel import Euro


def figure(name: str, euros: int, inhabitants: int = 1000) -> Figure:
    return Figure(name, Euro.of(euros), inhabitants)


def test_own_figure_beside_the_median_and_what_that_comes_to() -> None:
    own = figure("Gouda", 450_000, 1500)
    peers = [figure("A", 100_000), figure("B", 200_000), figure("C", 250_000), figure("D", 400_000), own]
    found = compare(own, peers)
    assert found is not None
    assert found.peers.count == 4
    assert (found.peers.lower_quartile, found.peers.median, found.peers.upper_quartile) == (
        175,
        225,
        Fraction(575, 2),
    )
    assert (found.cheaper, found.dearer) == (3, 1)
    assert found.difference == 75
    assert found.amount == Euro.of(112_500)


def test_nobody_to_compare_with() -> None:
    own = figure("Gouda", 1)
    assert compare(own, [own]) is None
    with pytest.raises(ValueError, match="nothing"):
        spread([])


values = st.lists(st.fractions(-1000, 1000, max_denominator=50), min_size=2, max_size=30)


@given(values)
def test_quartiles_are_those_a_spreadsheet_gives(values: list[Fraction]) -> None:
    found = spread(values)
    assert [found.lower_quartile, found.median, found.upper_quartile] == statistics.quantiles(
        values, n=4, method="inclusive"
    )
    assert found.median == statistics.median(values)
    assert found == spread(values[::-1])
