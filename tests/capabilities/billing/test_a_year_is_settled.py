"""A year that is settled: it adds up to the cent, in any order, and what becomes known later is a difference and no change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import TypeVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.calculations.render.files import file_of
from bodemplaat.capabilities.billing import api as billing
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.kernel import Euro
from bodemplaat.presentation.page import page
from bodemplaat.presentation.voice import Voice

A, B, C = (UUID(int=each) for each in (11, 12, 13))
CODES = ("SF03", "SP10", "")
CENTS = st.integers(0, 10**8)
NOTHING = Euro(0)


def billed(customer: UUID, code: str, cents: int, credited: int = 0) -> billing.BilledOfYear:
    return billing.BilledOfYear(2026, customer, code, Words(code or "Aanloop"), Euro(cents), Euro(-credited))


def cost(code: str, cents: int, source: str = "Jaarrekening 2026") -> billing.ActualCostLine:
    return billing.ActualCostLine(2026, code, f"Kosten {code}", Euro(cents), source, date(2027, 2, 1))


@st.composite
def facts_of_a_year(draw: st.DrawFn) -> billing.YearFacts:
    """Any year that can be settled: what was billed, what it cost, and what was delivered."""
    cells = draw(
        st.dictionaries(
            st.tuples(st.sampled_from((A, B, C)), st.sampled_from(CODES)),
            st.tuples(st.integers(1, 10**8), st.integers(0, 10**5), st.integers(0, 500)),
            min_size=1,
        )
    )
    codes = sorted({code for _, code in cells})
    costs = draw(
        st.lists(
            st.builds(cost, st.sampled_from([*codes, billing.GENERAL_COSTS]), CENTS), min_size=1, max_size=6
        )
    )
    return billing.YearFacts(
        2026,
        tuple(billed(*cell, cents, credited) for cell, (cents, credited, _) in cells.items()),
        tuple(costs),
        {cell: count for cell, (_, _, count) in cells.items() if count},
    )


T = TypeVar("T")


def shuffled(random: Random, those: Sequence[T]) -> list[T]:
    return random.sample(list(those), len(those))


RULES = st.builds(
    billing.YearRule,
    divide=st.sampled_from(billing.DIVISIONS),
    part=st.decimals(0, 100, places=2),
    maximum=st.builds(Euro, CENTS),
)
BEFORE = st.builds(Euro, CENTS)


def net(facts: billing.YearFacts) -> Euro:
    return Euro.total(each.billed + each.credited for each in facts.billed)


def costs(facts: billing.YearFacts) -> Euro:
    return Euro.total(each.amount for each in facts.costs)


@given(facts_of_a_year(), RULES, st.sampled_from(billing.TREATMENTS), BEFORE)
def test_what_all_settle_is_the_costs_less_what_was_billed_and_what_the_reserve_takes(
    facts: billing.YearFacts, rule: billing.YearRule, treatment: str, before: Euro
) -> None:
    """There is no rounding line: it would be nothing."""
    assert billing.problems_of_year(facts) == ()
    seen = billing.settle_year(facts, rule, treatment, before=before)
    assert seen.result == net(facts) - costs(facts)
    assert seen.to_settle == costs(facts) - net(facts) + seen.movement
    assert Euro.total(each.cost + each.general for each in seen.parts) == costs(facts)
    assert Euro.total(each.reserve for each in seen.parts) == seen.movement
    assert seen.after == before + seen.movement


@given(facts_of_a_year(), RULES, st.sampled_from(billing.TREATMENTS), BEFORE)
def test_the_reserve_takes_no_more_than_its_room_and_gives_no_more_than_it_has(
    facts: billing.YearFacts, rule: billing.YearRule, treatment: str, before: Euro
) -> None:
    seen = billing.settle_year(facts, rule, treatment, before=before)
    if seen.movement > NOTHING:
        assert seen.after <= rule.maximum
        assert seen.movement <= seen.result
    assert seen.after >= NOTHING
    if treatment == billing.SHARED:
        assert seen.movement == NOTHING


@given(facts_of_a_year(), RULES, BEFORE, st.randoms(use_true_random=False))
def test_the_order_of_what_is_known_changes_nothing(
    facts: billing.YearFacts, rule: billing.YearRule, before: Euro, random: Random
) -> None:
    again = billing.YearFacts(
        2026,
        shuffled(random, facts.billed),
        shuffled(random, facts.costs),
        dict(shuffled(random, [*facts.used.items()])),
    )
    one, other = (billing.settle_year(each, rule, billing.BY_RULE, before=before) for each in (facts, again))
    assert one.parts == other.parts
    assert one.movement == other.movement


@given(facts_of_a_year(), facts_of_a_year(), facts_of_a_year(), RULES, BEFORE)
def test_what_was_sealed_and_what_corrects_it_are_the_year_on_all_facts(
    sealed_on: billing.YearFacts,
    known_then: billing.YearFacts,
    known_at_last: billing.YearFacts,
    rule: billing.YearRule,
    before: Euro,
) -> None:
    """Two corrections one after the other come to the same as one."""
    sealed, then, last = (
        billing.settle_year(each, rule, billing.BY_RULE, before=before)
        for each in (sealed_on, known_then, known_at_last)
    )
    first = billing.known_later(sealed, then)
    second = billing.known_later(sealed, last, first)
    together: dict[tuple[UUID | None, str], Euro] = {}
    for each in (*first, *second):
        key = (each.customer, each.code)
        together[key] = together.get(key, NOTHING) + each.difference
    at_once = {(each.customer, each.code): each.difference for each in billing.known_later(sealed, last)}
    assert {key: amount for key, amount in together.items() if amount} == at_once
    own = Euro.total(each.own for each in sealed.parts)
    assert own + Euro.total(amount for (who, _), amount in at_once.items() if who) == Euro.total(
        each.own for each in last.parts
    )
    assert billing.known_later(sealed, sealed) == ()


def test_a_surplus_goes_to_the_reserve_up_to_its_maximum_and_the_rest_back_as_it_was_billed() -> None:
    facts = billing.YearFacts(
        2026,
        (billed(A, "SP10", 60_000), billed(B, "SP10", 40_000)),
        (cost("SP10", 80_000), cost(billing.GENERAL_COSTS, 10_000)),
    )
    rule = billing.YearRule(part=Decimal(50), maximum=Euro(4_000))
    seen = billing.settle_year(facts, rule, billing.BY_RULE, before=NOTHING)
    assert (seen.result, seen.movement, seen.after) == (Euro(10_000), Euro(4_000), Euro(4_000))
    assert [(each.customer, each.cost, each.general, each.reserve, each.amount) for each in seen.parts] == [
        (A, Euro(48_000), Euro(6_000), Euro(2_400), Euro(-3_600)),
        (B, Euro(32_000), Euro(4_000), Euro(1_600), Euro(-2_400)),
    ]


def test_by_use_who_was_delivered_more_bears_more() -> None:
    facts = billing.YearFacts(
        2026,
        (billed(A, "SP10", 50_000), billed(B, "SP10", 50_000)),
        (cost("SP10", 90_000),),
        {(A, "SP10"): 20, (B, "SP10"): 10},
    )
    by_use = billing.settle_year(facts, billing.YearRule(billing.BY_USE), billing.BY_RULE, before=NOTHING)
    assert [each.amount for each in by_use.parts] == [Euro(10_000), Euro(-20_000)]
    as_billed = billing.settle_year(facts, billing.YearRule(), billing.BY_RULE, before=NOTHING)
    assert [each.amount for each in as_billed.parts] == [Euro(-5_000), Euro(-5_000)]


def test_who_was_credited_keeps_it_and_all_bear_it() -> None:
    facts = billing.YearFacts(
        2026, (billed(A, "SP10", 50_000, 1_000), billed(B, "SP10", 50_000)), (cost("SP10", 99_000),)
    )
    seen = billing.settle_year(facts, billing.YearRule(), billing.BY_RULE, before=NOTHING)
    assert seen.result == NOTHING
    assert {each.credits for each in seen.parts} == {Euro(500)}
    assert seen.to_settle == NOTHING


def test_the_ways_that_differ_stand_with_what_the_arrangement_says_first() -> None:
    facts = billing.YearFacts(2026, (billed(A, "SP10", 100_000),), (cost("SP10", 90_000),))
    rule = billing.YearRule(part=Decimal(50), maximum=Euro(100_000))
    ways = [billing.settle_year(facts, rule, each, before=NOTHING) for each in reversed(billing.TREATMENTS)]
    assert [(each.treatment, each.movement) for each in billing.treatments_of(ways)] == [
        (billing.BY_RULE, Euro(5_000)),
        (billing.SHARED, NOTHING),
        (billing.KEPT, Euro(10_000)),
    ]
    whole = [
        billing.settle_year(facts, replace(rule, part=Decimal(100)), each, before=NOTHING)
        for each in billing.TREATMENTS
    ]
    assert [each.treatment for each in billing.treatments_of(whole)] == [billing.BY_RULE, billing.SHARED]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (billing.YearFacts(2026, (), (cost("SP10", 1),)), "billing.year_not_billed"),
        (billing.YearFacts(2026, (billed(A, "SP10", 1),), ()), "billing.year_no_costs"),
        (billing.YearFacts(2026, (billed(A, "SP10", 1),), (cost("SF03", 1),)), "billing.year_cost_unbilled"),
    ],
)
def test_what_keeps_a_year_from_being_settled_is_told(facts: billing.YearFacts, code: str) -> None:
    assert [each.code for each in billing.problems_of_year(facts)] == [code]


def test_the_target_falls_each_year_and_holds_from_its_base_on() -> None:
    rule = billing.YearRule(target_year=2024, target_base=Euro(100_000), target_yearly=Decimal(10))
    assert [rule.norm(year) for year in (2023, 2024, 2025, 2026)] == [
        None,
        Euro(100_000),
        Euro(90_000),
        Euro(81_000),
    ]
    assert billing.YearRule().norm(2026) is None


def test_from_two_sealed_years_on_costs_target_and_reserve_are_a_picture() -> None:
    rule = billing.YearRule(
        part=Decimal(50),
        maximum=Euro.of("1000.00"),
        target_year=2025,
        target_base=Euro.of("400.00"),
        target_yearly=Decimal(2),
    )
    rows, reserve = [], NOTHING
    for year, cents in ((2026, 38_000), (2027, 36_500)):
        facts = billing.YearFacts(year, (billed(A, "SP10", 40_000),), (cost("SP10", cents),), {})
        result = billing.settle_year(facts, rule, billing.BY_RULE, before=reserve)
        rows.append(billing.YearRow(UUID(int=year), UUID(int=1), year, "confirmed", result))
        reserve = result.after
    one, both = (billing.years_report(each, cooperation_name="K5") for each in (rows[:1], [*reversed(rows)]))
    assert len(one.parts) == 1, "of one year there is no course"
    picture, _ = page(both, Voice("nl"))["parts"]
    assert "2026" in picture["alt"]
    assert file_of(both, "pdf", Voice("nl")).startswith(b"%PDF")
    assert "365,00" in picture["alt"]
    (table,) = both.tables
    assert [row[0] for row in table.rows] == ["2026", "2027"]
