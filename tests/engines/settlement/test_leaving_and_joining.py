"""Leaving and joining: both methods, the rule of the arrangement, and those who stay."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.settlement import (
    Connection,
    EntryCase,
    ExitCase,
    Investment,
    Outcome,
    Rule,
    Stranded,
    Term,
    join,
    leave,
    phase_in,
)
from bodemplaat.kernel import Euro, Rounding

CASE = ExitCase(
    leaver="C",
    day=date(2026, 7, 1),
    contribution=Euro.of("100000.00"),
    stayers={"A": Fraction(2), "B": Fraction(1)},
    taper=tuple(Fraction(p, 100) for p in (100, 80, 60, 40, 20)),
    bridging_years=5,
    stranded=(
        Stranded("rent", Euro.of("50000.00"), Fraction(1, 5), until=date(2028, 1, 1)),
        Stranded("software split", Euro.of("20000.00"), once=True),
        Stranded("officer who goes along", Euro.of("60000.00"), follows=True),
    ),
)


def test_the_taper_takes_a_fifth_less_each_year() -> None:
    trace = leave(CASE).taper
    assert trace is not None
    assert [str(part.amount) for part in trace.parts] == [
        "100000.00",
        "80000.00",
        "60000.00",
        "40000.00",
        "20000.00",
    ]
    assert trace.amount == Euro.of("300000.00")


def test_the_percentages_are_free() -> None:
    eighty = leave(replace(CASE, taper=tuple(Fraction(p, 100) for p in (80, 60, 40, 20)))).taper
    assert eighty is not None
    assert eighty.amount == Euro.of("200000.00")


def test_damage_ends_when_the_cost_falls_away_and_what_follows_the_task_is_none() -> None:
    trace = leave(CASE).damage
    assert trace is not None
    first, second, *later = trace.parts
    assert first.amount == Euro.of("30000.00")
    assert second.amount == Euro.of("10000.00").times(
        Fraction(184, 366), Rounding.HALF_UP
    )  # a leap year in between
    assert all(not year.amount for year in later)


def test_what_makes_damage_less_makes_it_nothing_at_most() -> None:
    filled = replace(CASE, stranded=(*CASE.stranded, Stranded("newcomer", Euro.of("-40000.00"))))
    trace = leave(filled).damage
    assert trace is not None
    assert trace.amount == Euro.of("20000.00")
    assert all(year.amount >= Euro(0) for year in trace.parts)


def test_nothing_is_assumed_where_the_arrangement_sets_no_rule() -> None:
    assert leave(CASE).exit_sum is None
    chosen = leave(replace(CASE, rule=Rule.DAMAGE))
    assert chosen.exit_sum is chosen.damage


def test_an_own_rule_is_a_sum_of_terms_paid_in_the_first_year() -> None:
    own = leave(
        replace(
            CASE,
            rule=Rule.OWN,
            terms=(
                Term("twice", Euro.of("100000.00"), Fraction(2)),
                Term("minus reserve", Euro.of("-15000.00")),
            ),
        )
    )
    assert own.exit_sum is not None
    assert own.exit_sum.amount == Euro.of("185000.00")
    assert [str(year.paid) for year in own.stayers(own.own)] == ["185000.00", "0.00", "0.00", "0.00", "0.00"]


@given(
    st.integers(1, 10**10),
    st.lists(st.fractions(0, 1, max_denominator=100), min_size=1, max_size=7),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_calendar_years_add_up_to_the_method(cents: int, taper: list[Fraction], day: date) -> None:
    outcome = leave(replace(CASE, contribution=Euro(cents), taper=tuple(taper), day=day))
    for method in (outcome.taper, outcome.damage):
        assert method is not None
        assert Euro.total(outcome.by_calendar_year(method).values()) == method.amount


@given(st.dictionaries(st.sampled_from("ABDE"), st.integers(1, 99).map(Fraction), min_size=1))
def test_those_who_stay_bear_what_remains_less_what_is_paid(stayers: dict[str, Fraction]) -> None:
    outcome = leave(replace(CASE, stayers=stayers))
    for method in (None, outcome.taper, outcome.damage):
        for year in outcome.stayers(method):
            assert Euro.total(year.extra.values()) == year.remaining - year.paid
    assert all(not any(year.extra.values()) for year in outcome.stayers(outcome.damage))


def test_without_known_damage_the_whole_contribution_is_taken_to_remain() -> None:
    outcome = leave(replace(CASE, bridging_years=0, stranded=()))
    assert [str(year.remaining) for year in outcome.stayers(None)] == ["100000.00"] * 5


class TestJoining:
    def test_buys_into_the_book_value_and_pays_its_own_connection(self) -> None:
        entry = join(
            EntryCase(
                joiner="D",
                day=date(2026, 1, 1),
                weights={"A": Fraction(2), "B": Fraction(1), "D": Fraction(1)},
                investments=(Investment("system", Euro.of("80000.00"), date(2024, 1, 1), 4),),
                connections=(Connection("scan", Euro.of("5000.00")),),
            )
        )
        # 730 of 1,461 days left: a book value of € 39,972.62, of which a quarter; B, equal and earlier, has the odd cent.
        assert entry.entry_sum.parts[0].amount == Euro.of("9993.15")
        assert entry.entry_sum.amount == entry.entry_sum.parts[0].amount + Euro.of("5000.00")
        assert Euro.total(entry.credits.values()) == -entry.entry_sum.parts[0].amount

    @pytest.mark.parametrize(("day", "left"), [(date(2023, 1, 1), "100.00"), (date(2034, 3, 1), "0.00")])
    def test_a_book_value_stays_between_all_and_nothing(self, day: date, left: str) -> None:
        assert str(Investment("x", Euro.of("100.00"), date(2024, 2, 29), 10).book_value(day)) == left


class TestAPath:
    def test_ends_at_the_new_amounts_and_keeps_the_total(self) -> None:
        now, then = {"A": Euro(600), "B": Euro(400)}, {"A": Euro(500), "B": Euro(501)}
        start, half, end = phase_in(now, then, {2026: Fraction(0), 2027: Fraction(1, 2), 2028: Fraction(1)})
        assert end.amounts == then
        assert all(Euro.total(step.amounts.values()) == Euro(1001) for step in (start, half, end))
        assert half.amounts == {"A": Euro(550), "B": Euro(451)}

    def test_ranks_who_pays_more(self) -> None:
        outcome = Outcome(
            "new",
            {"A": Euro(5), "B": Euro(9), "C": Euro(1)},
            {"A": Euro(4), "B": Euro(5), "C": Euro(6)},
            {"A": Fraction(2)},
        )
        assert outcome.pay_more == ("B", "A")
        assert outcome.pay_less == ("C",)
        assert outcome.moved == Euro(5)
        assert outcome.percent("A") == Fraction(1, 4)
        assert outcome.per_head("A") == Euro(3)
        assert outcome.per_head("B") is None
