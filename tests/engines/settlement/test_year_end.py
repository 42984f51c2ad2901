"""The end of a year: tariffs, results, reserves, efficiency, advances."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from bodemplaat.engines.settlement import (
    Advance,
    AllocationKey,
    Arrangement,
    CannotDivide,
    CostLine,
    Efficiency,
    Equal,
    Participant,
    Recalculation,
    Reserve,
    Service,
    Tariff,
    Volume,
    settle,
)
from bodemplaat.kernel import Euro, Period

PAYROLL = Service(
    name="payroll",
    unit="payslip",
    tariffs=(Tariff(), Tariff(group="shifts", weight=Fraction(3, 2))),
    volumes=(
        Volume("A", Decimal(600), Decimal(650)),
        Volume("A", Decimal(100), Decimal(90), "shifts"),
        Volume("B", Decimal(250), Decimal(250)),
    ),
    budget=Euro.of("10000.00"),
    actual=Euro.of("9500.00"),
)


def arrangement(**parts: object) -> Arrangement:
    base = Arrangement(
        Period.year(2026), (Participant("A"), Participant("B")), keys=(AllocationKey("key", Equal()),)
    )
    return replace(base, **parts)  # type: ignore[arg-type]


def test_a_cost_price_brings_the_budget_in_and_weighs_groups() -> None:
    assert PAYROLL.price("", date(2026, 1, 1)) == Decimal("10.00")
    assert PAYROLL.price("shifts", date(2026, 1, 1)) == Decimal("15.00")
    plan = replace(PAYROLL, actual=None, volumes=tuple(replace(v, actual=None) for v in PAYROLL.volumes))
    outcome = settle(arrangement(services=(plan,)))
    assert outcome.totals == {"A": Euro.of("7500.00"), "B": Euro.of("2500.00")}


def test_a_surplus_goes_back_to_those_who_paid_it() -> None:
    outcome = settle(arrangement(services=(PAYROLL,)))
    charged = {"A": Euro.of("7850.00"), "B": Euro.of("2500.00")}
    assert outcome.bills[0].charged == charged
    assert outcome.total == Euro.of("9500.00")
    assert outcome.totals == {"A": Euro.of("7205.31"), "B": Euro.of("2294.69")}
    (result,) = outcome.results
    assert result.amount == Euro.of("850.00")
    assert outcome.balance("A") == outcome.totals["A"] - charged["A"]


def test_a_market_price_is_final_when_the_provider_keeps_the_result() -> None:
    bought = replace(
        PAYROLL, tariffs=(Tariff(Decimal("12.5")), Tariff(Decimal("20"), "shifts")), shares_result=False
    )
    outcome = settle(arrangement(services=(bought,)))
    assert outcome.totals == {"A": Euro.of("9925.00"), "B": Euro.of("3125.00")}


def test_a_tariff_that_changes_prices_each_volume_on_its_day() -> None:
    changed = Service(
        "advice",
        "hour",
        (Tariff(Decimal(100)), Tariff(Decimal(110), since=date(2026, 7, 1))),
        (Volume("A", Decimal(2), on=date(2026, 6, 30)), Volume("A", Decimal(2), on=date(2026, 7, 1))),
    )
    assert settle(arrangement(services=(changed,))).totals["A"] == Euro.of("420.00")


def test_a_cost_nobody_was_charged_for_is_refused() -> None:
    idle = replace(PAYROLL, volumes=(Volume("A", Decimal(10), Decimal(0)),))
    with pytest.raises(CannotDivide, match="nobody was charged"):
        settle(arrangement(services=(idle,)))


LINE = CostLine("desk", "key", Euro.of("1000.00"), Euro.of("900.00"))


class TestTheReserve:
    def test_takes_its_part_of_a_surplus_until_it_is_full(self) -> None:
        for balance, part, taken in (
            ("0.00", 1, "100.00"),
            ("0.00", Fraction(1, 2), "50.00"),
            ("970.00", 1, "30.00"),
        ):
            reserve = Reserve("", Euro.of(balance), Euro.of("1000.00"), Fraction(part))
            outcome = settle(arrangement(costs=(LINE,), reserves=(reserve,)))
            assert outcome.results[0].movement == Euro.of(taken)
            assert outcome.total == Euro.of("900.00") + Euro.of(taken)
            assert outcome.results[0].reserve_after == Euro.of(balance) + Euro.of(taken)

    def test_bears_a_deficit_first_and_the_rest_is_charged(self) -> None:
        line = replace(LINE, actual=Euro.of("1100.00"))
        outcome = settle(
            arrangement(costs=(line,), reserves=(Reserve("", Euro.of("30.00"), Euro.of("500.00")),))
        )
        assert outcome.results[0].movement == Euro.of("-30.00")
        assert outcome.total == Euro.of("1070.00")
        assert outcome.results[0].shared == Euro.of("-70.00")

    def test_its_movement_may_follow_a_key(self) -> None:
        key = AllocationKey("by A", Equal())
        reserve = Reserve("", Euro(0), Euro.of("1000.00"), key="by A")
        outcome = settle(arrangement(costs=(LINE,), keys=(*arrangement().keys, key), reserves=(reserve,)))
        assert outcome.reserve_share("A") == outcome.reserve_share("B") == Euro.of("50.00")

    def test_takes_what_was_charged_for_costs_that_were_never_made(self) -> None:
        reserve = Reserve("", Euro(0), Euro.of("1000.00"))
        unmade = replace(LINE, actual=Euro(0))
        outcome = settle(arrangement(costs=(unmade,), reserves=(reserve,)))
        assert outcome.results[0].movement == Euro.of("1000.00")
        assert outcome.totals == {"A": Euro.of("500.00"), "B": Euro.of("500.00")}

    def test_without_anybody_who_bears_or_was_charged_asks_for_a_key(self) -> None:
        reserve = Reserve("", Euro.of("30.00"), Euro.of("500.00"))
        income = CostLine("subsidy", "key", Euro.of("-100.00"), Euro.of("-80.00"))
        with pytest.raises(CannotDivide, match="give it a key"):
            settle(arrangement(costs=(income,), reserves=(reserve,)))


def test_by_budget_gives_everybody_the_same_percentage_back() -> None:
    from_budget = replace(LINE, budget=Euro.of("1000.01"), actual=Euro.of("900.01"))
    outcome = settle(arrangement(costs=(from_budget,), recalculation=Recalculation.BY_BUDGET))
    assert outcome.totals == {"A": Euro.of("450.01"), "B": Euro.of("450.00")}


def test_by_budget_a_cost_without_a_budget_follows_its_key() -> None:
    unforeseen = replace(LINE, name="flood", budget=Euro(0), actual=Euro.of("300.00"))
    outcome = settle(arrangement(costs=(LINE, unforeseen), recalculation=Recalculation.BY_BUDGET))
    assert outcome.total == Euro.of("1200.00")
    assert outcome.explain("A").amount == outcome.totals["A"] == Euro.of("600.00")


def test_advances_paid_are_set_against_the_year() -> None:
    paid = (Advance("A", Euro.of("500.00")), Advance("B", Euro.of("400.00")), Advance("B", Euro.of("10.00")))
    outcome = settle(arrangement(costs=(LINE,), advances=paid))
    assert outcome.balance("A") == Euro.of("-50.00")
    assert outcome.balance("B") == Euro.of("40.00")


def test_instalments_add_up_to_the_budget_and_start_with_membership() -> None:
    late = Participant("B", Period(date(2026, 5, 1)))
    outcome = settle(arrangement(costs=(LINE,), instalments=4, participants=(Participant("A"), late)))
    assert Euro.total(outcome.instalments("A")) == outcome.budget("A")
    assert outcome.instalments("B")[:2] == (Euro(0), Euro(0))
    assert Euro.total(outcome.instalments("B")) == outcome.budget("B")


def test_an_efficiency_target_is_a_path_from_a_base() -> None:
    yearly = Efficiency(2025, Euro.of("1000.00"), yearly=Fraction(2, 100), index=Fraction(3, 100))
    assert yearly.norm(2025) == Euro.of("1000.00")
    assert yearly.norm(2027) == Euro.of("1018.89")  # 1000 × (1.03 × 0.98)²
    named = replace(yearly, targets={2026: Euro.of("950.00"), 2028: Euro.of("900.00")})
    assert [str(named.norm(y)) for y in named.years(2027)] == ["1000.00", "950.00", "950.00", "900.00"]
    assert named.saving(2028) == Euro.of("100.00")
