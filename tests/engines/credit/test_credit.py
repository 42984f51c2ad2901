"""A credit: whole points, exact cents, never above its ceiling, and explained by parts that add up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.credit import CreditRule, credit_for
from bodemplaat.kernel import Euro

RULE = CreditRule(Decimal(1), Decimal(5))
PRICE = Euro.of("7500.00")
PERCENTS = st.decimals(Decimal("0.01"), Decimal(100), places=2)
SHARES = st.fractions(0, 1)
EUROS = st.integers(0, 10**11).map(Euro)


def of(share: str, earlier: str = "0", rule: CreditRule = RULE) -> str:
    counted = credit_for(
        rule, price=PRICE, goal=Fraction(95, 100), share=Fraction(share), earlier=Euro.of(earlier)
    )
    return str(counted.amount)


@pytest.mark.parametrize(
    ("share", "amount"),
    [
        ("1", "0.00"),
        ("95/100", "0.00"),
        ("9401/10000", "0.00"),
        ("94/100", "75.00"),
        ("9201/10000", "150.00"),
    ],
)
def test_each_whole_point_short_counts_and_parts_of_one_do_not(share: str, amount: str) -> None:
    assert of(share) == amount


def test_the_year_has_a_ceiling_of_which_earlier_periods_took_their_part() -> None:
    assert of("1/2") == "375.00"
    assert of("1/2", "300.00") == "75.00"
    assert of("1/2", "400.00") == "0.00"


def test_half_a_cent_goes_up() -> None:
    rule = CreditRule(Decimal("0.5"), Decimal(10))
    counted = credit_for(rule, price=Euro(100), goal=Fraction(1), share=Fraction(99, 100), earlier=Euro(0))
    assert counted.amount == Euro(1)


def test_it_is_explained_by_the_points_and_by_what_the_ceiling_takes_off() -> None:
    counted = credit_for(
        RULE, price=PRICE, goal=Fraction(95, 100), share=Fraction(85, 100), earlier=Euro.of("100")
    )
    points, ceiling = counted.trace.parts
    assert points.said.values["points"] == 10
    assert (str(points.amount), str(ceiling.amount), str(counted.trace.amount)) == (
        "750.00",
        "-475.00",
        "275.00",
    )
    assert ceiling.said.values["earlier"] == Euro.of("100")


@given(percent=PERCENTS, ceiling=PERCENTS, price=EUROS, goal=SHARES, share=SHARES, earlier=EUROS)
def test_it_is_never_negative_never_above_what_is_left_and_its_parts_add_up(
    percent: Decimal, ceiling: Decimal, price: Euro, goal: Fraction, share: Fraction, earlier: Euro
) -> None:
    counted = credit_for(CreditRule(percent, ceiling), price=price, goal=goal, share=share, earlier=earlier)
    assert Euro(0) <= counted.amount <= counted.reckoned
    assert counted.amount + earlier <= max(counted.most, earlier)
    assert counted.trace.amount == counted.amount  # a trace refuses parts that do not add up
    if share >= goal:
        assert not counted.amount


@given(price=EUROS, goal=SHARES, shares=st.tuples(SHARES, SHARES))
def test_who_keeps_more_never_credits_more(
    price: Euro, goal: Fraction, shares: tuple[Fraction, Fraction]
) -> None:
    worse, better = sorted(shares)
    amounts = [
        credit_for(RULE, price=price, goal=goal, share=each, earlier=Euro(0)).amount
        for each in (worse, better)
    ]
    assert amounts[0] >= amounts[1]
