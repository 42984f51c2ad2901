"""The laws of exact money, and every trap of cents that users of other systems reported."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.kernel import Euro, Rounding, divide, divide_over
from bodemplaat.kernel.euro import round_fraction

CENTS = st.integers(-(10**14), 10**14)
AMOUNTS = CENTS.map(Euro)
FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
WEIGHT = st.one_of(
    st.integers(0, 10**9),
    st.decimals(min_value=0, max_value=10**6, places=4, allow_nan=False),
    st.fractions(min_value=0, max_value=1000, max_denominator=997),
)
WEIGHTS = st.lists(WEIGHT, min_size=1, max_size=12).filter(any)


class TestWhatIsAnAmount:
    def test_a_float_never_comes_near(self) -> None:
        for attempt in (
            lambda: Euro(0.1),  # type: ignore[arg-type]
            lambda: Euro.of(0.1),  # type: ignore[arg-type]
            lambda: Euro(1).times(0.5, Rounding.HALF_UP),  # type: ignore[arg-type]
            lambda: Euro(1) * 0.5,  # type: ignore[operator]
            lambda: divide(1, [0.5, 0.5]),  # type: ignore[list-item]
        ):
            with pytest.raises(TypeError):
                attempt()

    def test_a_truth_value_is_not_a_cent(self) -> None:
        with pytest.raises(TypeError):
            Euro(True)
        with pytest.raises(TypeError):
            Euro.of(True)

    def test_does_not_mix_with_bare_numbers(self) -> None:
        with pytest.raises(TypeError):
            Euro(1) + 1  # type: ignore[operator]
        with pytest.raises(TypeError):
            Euro(1) - Decimal(1)  # type: ignore[operator]
        assert Euro(1) != 1

    @pytest.mark.parametrize("text", ["", "tien", "NaN", "Infinity", "1,50", "--1"])
    def test_text_that_is_no_amount_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="amount"):
            Euro.of(text)

    def test_parts_of_a_cent_need_a_named_rounding(self) -> None:
        with pytest.raises(ValueError, match="no rounding was named"):
            Euro.of("0.225")
        assert Euro.of("0.225", Rounding.HALF_UP) == Euro(23)
        assert Euro.of("0.225", Rounding.HALF_EVEN) == Euro(22)

    @given(AMOUNTS)
    def test_written_and_read_back_is_the_same(self, amount: Euro) -> None:
        assert Euro.of(str(amount)) == amount
        assert Euro.of(amount.decimal) == amount
        assert amount.decimal.as_tuple().exponent == -2

    def test_is_written_as_standards_write_it(self) -> None:
        assert [str(Euro(c)) for c in (0, 5, -5, 100, -123450)] == [
            "0.00",
            "0.05",
            "-0.05",
            "1.00",
            "-1234.50",
        ]


class TestArithmetic:
    @given(AMOUNTS, AMOUNTS, AMOUNTS)
    def test_adds_like_whole_numbers(self, a: Euro, b: Euro, c: Euro) -> None:
        assert a + b == b + a
        assert (a + b) + c == a + (b + c)
        assert a - b == -(b - a)
        assert a + -a == Euro(0)
        assert Euro.total([a, b, c]) == a + b + c

    @given(AMOUNTS, st.integers(-1000, 1000))
    def test_times_a_count_is_repeated_addition(self, amount: Euro, count: int) -> None:
        assert amount * count == count * amount == Euro(amount.cents * count)
        assert amount.times(count, Rounding.TOWARDS_ZERO) == amount * count

    @given(st.lists(AMOUNTS, max_size=6))
    def test_orders_by_size(self, amounts: list[Euro]) -> None:
        assert [a.cents for a in sorted(amounts)] == sorted(a.cents for a in amounts)

    def test_only_zero_is_false_and_the_total_of_nothing_is_zero(self) -> None:
        assert not Euro(0)
        assert Euro(-1)
        assert Euro.total([]) == Euro(0)
        assert abs(Euro(-7)) == Euro(7)


class TestRounding:
    @given(FRACTIONS, st.sampled_from(Rounding))
    def test_a_credit_rounds_as_the_mirror_of_its_debit(self, value: Fraction, rounding: Rounding) -> None:
        assert round_fraction(-value, rounding) == -round_fraction(value, rounding)

    @given(FRACTIONS, st.sampled_from(Rounding))
    def test_never_moves_a_whole_cent(self, value: Fraction, rounding: Rounding) -> None:
        assert abs(round_fraction(value, rounding) - value) < 1
        if rounding in (Rounding.HALF_UP, Rounding.HALF_EVEN):
            assert abs(round_fraction(value, rounding) - value) <= Fraction(1, 2)

    @given(st.decimals(min_value=-(10**9), max_value=10**9, places=5), st.sampled_from(Rounding))
    def test_agrees_with_the_standard_library(self, value: Decimal, rounding: Rounding) -> None:
        assert round_fraction(Fraction(value), rounding) == int(value.quantize(Decimal(1), rounding.value))

    @pytest.mark.parametrize(
        ("rounding", "expected"),
        [
            (Rounding.HALF_UP, [1, 2, 3, 1]),
            (Rounding.HALF_EVEN, [0, 2, 2, 1]),
            (Rounding.TOWARDS_ZERO, [0, 1, 2, 0]),
            (Rounding.AWAY_FROM_ZERO, [1, 2, 3, 1]),
        ],
    )
    def test_each_name_means_what_it_says(self, rounding: Rounding, expected: list[int]) -> None:
        values = [Fraction(1, 2), Fraction(3, 2), Fraction(5, 2), Fraction(51, 100)]
        assert [round_fraction(value, rounding) for value in values] == expected

    @given(CENTS, st.sampled_from(Rounding))
    def test_whole_cents_stay(self, cents: int, rounding: Rounding) -> None:
        assert round_fraction(Fraction(cents), rounding) == cents


class TestDividing:
    @given(CENTS, WEIGHTS)
    def test_the_parts_add_up(self, cents: int, weights: Sequence[int]) -> None:
        assert sum(divide(cents, weights)) == cents

    @given(CENTS, WEIGHTS)
    def test_a_credit_mirrors_its_debit(self, cents: int, weights: Sequence[int]) -> None:
        assert divide(-cents, weights) == [-part for part in divide(cents, weights)]

    @given(CENTS, WEIGHTS)
    def test_each_part_is_less_than_a_cent_from_its_exact_share(
        self, cents: int, weights: Sequence[int]
    ) -> None:
        total = sum(Fraction(weight) for weight in weights)
        for part, weight in zip(divide(cents, weights), weights, strict=True):
            assert abs(part - cents * Fraction(weight) / total) < 1

    @given(CENTS, WEIGHTS)
    def test_no_weight_no_cent_and_more_weight_never_less(self, cents: int, weights: Sequence[int]) -> None:
        parts = divide(abs(cents), weights)
        assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)
        by_weight = sorted(zip((Fraction(w) for w in weights), parts, strict=True), key=lambda pair: pair[0])
        for (lighter, small), (heavier, large) in pairwise(by_weight):
            assert lighter == heavier or small <= large

    @given(CENTS, WEIGHTS, st.integers(1, 10**6))
    def test_only_proportions_count(self, cents: int, weights: Sequence[int], scale: int) -> None:
        assert divide(cents, [Fraction(weight) * scale for weight in weights]) == divide(cents, weights)

    @given(
        CENTS, st.dictionaries(st.text(min_size=1, max_size=4), WEIGHT, min_size=1, max_size=6), st.randoms()
    )
    def test_the_order_of_receivers_changes_nothing(
        self, cents: int, weights: dict[str, int], random: object
    ) -> None:
        if not any(weights.values()):
            return
        shuffled = list(weights.items())
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert divide_over(Euro(cents), dict(shuffled)) == divide_over(Euro(cents), weights)
        assert list(divide_over(Euro(cents), dict(shuffled))) == [name for name, _ in shuffled]

    @given(AMOUNTS, WEIGHTS, st.data())
    @settings(max_examples=50)
    def test_two_rules_in_a_row_conserve_the_total_at_every_stage(
        self, amount: Euro, weights: Sequence[int], data: st.DataObject
    ) -> None:
        first = amount.divided(weights)
        second = [part.divided(data.draw(WEIGHTS)) for part in first]
        assert Euro.total(first) == amount
        for part, pieces in zip(first, second, strict=True):
            assert Euro.total(pieces) == part

    @given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=10), st.data())
    def test_a_discount_by_what_each_pays_never_exceeds_it(
        self, cents: int, weights: list[int], data: st.DataObject
    ) -> None:
        parts = divide(cents, weights)
        if not any(parts):
            return
        discount = data.draw(st.integers(0, cents))
        for part, off in zip(parts, divide(discount, parts), strict=True):
            assert 0 <= off <= part

    @pytest.mark.parametrize("weights", [[], [0], [0, 0, Decimal(0)]])
    def test_nobody_to_pay_is_an_error(self, weights: list[int]) -> None:
        with pytest.raises(ValueError, match="all zero or absent"):
            divide(100, weights)

    def test_a_negative_weight_is_an_error(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            divide(100, [2, -1])

    def test_equal_rests_go_to_the_earlier_position_or_the_smaller_name(self) -> None:
        assert divide(1, [1, 1, 1]) == [1, 0, 0]
        assert divide_over(Euro(1), {"Vlist": 1, "Bergambacht": 1}) == {
            "Vlist": Euro(0),
            "Bergambacht": Euro(1),
        }


def percent(*shares: str) -> list[Decimal]:
    return [Decimal(share) for share in shares]


TRAPS = [
    ("182.25", percent("98", "2"), ["178.61", "3.64"]),  # 178.605 and 3.645: one half cent up, one down
    ("785.08", percent("33.33", "33.33", "33.34"), ["261.67", "261.67", "261.74"]),
    ("0.01", percent("95", "5"), ["0.01", "0.00"]),
    ("100000.01", percent("50", "30", "20"), ["50000.01", "30000.00", "20000.00"]),
    ("0.00", percent("50", "30", "20"), ["0.00", "0.00", "0.00"]),
    ("-182.25", percent("98", "2"), ["-178.61", "-3.64"]),
    ("-0.01", percent("95", "5"), ["-0.01", "0.00"]),
    ("-785.08", percent("33.33", "33.33", "33.34"), ["-261.67", "-261.67", "-261.74"]),
]


class TestTheTrapsThatUsersReported:
    @pytest.mark.parametrize(("amount", "weights", "expected"), TRAPS)
    def test_the_parts_add_up(self, amount: str, weights: list[Decimal], expected: list[str]) -> None:
        parts = Euro.of(amount).divided(weights)
        assert [str(part) for part in parts] == expected
        assert Euro.total(parts) == Euro.of(amount)

    @pytest.mark.parametrize(("amount", "weights", "expected"), TRAPS)
    def test_whatever_the_order(self, amount: str, weights: list[Decimal], expected: list[str]) -> None:
        names = "abcdef"[: len(weights)]
        wanted = dict(zip(names, map(Euro.of, expected), strict=True))
        by_name = dict(zip(names, weights, strict=True))
        for order in permutations(names):
            assert divide_over(Euro.of(amount), {name: by_name[name] for name in order}) == wanted

    @pytest.mark.parametrize("amount", ["182.25", "-182.25", "0.01", "0.00", "100000.01"])
    def test_nested_a_hundred_percent_and_then_98_to_2(self, amount: str) -> None:
        (whole,) = Euro.of(amount).divided([100])
        assert whole == Euro.of(amount)
        assert whole.divided([98, 2]) == Euro.of(amount).divided([98, 2])
        assert Euro.total(whole.divided([98, 2])) == whole

    def test_ten_lines_of_a_cent_with_five_cents_discount_in_total(self) -> None:
        lines = [Euro(1)] * 10
        discounts = Euro(5).divided([line.cents for line in lines])
        net = [line - discount for line, discount in zip(lines, discounts, strict=True)]
        assert Euro.total(net) == Euro(5)
        assert all(amount >= Euro(0) for amount in net)
        credit = Euro(-5).divided([line.cents for line in lines])
        assert credit == tuple(-discount for discount in discounts)
