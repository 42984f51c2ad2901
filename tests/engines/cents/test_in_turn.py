"""Cents over spans of a year: as exact as one division, and fair over the whole."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.cents import divide_in_turn
from bodemplaat.kernel import divide

AMOUNTS = st.lists(st.integers(0, 5_000), min_size=1, max_size=5)


def test_equal_shares_of_a_year_cut_in_two_differ_at_most_one_cent() -> None:
    """Span by span the first of three would get the cent twice."""
    spans = divide_in_turn([100, 100], [[1, 1, 1], [1, 1, 1]])
    assert spans == [[34, 33, 33], [33, 34, 33]]


@given(AMOUNTS, st.integers(1, 7), st.booleans())
def test_equal_shares_over_any_spans_differ_at_most_one_cent(
    amounts: list[int], receivers: int, credit: bool
) -> None:
    signed = [-amount if credit else amount for amount in amounts]
    spans = divide_in_turn(signed, [[1] * receivers] * len(signed))
    whole = [sum(span[place] for span in spans) for place in range(receivers)]
    assert max(whole) - min(whole) <= 1
    assert sum(whole) == sum(signed)


@given(AMOUNTS, st.data())
def test_every_span_is_divided_as_alone_to_within_a_cent_and_whole(
    amounts: list[int], data: st.DataObject
) -> None:
    receivers = data.draw(st.integers(2, 5))
    row = st.lists(st.integers(0, 9), min_size=receivers, max_size=receivers).filter(any)
    weights = [data.draw(row) for _ in amounts]
    spans = divide_in_turn(amounts, weights)
    for amount, given_weights, parts in zip(amounts, weights, spans, strict=True):
        assert sum(parts) == amount
        for weight, part in zip(given_weights, parts, strict=True):
            exact = Fraction(amount * weight, sum(given_weights))
            assert part == exact if exact.denominator == 1 else abs(part - exact) < 1
    assert spans[0] == divide(amounts[0], weights[0])
    whole = [sum(span[place] for span in spans) for place in range(receivers)]
    for one, other in combinations(range(receivers), 2):
        if all(span[one] == span[other] for span in weights):
            assert abs(whole[one] - whole[other]) <= 1
    mirrored = divide_in_turn([-amount for amount in amounts], weights)
    assert mirrored == [[-part for part in span] for span in spans]


def by_fractions(amounts: list[int], weights: list[list[int]]) -> list[list[int]]:
    """The rule as it is written, one receiver and one fraction at a time."""
    behind = [Fraction(0)] * len(weights[0])
    spans: list[list[int]] = []
    for amount, row in zip(amounts, weights, strict=True):
        exact = [Fraction(amount * weight, sum(row)) for weight in row]
        sign = 1 if amount >= 0 else -1
        parts = [sign * (abs(share) // 1) for share in exact]
        waiting = [place for place, share in enumerate(exact) if share.denominator != 1]
        waiting.sort(key=lambda place: -sign * (exact[place] - parts[place] + behind[place]))
        for place in waiting[: abs(amount - sum(parts))]:
            parts[place] += sign
        behind = [owed + share - part for owed, share, part in zip(behind, exact, parts, strict=True)]
        spans.append(parts)
    return spans


@given(st.data(), st.integers(1, 6), st.integers(1, 6), st.sampled_from([2, 9, 10**6, 10**18, 10**30]))
def test_arrays_take_turns_exactly_as_the_rule_says(
    data: st.DataObject, count: int, receivers: int, size: int
) -> None:
    """Equal and nearly equal weights too, where floats alone could not say who comes first."""
    amounts = data.draw(st.lists(st.integers(-(10**12), 10**12), min_size=count, max_size=count))
    one = st.one_of(st.integers(0, size), st.sampled_from([1, size, size - 1]))
    row = st.lists(one, min_size=receivers, max_size=receivers).filter(any)
    weights = data.draw(st.lists(row, min_size=count, max_size=count))
    assert divide_in_turn(amounts, weights) == by_fractions(amounts, weights)
