"""The last day in time by what happened and what was agreed, and what a later payment costs."""

import itertools
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.payment_term import (
    Facts,
    Ground,
    NoRate,
    NoStart,
    interest_over,
    latest_day,
    owed_for_late,
)
from bodemplaat.kernel import Euro

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    days: int
    agreed: int
    longest: int | None


@dataclass(frozen=True)
class Half:
    first: date
    percent: Decimal


PUBLIC = Rule(30, 30, 60)
BUSINESS = Rule(30, 60, None)
VOID = Rule(30, 30, 30)
COSTS = Euro.of(40)
RATES = [
    Half(date(year, month, 1), Decimal(percent))
    for year, first, second in (
        (2023, "10.50", "12"),
        (2024, "12.50", "12.25"),
        (2025, "11.15", "10.15"),
        (2026, "10.15", "10.40"),
        (2027, "10.40", "9"),
        (2028, "9", "9.5"),
    )
    for month, percent in ((1, first), (7, second))
]
TUESDAY = date(2026, 6, 2)
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
FREE = frozenset({date(2026, 12, 25), date(2026, 4, 6)})
FACTS = st.builds(
    Facts,
    DAYS,
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | st.integers(1, 120),
    st.booleans(),
)
RULES = st.sampled_from([PUBLIC, BUSINESS, VOID])
AMOUNTS = st.integers(1, 10**10).map(Euro)


def test_thirty_days_after_the_invoice_came_in() -> None:
    term = latest_day(Facts(TUESDAY), PUBLIC, ())
    assert (term.last, term.ground, term.is_agreed) == (date(2026, 7, 2), Ground.INVOICE, False)
    assert [step.render() for step in term.steps] == [
        "The invoice came in on 2026-06-02: counting starts the day after.",
        "No term was agreed, so that of the law holds: 30 days, up to and including 2026-07-02.",
    ]


def test_a_term_of_the_law_that_ends_on_a_free_day_runs_on_and_says_so() -> None:
    term = latest_day(Facts(date(2026, 11, 25)), PUBLIC, FREE)  # Christmas Day, a Friday
    assert (term.last, term.is_extended) == (date(2026, 12, 28), True)
    assert "2026-12-28" in term.steps[-1].render()
    assert "2026-12-25 is safe" in term.steps[-1].render()


def test_an_agreed_term_ends_where_it_was_agreed() -> None:
    term = latest_day(Facts(date(2026, 11, 25), agreed=30), PUBLIC, FREE)
    assert (term.last, term.is_agreed, term.is_extended) == (date(2026, 12, 25), True, False)


@pytest.mark.parametrize(
    ("facts", "ground", "start"),
    [
        (Facts(TUESDAY, delivered=TUESDAY - DAY), Ground.INVOICE, TUESDAY),
        (Facts(TUESDAY, delivered=TUESDAY), Ground.INVOICE, TUESDAY),
        (Facts(TUESDAY, delivered=TUESDAY + DAY), Ground.DELIVERY, TUESDAY + DAY),
        (Facts(None, delivered=TUESDAY), Ground.DELIVERY, TUESDAY),
        (Facts(None, delivered=TUESDAY, accepted=TUESDAY + DAY), Ground.DELIVERY, TUESDAY),
        (Facts(None, accepted=TUESDAY), Ground.ACCEPTANCE, TUESDAY),
        (Facts(TUESDAY, accepted=TUESDAY - DAY), Ground.INVOICE, TUESDAY),
        (Facts(TUESDAY, accepted=TUESDAY + DAY), Ground.ACCEPTANCE, TUESDAY + DAY),
        (Facts(TUESDAY, TUESDAY, TUESDAY + 30 * DAY), Ground.ACCEPTANCE, TUESDAY + 30 * DAY),
        (Facts(TUESDAY, TUESDAY, TUESDAY + 45 * DAY), Ground.ACCEPTANCE, TUESDAY + 30 * DAY),
        (Facts(TUESDAY, TUESDAY, TUESDAY + 45 * DAY, None, True), Ground.ACCEPTANCE, TUESDAY + 45 * DAY),
    ],
)
def test_counting_starts_where_the_law_says(facts: Facts, ground: Ground, start: date) -> None:
    term = latest_day(facts, PUBLIC, ())
    assert (term.ground, term.start) == (ground, start)
    assert start.isoformat() in term.steps[0].render()


def test_without_any_receipt_there_is_no_term() -> None:
    with pytest.raises(NoStart):
        latest_day(Facts(None), PUBLIC, ())
    with pytest.raises(ValueError, match="at least one day"):
        Facts(TUESDAY, agreed=0)


@pytest.mark.parametrize(
    ("rule", "agreed", "is_justified", "days"),
    [
        (PUBLIC, 14, False, 14),
        (PUBLIC, 30, False, 30),
        (PUBLIC, 31, False, 30),
        (PUBLIC, 60, True, 60),
        (PUBLIC, 61, True, 30),
        (BUSINESS, 60, False, 60),
        (BUSINESS, 61, False, 30),
        (BUSINESS, 120, True, 120),
        (VOID, 31, True, 30),
    ],
)
def test_what_was_agreed_holds_as_far_as_it_is_allowed(
    rule: Rule, agreed: int, is_justified: bool, days: int
) -> None:
    term = latest_day(Facts(TUESDAY, agreed=agreed, is_justified=is_justified), rule, ())
    assert (term.days, term.is_agreed) == (days, days == agreed)


def test_the_most_that_is_allowed_is_named() -> None:
    def told(rule: Rule, agreed: int, is_justified: bool) -> str:
        return (
            latest_day(Facts(TUESDAY, agreed=agreed, is_justified=is_justified), rule, ()).steps[1].render()
        )

    assert told(PUBLIC, 45, False).startswith("45 days were agreed and 30 is the most allowed here")
    assert told(PUBLIC, 75, True).startswith("75 days were agreed and 60 is the most allowed here")


def test_interest_runs_from_the_day_after_up_to_and_including_the_payment() -> None:
    late = owed_for_late(
        Euro.of("10000.00"), last=date(2026, 6, 10), paid=date(2026, 7, 20), rates=RATES, costs=COSTS
    )
    assert [(part.first, part.last, part.days, str(part.amount)) for part in late.stretches] == [
        (date(2026, 6, 11), date(2026, 6, 30), 20, "55.62"),  # 10,000 × 10.15 % × 20 / 365 = 55.616
        (
            date(2026, 7, 1),
            date(2026, 7, 20),
            20,
            "56.98",
        ),  # 10,000 × 10.40 % × 20 / 365 = 56.986, of 112.603
    ]
    assert (str(late.interest), str(late.total)) == ("112.60", "152.60")
    assert late.trace.amount == late.total
    assert late.trace.parts[0].said.render() == (
        "20 days from 2026-06-11 up to and including 2026-06-30, 10.15 % a year over 10000.00"
    )


def test_a_year_of_interest_bears_interest_itself() -> None:
    (*first, last) = interest_over(Euro.of("1000.00"), date(2023, 7, 1), date(2024, 7, 1), RATES)
    year = Euro.total(part.amount for part in first)
    assert str(year) == "122.65"  # 12 % × 184/365 + 12.5 % × 182/366 = 6.0493 % + 6.2158 %
    assert (last.first, last.over) == (date(2024, 7, 1), Euro.of("1000.00") + year)


def test_a_year_from_a_leap_day_ends_before_1_march() -> None:
    stretches = interest_over(Euro.of("1000.00"), date(2024, 2, 29), date(2025, 3, 1), RATES)
    assert [(part.first, part.last) for part in stretches][-2:] == [
        (date(2025, 1, 1), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2025, 3, 1)),
    ]
    assert stretches[-1].over > stretches[-2].over


def test_a_half_year_without_a_rate_is_not_guessed() -> None:
    with pytest.raises(NoRate) as refusal:
        owed_for_late(COSTS, last=date(2028, 12, 1), paid=date(2029, 1, 1), rates=RATES, costs=COSTS)
    assert refusal.value.first == date(2029, 1, 1)


@given(AMOUNTS, DAYS, st.integers(-40, 0))
def test_nothing_is_owed_in_time(amount: Euro, last: date, days: int) -> None:
    late = owed_for_late(amount, last=last, paid=last + days * DAY, rates=RATES, costs=COSTS)
    assert (late.total, late.stretches) == (Euro(0), ())


@given(AMOUNTS, DAYS, st.integers(1, 500), st.integers(1, 200))
def test_a_later_payment_never_costs_less(amount: Euro, last: date, days: int, more: int) -> None:
    def owed(after: int) -> Euro:
        return owed_for_late(amount, last=last, paid=last + after * DAY, rates=RATES, costs=COSTS).total

    assert COSTS <= owed(days) <= owed(days + more)


@given(AMOUNTS, DAYS, st.integers(0, 364), st.integers(0, 364))
def test_within_a_year_of_interest_any_cut_splits_exactly(
    amount: Euro, first: date, days: int, cut: int
) -> None:
    def exact(begin: date, end: date) -> Fraction:
        return sum((part.exact for part in interest_over(amount, begin, end, RATES)), Fraction(0))

    last, middle = first + max(days, cut) * DAY, first + min(days, cut) * DAY
    assert exact(first, last) == exact(first, middle) + exact(middle + DAY, last)


@given(AMOUNTS, DAYS, st.integers(0, 700))
def test_stretches_cover_every_day_once_at_one_rate_and_add_up(amount: Euro, first: date, days: int) -> None:
    stretches = interest_over(amount, first, first + days * DAY, RATES)
    assert sum(part.days for part in stretches) == days + 1
    assert stretches[0].first == first
    for part, following in itertools.pairwise(stretches):
        assert following.first == part.last + DAY
    for part in stretches:
        assert (part.first.year, part.first.month > 6) == (part.last.year, part.last.month > 6)
        assert abs(part.amount.cents - part.exact) <= 1


@given(FACTS, RULES)
def test_a_term_ends_after_its_days_and_a_term_of_the_law_on_a_working_day(facts: Facts, rule: Rule) -> None:
    term = latest_day(facts, rule, FREE)
    assert term.last >= term.start + term.days * DAY
    if term.is_agreed:
        assert term.last == term.start + term.days * DAY
    else:
        assert term.days == rule.days
        assert term.last.weekday() < 5
        assert term.last not in FREE
    assert term.is_extended is (len(term.steps) == 3)


@given(FACTS, RULES, st.integers(1, 60))
def test_receiving_an_invoice_later_never_makes_the_last_day_earlier(
    facts: Facts, rule: Rule, more: int
) -> None:
    assert facts.received is not None
    later = replace(facts, received=facts.received + more * DAY)
    assert latest_day(later, rule, FREE).last >= latest_day(facts, rule, FREE).last
