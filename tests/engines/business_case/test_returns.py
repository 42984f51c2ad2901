"""Worth of cash flows, beside pyxirr as an independent judge and beside roots known in advance."""

from decimal import Decimal
from fractions import Fraction

import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from bodemplaat.engines.business_case import (
    BreakEvenStatus,
    RateStatus,
    break_even,
    internal_rate,
    net_present_value,
)
from bodemplaat.engines.business_case.polynomial import positive_roots
from bodemplaat.kernel import Euro

flows_of_cents = st.lists(st.integers(-500_000_00, 500_000_00), min_size=2, max_size=12)


@settings(max_examples=60, deadline=None)
@given(flows_of_cents, st.decimals("-0.2", "0.5", places=3))
def test_net_present_value_is_what_pyxirr_says(flows: list[int], rate: Decimal) -> None:
    theirs = pyxirr.npv(float(rate), flows)
    assert theirs is not None
    assert abs(net_present_value(flows, rate).cents - theirs) <= 1 + abs(theirs) * 1e-9


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**7), st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_one_investment_and_then_gains_has_the_one_return_that_pyxirr_finds(
    cost: int, gains: list[int]
) -> None:
    rate = internal_rate([-cost, *gains])
    if not any(gains):
        assert rate.status is RateStatus.NO_RETURN
        return
    assert rate.status is RateStatus.UNIQUE
    assert rate.rate is not None
    theirs = pyxirr.irr([-cost, *gains])
    if theirs is not None and -0.9 < theirs < 10:
        assert float(rate.rate) == pytest.approx(theirs, abs=1e-6)
    near = Decimal("1e-8")
    flows = [-cost, *gains]
    assert net_present_value(flows, rate.rate - near) >= Euro(0) >= net_present_value(flows, rate.rate + near)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.fractions("0.1", "4", max_denominator=20), min_size=1, max_size=5, unique=True), st.booleans()
)
def test_every_root_is_found_and_none_invented(roots: list[Fraction], double: bool) -> None:
    polynomial = [1]
    for root in [*roots, roots[0]] if double else roots:
        longer = [0] * (len(polynomial) + 1)
        for power, coefficient in enumerate(polynomial):
            longer[power] -= coefficient * root.numerator
            longer[power + 1] += coefficient * root.denominator
        polynomial = longer
    found = positive_roots(polynomial, Fraction(1, 10**12))
    assert [round(float(root), 9) for root in found] == [round(float(root), 9) for root in sorted(roots)]


@pytest.mark.parametrize(
    ("flows", "status", "rates"),
    [
        ((-1000, 500, 500, 500), RateStatus.UNIQUE, ("0.23375193",)),
        ((-100, 230, -132), RateStatus.MULTIPLE, ("0.10000000", "0.20000000")),
        ((-4, 4, -1), RateStatus.TOUCHES, ("-0.50000000",)),
        ((-100, 240, -144), RateStatus.TOUCHES, ("0.20000000",)),
        ((100, -240, 144), RateStatus.TOUCHES, ("0.20000000",)),
        ((100, -60, -60), RateStatus.LOAN, ("0.13066239",)),
        ((0, 100, -110, 0), RateStatus.LOAN, ("0.10000000",)),
        ((-1, 3, -3, 1), RateStatus.UNIQUE, ("0",)),  # met three times, and crossed
        ((100, -250, 200), RateStatus.NONE, ()),
        ((0, 10, 20), RateStatus.NO_INVESTMENT, ()),
        ((0, 0, 0), RateStatus.NO_INVESTMENT, ()),
        ((-10, -20, 0), RateStatus.NO_RETURN, ()),
        ((0, -17500000, -2500000, 10000000, 10000000, 10000000), RateStatus.UNIQUE, ("0.15375699",)),
    ],
)
def test_a_return_is_claimed_only_where_there_is_exactly_one(
    flows: tuple[int, ...], status: RateStatus, rates: tuple[str, ...]
) -> None:
    outcome = internal_rate(flows)
    assert (outcome.status, tuple(map(str, outcome.rates))) == (status, rates)
    assert outcome.rate == (Decimal(rates[0]) if status is RateStatus.UNIQUE else None)


def test_a_discount_rate_of_minus_a_hundred_percent_is_refused() -> None:
    with pytest.raises(ValueError, match="above -100 %"):
        net_present_value([1, 2], Decimal(-1))


@pytest.mark.parametrize(
    ("flows", "status", "year", "moment", "payback"),
    [
        ((0, -175, -25, 100, 100, 100), BreakEvenStatus.REACHED, 4, "4.00", "4.00"),
        ((-100, 40, 40, 40), BreakEvenStatus.REACHED, 3, "2.50", "3.50"),
        ((0, 0, -100, 50, 100), BreakEvenStatus.REACHED, 4, "3.50", "2.50"),
        ((-100, 150, -100, 200), BreakEvenStatus.REACHED, 3, "2.25", "3.25"),
        ((0, 10, 10), BreakEvenStatus.NEVER_NEGATIVE, None, None, None),
        ((-100, 99), BreakEvenStatus.NOT_WITHIN_HORIZON, None, None, None),
    ],
)
def test_break_even_is_when_the_total_stays_at_zero_or_above(
    flows: tuple[int, ...], status: BreakEvenStatus, year: int | None, moment: str | None, payback: str | None
) -> None:
    outcome = break_even(flows)
    assert (outcome.status, outcome.year) == (status, year)
    assert (outcome.moment and str(outcome.moment)) == moment
    assert (outcome.payback and str(outcome.payback)) == payback


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=5))
def test_a_rate_is_called_a_return_only_where_lower_rates_are_better_and_higher_ones_worse(
    flows: list[int],
) -> None:
    """A loan is the other way round, and a rate that is only touched divides nothing."""
    found = internal_rate(flows)
    if len(found.rates) != 1:
        return
    rate = Fraction(found.rates[0])
    lower = _worth(flows, (rate - 1) / 2)  # halfway to −100 %: there is no other zero in between
    higher = _worth(flows, rate * 2 + 5)
    match found.status:
        case RateStatus.UNIQUE:
            assert lower > 0 > higher
        case RateStatus.LOAN:
            assert lower < 0 < higher
        case _:
            assert found.status is RateStatus.TOUCHES
            assert (lower < 0) is (higher < 0) is found.below_zero
    assert (found.rate is not None) is (found.status is RateStatus.UNIQUE)


def _worth(flows: list[int], rate: Fraction) -> Fraction:
    return sum((Fraction(flow) / (1 + rate) ** year for year, flow in enumerate(flows)), Fraction(0))


def test_a_rate_of_exactly_zero_writes_itself_as_zero() -> None:
    """100 out, 100 back: not ``0E-8``."""
    assert str(internal_rate([-100, 100]).rate) == "0"
    assert str(internal_rate([-100, 0, 50, 50]).rate) == "0"
