"""Amounts on a day of their own: worth by actual/365, rates beside a library, conserved over parties and years."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.engines.business_case.cases import handbook_table_16

from bodemplaat.engines.business_case import (
    Bearer,
    BusinessCase,
    CostBlock,
    Dated,
    FunctionCase,
    Index,
    OneOff,
    OneOffKind,
    Participant,
    RateStatus,
    Recurring,
    appraise,
    check,
    internal_rate,
    net_present_value,
    rate_of,
)
from bodemplaat.engines.business_case.dated import present_value, rates_of_nothing, timed
from bodemplaat.kernel import Euro

START = date(2028, 1, 1)
days = st.integers(0, 3650).map(lambda n: START + timedelta(days=n))
flows = st.lists(st.tuples(days, st.integers(-(10**9), 10**9)), min_size=2, max_size=8)
rates = st.decimals(Decimal("-0.5"), 1, places=4)


@given(flows, rates)
def test_worth_is_that_of_xnpv(dated: list[tuple[date, int]], rate: Decimal) -> None:
    ours = present_value(timed((), dated, START), rate)
    theirs = pyxirr.xnpv(float(rate), [START, *(day for day, _ in dated)], [0, *(c for _, c in dated)])
    assert theirs is not None
    assert abs(ours.cents - theirs) <= 1 + 1e-9 * sum(abs(cents) for _, cents in dated) * 2**10


def test_the_example_of_spreadsheets() -> None:
    """XNPV and XIRR of the help pages of spreadsheets: 2086.65 at 9 %, 37.336 %."""
    table = [(date(2008, 1, 1), -10000), (date(2008, 3, 1), 2750), (date(2008, 10, 30), 4250),
             (date(2009, 2, 15), 3250), (date(2009, 4, 1), 2750)]  # fmt: skip
    moments = timed((), [(day, amount * 100) for day, amount in table], date(2008, 1, 1))
    assert str(present_value(moments, Decimal("0.09"))) == "2086.65"
    rate = rate_of(moments).rate
    assert rate is not None
    assert rate.quantize(Decimal("0.00001")) == Decimal("0.37336")


@given(st.lists(st.integers(-(10**8), 10**8), min_size=2, max_size=7), rates)
def test_whole_years_give_what_yearly_amounts_give(yearly: list[int], rate: Decimal) -> None:
    assert present_value(timed(yearly, (), START), rate) == net_present_value(yearly, rate)
    exact, by_time = internal_rate(yearly), rate_of(timed(yearly, (), START))
    assume(exact.status is not RateStatus.MULTIPLE or len(exact.rates) == len(by_time.rates))
    assert by_time.status is exact.status
    for one, other in zip(by_time.rates, exact.rates, strict=True):
        assert abs(one - other) <= Decimal("0.00000002") * (1 + abs(one))


@given(st.integers(-(10**9), -1000), st.lists(st.tuples(days, st.integers(1, 10**9)), min_size=1, max_size=6))
def test_an_outlay_that_comes_back_has_the_one_rate_of_xirr(
    outlay: int, back: list[tuple[date, int]]
) -> None:
    later = [(day + timedelta(days=90), cents) for day, cents in back]
    found = rate_of(timed((), [(START, outlay), *later], START))
    assert found.status is RateStatus.UNIQUE
    theirs = pyxirr.xirr([START, *(day for day, _ in later)], [outlay, *(c for _, c in later)])
    assume(theirs is not None and -0.99 < theirs < 100 and found.rate is not None)
    assert theirs is not None
    assert abs(float(found.rate or 0) - theirs) < 1e-5 * (1 + abs(theirs))


def test_several_rates_are_all_found() -> None:
    """−1000, 2300, −1320 a year apart is nothing at 10 % and at 20 %."""
    year = timedelta(days=365)
    dated = [(START, -100_000), (START + year, 230_000), (START + 2 * year, -132_000)]
    assert rate_of(timed((), dated, START)).rates == (Decimal("0.10000000"), Decimal("0.20000000"))


def two(*dated: Dated, index: Index = Index.NONE) -> BusinessCase:
    def party(name: str, cost: int) -> Participant:
        return Participant(
            name, (FunctionCase("P", CostBlock(lump=Euro(cost)), CostBlock(lump=Euro(cost * 9 // 10))),)
        )

    return BusinessCase(
        "case",
        5,
        (party("A", 100_000_00), party("B", 33_333_33)),
        Decimal("0.03"),
        price_index=(Decimal("0.02"),),
        one_offs=(OneOff("move", OneOffKind.CENTRE, {}, Bearer(key="baseline"), dated),),
        running_costs=(Recurring("rent", {}, Bearer(key="equal"), index, dated),),
        first_year=2028,
    )


in_case = st.integers(0, 5 * 365).map(lambda n: START + timedelta(days=n))


@given(st.lists(st.builds(Dated, in_case, st.integers(0, 10**8).map(Euro)), max_size=5))
def test_parties_add_up_and_every_amount_is_in_the_year_of_its_day(dated: list[Dated]) -> None:
    case = two(*dated)
    assert check(case) == ()
    outcome = appraise(case)
    parts = [party.outcome for party in outcome.participants]
    whole = outcome.consolidated
    assert whole.net_present_value == Euro.total(part.net_present_value for part in parts)
    for year in range(case.years + 1):
        fallen = Euro.total(each.amount for each in dated if each.on.year == 2027 + year)
        assert whole.years[year].one_off == fallen
        assert whole.years[year].added_value == Euro.total(part.years[year].added_value for part in parts)
    again = appraise(replace(two(*reversed(dated))))
    assert again.consolidated.net_present_value == whole.net_present_value


@given(in_case, st.integers(1, 10**9), st.integers(1, 300))
def test_the_later_a_cost_the_less_it_weighs(day: date, cents: int, later: int) -> None:
    assume((day + timedelta(days=later)).year <= 2032)
    now, then = (
        appraise(two(Dated(on, Euro(cents)))).consolidated.net_present_value
        for on in (day, day + timedelta(days=later))
    )
    assert then >= now - Euro(2)


def test_a_case_without_dates_is_as_it_was() -> None:
    case = handbook_table_16()
    assert appraise(replace(case, first_year=2028, reference_date=date(2027, 7, 1))) == appraise(case)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (replace(two(Dated(START, Euro(1))), first_year=0), "case.no_calendar"),
        (two(Dated(date(2026, 12, 31), Euro(1))), "case.outside"),
        (two(Dated(date(2033, 1, 1), Euro(1))), "case.outside"),
    ],
)
def test_days_outside_the_case_are_named(case: BusinessCase, code: str) -> None:
    assert code in [finding.code for finding in check(case)]


def test_dated_flows_worked_out_by_hand() -> None:
    """A year of 365 days at 10 %; 1,096 days over a leap day; before the reference date; two rates; one moment."""
    start = date(2026, 1, 1)
    (rate,) = rates_of_nothing(timed([], [(start, -100_000), (date(2027, 1, 1), 110_000)], start))
    assert abs(rate - Decimal("0.1")) < Decimal("1e-12")
    (rate,) = rates_of_nothing(timed([], [(start, -100_000), (date(2029, 1, 1), 133_100)], start))
    assert float(rate) == pytest.approx(1.331 ** (365 / 1096) - 1, abs=1e-12)
    assert present_value(timed([110_000], [(date(2025, 1, 1), -100_000)], start), Decimal("0.1")) == Euro(0)
    flows = [(start, -10_000), (date(2027, 1, 1), 23_000), (date(2028, 1, 1), -13_200)]
    assert [round(found, 12) for found in rates_of_nothing(timed([], flows, start))] == [
        Decimal("0.1"),
        Decimal("0.2"),
    ]
    assert timed([0, -5], [(date(2027, 1, 1), 5)], start) == ()
