"""The tables of law: every row has its source and certainty, half years follow each other, and each pair has one term a day."""

import itertools
from datetime import date
from decimal import Decimal

import pytest

from bodemplaat.formats.payment_law import (
    Creditor,
    Debtor,
    NoLaw,
    costs,
    costs_on,
    first_day,
    rates,
    term_on,
    terms,
)
from bodemplaat.kernel import Certainty, Euro


def test_every_row_says_where_it_was_read() -> None:
    sources = [row.source.render() for row in rates()]
    read = [*(row.read for row in terms()), *(row.read for row in costs())]
    sources += [each.source.render() for each in read]
    assert all(source.startswith("Dutch Civil Code (BW), article 6:") for source in sources), sources
    *earlier, newest = rates()
    assert {row.certainty for row in earlier} == {Certainty.SECONDARY}
    assert newest.certainty is Certainty.MEMORY, "an older table of others still has the rate before it"
    assert {each.certainty for each in read} == {Certainty.PRIMARY}


def test_half_years_follow_each_other_without_a_gap() -> None:
    firsts = [row.first for row in rates()]
    for one, following in itertools.pairwise(firsts):
        expected = date(one.year, 7, 1) if one.month == 1 else date(one.year + 1, 1, 1)
        assert following == expected
    assert {(each.month, each.day) for each in firsts} <= {(1, 1), (7, 1)}


def test_a_rate_is_that_of_the_central_bank_and_eight() -> None:
    for row in rates():
        assert row.percent == row.refinancing + 8
        assert f"{row.refinancing} % of the ECB" in row.source.render()


@pytest.mark.parametrize(
    ("first", "percent"),
    [
        (date(2022, 7, 1), "8"),
        (date(2023, 7, 1), "12"),
        (date(2024, 1, 1), "12.5"),
        (date(2024, 7, 1), "12.25"),
        (date(2025, 1, 1), "11.15"),
        (date(2026, 7, 1), "10.4"),
    ],
)
def test_known_rates(first: date, percent: str) -> None:
    assert [row.percent for row in rates() if row.first == first] == [Decimal(percent)]


@pytest.mark.parametrize(
    ("debtor", "creditor", "day", "allowed"),
    [
        (Debtor.PUBLIC_BODY, Creditor.SMALL_BUSINESS, date(2026, 11, 1), (30, 30, 60)),
        (Debtor.PUBLIC_BODY, Creditor.BUSINESS, date(2018, 1, 1), (30, 30, 60)),
        (Debtor.BUSINESS, Creditor.SMALL_BUSINESS, date(2026, 11, 1), (30, 60, None)),
        (Debtor.LARGE_BUSINESS, Creditor.BUSINESS, date(2026, 11, 1), (30, 60, None)),
        (Debtor.LARGE_BUSINESS, Creditor.SMALL_BUSINESS, date(2022, 6, 30), (30, 60, 60)),
        (Debtor.LARGE_BUSINESS, Creditor.SMALL_BUSINESS, date(2022, 7, 1), (30, 30, 30)),
    ],
)
def test_what_may_be_agreed_hangs_on_who_and_when(
    debtor: Debtor, creditor: Creditor, day: date, allowed: tuple[int, int, int | None]
) -> None:
    row = term_on(debtor, creditor, day)
    assert (row.days, row.agreed, row.longest) == allowed


def test_every_pair_has_a_term_from_the_first_day_and_none_before() -> None:
    assert first_day() == date(2017, 7, 1)
    for debtor in Debtor:
        for creditor in Creditor:
            assert term_on(debtor, creditor, first_day()).days == 30
            with pytest.raises(NoLaw):
                term_on(debtor, creditor, date(2017, 6, 30))
    assert costs_on(first_day()).amount == Euro.of(40)
    with pytest.raises(NoLaw):
        costs_on(date(2017, 6, 30))
