"""The business case: the handbook's example to the euro, and laws that hold for any case."""

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given, settings
from tests.engines.business_case.cases import business_cases, handbook_table_16, thousand

from bodemplaat.engines.business_case import (
    Bearer,
    BreakEvenStatus,
    BusinessCase,
    CostBlock,
    Cover,
    CoverSource,
    FunctionCase,
    Grant,
    Index,
    OneOff,
    OneOffKind,
    Outcome,
    Participant,
    Recurring,
    Risk,
    Scenario,
    Transfer,
    YearFigures,
    appraise,
    check,
    check_scenario,
    compare,
    net_present_value,
)
from bodemplaat.kernel import Euro


def column(outcome: Outcome, name: str) -> list[int]:
    """A row of the table in k€, years 1…n, and exact: a remainder fails."""
    amounts = [getattr(year, name).cents for year in outcome.years[1:]]
    assert all(cents % 100_000 == 0 for cents in amounts)
    return [cents // 100_000 for cents in amounts]


def test_the_handbooks_table_16_comes_out_exactly() -> None:
    appraisal = appraise(handbook_table_16())
    for outcome in (
        appraisal.consolidated,
        appraisal.participants[0].outcome,
        appraisal.functions[0].outcome,
    ):
        assert outcome.years[0].exploitation == thousand(750)
        assert column(outcome, "exploitation") == [750, 700, 650, 650, 650]
        assert column(outcome, "saving") == [0, 50, 100, 100, 100]
        assert column(outcome, "one_off") == [175, 75, 0, 0, 0]
        assert column(outcome, "added_value") == [-175, -25, 100, 100, 100]
        assert column(outcome, "cumulative") == [-175, -200, -100, 0, 100]
        assert outcome.break_even.year == 4
        assert outcome.break_even.moment == 4
        assert outcome.break_even.payback == 4


def figures(outcomes: Sequence[Outcome]) -> list[list[int]]:
    names = [f.name for f in fields(YearFigures) if f.name != "year"]
    return [
        [sum(getattr(outcome.years[year], name).cents for outcome in outcomes) for name in names]
        for year in range(len(outcomes[0].years))
    ]


@settings(max_examples=25, deadline=None)
@given(business_cases())
def test_functions_add_up_to_participants_and_both_to_the_whole(case: BusinessCase) -> None:
    assert check(case) == ()
    appraisal = appraise(case)
    whole = figures([appraisal.consolidated])
    assert figures([p.outcome for p in appraisal.participants]) == whole
    assert figures([f.outcome for f in appraisal.functions]) == whole
    worth = appraisal.consolidated.net_present_value
    assert Euro.total(p.outcome.net_present_value for p in appraisal.participants) == worth
    assert Euro.total(f.outcome.net_present_value for f in appraisal.functions) == worth
    added = [year.added_value.cents for year in appraisal.consolidated.years]
    assert abs(net_present_value(added, case.discount_rate).cents - worth.cents) <= 8
    for participant in appraisal.participants:
        assert figures([f.outcome for f in participant.functions]) == figures([participant.outcome])


@settings(max_examples=25, deadline=None)
@given(business_cases())
def test_each_year_explains_its_added_value(case: BusinessCase) -> None:
    appraisal = appraise(case)
    for outcome in (appraisal.consolidated, *(p.outcome for p in appraisal.participants)):
        for year in outcome.years:
            assert year.saving == year.baseline - year.exploitation
            assert year.added_value == (
                year.saving + year.benefits - year.one_off + year.grants + year.transfers
            )
        totals = list(accumulate(year.added_value.cents for year in outcome.years))
        assert totals == [year.cumulative.cents for year in outcome.years]
        assert Euro.total(outcome.one_off_by_kind.values()) == outcome.total_one_off
    assert not any(year.transfers for year in appraisal.consolidated.years)


@settings(max_examples=25, deadline=None)
@given(business_cases())
def test_every_cost_of_the_change_is_divided_without_a_cent_lost(case: BusinessCase) -> None:
    appraisal = appraise(case)
    for line in appraisal.division:
        assert Euro.total(line.parts.values()) == line.total
    assert Euro.total(line.total for line in appraisal.division) == appraisal.consolidated.total_one_off


def test_wages_and_prices_rise_each_by_their_own_index() -> None:
    now = CostBlock(fte=Decimal(2), cost_per_fte=Euro.of(70_000), material=Euro.of(10_000))
    then = CostBlock(fte=Decimal(1), cost_per_fte=Euro.of(70_000), material=Euro.of(10_000))
    case = BusinessCase(
        "indexed",
        3,
        (Participant("M", (FunctionCase("P", now, then),)),),
        wage_index=(Decimal("0.10"), Decimal("0.05")),
        price_index=(Decimal("0.02"),),
    )
    years = appraise(case).consolidated.years
    # wages 140,000 × 1; 1.1; 1.1 × 1.05; 1.1 × 1.05²  and material 10,000 × 1.02^t
    assert [str(year.baseline) for year in years] == ["150000.00", "164200.00", "172104.00", "180397.08"]
    assert [str(year.saving) for year in years] == ["0.00", "77000.00", "80850.00", "84892.50"]


def test_shared_costs_follow_their_key_and_own_costs_stay_where_they_are() -> None:
    def participant(name: str, inhabitants: int) -> Participant:
        block = CostBlock(lump=thousand(100))
        return Participant(name, (FunctionCase("F", block, block),), {"inhabitants": Decimal(inhabitants)})

    case = BusinessCase(
        "keys",
        2,
        (participant("Big", 30_000), participant("Small", 10_000)),
        keys={"agreed": {"Big": Decimal(1)}},
        one_offs=(
            OneOff("systems", OneOffKind.CENTRE, {1: Euro(10001)}, Bearer(key="inhabitants")),
            OneOff("lease", OneOffKind.DISINVESTMENT, {1: Euro(500)}, Bearer(participant="Small")),
            OneOff("rooms", OneOffKind.OTHER, {1: Euro(700)}, Bearer(key="agreed")),
        ),
        running_costs=(Recurring("board", {1: Euro(100), 2: Euro(100)}, Bearer(key="equal"), Index.NONE),),
        risks=(Risk("late", Decimal("0.25"), Euro(1000), 2, Bearer(key="equal"), "coach", Euro(60), 1),),
        grants=(Grant("province", {1: Euro(3)}, Bearer(key="equal")),),
        transfers=(Transfer("fair", "Big", "Small", {2: Euro(40)}),),
    )
    appraisal = appraise(case)
    big, small = (p.outcome for p in appraisal.participants)
    assert [y.one_off.cents for y in big.years] == [0, 7501 + 700 + 30, 125]
    assert [y.one_off.cents for y in small.years] == [0, 2500 + 500 + 30, 125]
    assert [y.grants.cents for y in big.years] == [0, 2, 0]
    assert [y.transfers.cents for y in small.years] == [0, 0, 40]
    assert big.years[1].saving == Euro(-50)
    assert appraisal.consolidated.one_off_by_kind == {
        OneOffKind.CENTRE: Euro(10001),
        OneOffKind.OTHER: Euro(700),
        OneOffKind.DISINVESTMENT: Euro(500),
        OneOffKind.RISK: Euro(310),
    }


def test_reserve_and_loan_move_the_burden_and_gain_nothing_but_interest() -> None:
    case = replace(
        handbook_table_16(),
        covers=(
            Cover("reserve", CoverSource.RESERVE, "Municipality", thousand(75), 1),
            Cover("loan", CoverSource.LOAN, "Municipality", thousand(100), 1, Decimal("0.04"), 4),
        ),
    )
    budget = appraise(case).participants[0].budget
    assert [year.effect.cents // 100_000 for year in budget] == [0, 0, -54, 72, 73, 74]
    assert Euro.total(y.repaid for y in budget) == thousand(100)
    assert [str(y.interest) for y in budget] == ["0.00", "0.00", "4000.00", "3000.00", "2000.00", "1000.00"]
    assert appraise(case).consolidated == appraise(handbook_table_16()).consolidated


def test_a_scenario_is_the_case_under_other_assumptions_and_says_the_difference() -> None:
    case = handbook_table_16()
    planned = appraise(case)
    later = compare(case, Scenario("a year late", delay=1), planned)
    assert [y.saving.cents // 100_000 for y in later.appraisal.consolidated.years] == [0, 0, 0, 50, 100, 100]
    assert later.difference == thousand(-100)
    assert compare(case, Scenario("the same"), planned).difference == Euro(0)
    dearer = compare(case, Scenario("dearer", one_off=Decimal("1.2"), saving=Decimal("0.8")), planned)
    assert dearer.difference == thousand(-50 - 70)
    assert dearer.appraisal.consolidated.break_even.status is BreakEvenStatus.NOT_WITHIN_HORIZON


def test_who_stays_out_leaves_its_share_to_the_others() -> None:
    block, less = CostBlock(lump=thousand(100)), CostBlock(lump=thousand(60))
    names = ("A", "B", "C")
    case = BusinessCase(
        "three",
        1,
        tuple(Participant(name, (FunctionCase("F", block, less),)) for name in names),
        one_offs=(OneOff("centre", OneOffKind.CENTRE, {1: thousand(60)}, Bearer(key="equal")),),
    )
    outcome = compare(case, Scenario("without C", without=("C",)), appraise(case))
    assert outcome.differences == {"A": thousand(-10), "B": thousand(-10), "C": thousand(-20)}
    assert check_scenario(case, Scenario("nobody", without=names), "scenarios.0")[0].code == "scenario.empty"
    only_c = replace(
        case,
        keys={"agreed": {"C": Decimal(1)}},
        one_offs=(OneOff("rooms", OneOffKind.OTHER, {1: Euro(1)}, Bearer(key="agreed")),),
    )
    (finding,) = check_scenario(only_c, Scenario("without C", without=("C",)), "scenarios.0")
    assert finding.render() == "Without them nobody bears 'rooms': give it another key or participant."


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"years": 0}, "case.years", "years"),
        ({"discount_rate": Decimal(-1)}, "case.rate", "discount_rate"),
        ({"keys": {"mine": {"Nobody": Decimal(1)}}}, "case.unknown_participant", "keys.mine.Nobody"),
        (
            {"one_offs": (OneOff("x", OneOffKind.OTHER, {9: Euro(1)}, Bearer(key="equal")),)},
            "case.outside",
            "one_offs.0.amounts",
        ),
        (
            {"one_offs": (OneOff("x", OneOffKind.OTHER, {1: Euro(1)}, Bearer(key="inhabitants")),)},
            "case.unknown_key",
            "one_offs.0.key",
        ),
        (
            {"one_offs": (OneOff("x", OneOffKind.OTHER, {1: Euro(1)}, Bearer()),)},
            "case.bearer",
            "one_offs.0",
        ),
        (
            {"risks": (Risk("x", Decimal(2), Euro(1), 1, Bearer(key="equal")),)},
            "case.probability",
            "risks.0.probability",
        ),
        (
            {"covers": (Cover("x", CoverSource.LOAN, "Municipality", Euro(1), 1),)},
            "case.term",
            "covers.0.term",
        ),
        (
            {"benefits": (Recurring("x", {1: Euro(1)}, Bearer(key="equal", function="Q")),)},
            "case.unknown_function",
            "benefits.0.function",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(change: dict[str, object], code: str, place: str) -> None:
    findings = check(replace(handbook_table_16(), **change))  # type: ignore[arg-type]
    assert [(finding.code, finding.place) for finding in findings] == [(code, place)]
    assert "{" not in findings[0].render()


def test_all_mistakes_are_named_at_once() -> None:
    case = handbook_table_16()
    twice = replace(case, participants=case.participants * 2, discount_rate=Decimal(3))
    assert {finding.code for finding in check(twice)} == {"case.twice", "case.rate"}
