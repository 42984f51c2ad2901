"""Each kind of key, with the figures a controller would check by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.settlement import (
    AllocationKey,
    Arrangement,
    Basis,
    CannotDivide,
    Cascade,
    CostLine,
    Counted,
    Equal,
    Figure,
    Fixed,
    Mixture,
    Participant,
    PhaseIn,
    Settlement,
    settle,
)
from bodemplaat.engines.settlement.bases import NotDivisible
from bodemplaat.engines.settlement.keys import Bound
from bodemplaat.engines.settlement.limits import divide_within
from bodemplaat.kernel import Euro, Period

NAMES = ("A", "B", "C")
INHABITANTS = {"A": 50_000, "B": 30_000, "C": 20_000}
WORKPLACES = {"A": 100, "B": 100, "C": 200}


def book(**drivers: dict[str, int]) -> tuple[Figure, ...]:
    return tuple(
        Figure(driver, name, Decimal(count))
        for driver, counts in drivers.items()
        for name, count in counts.items()
    )


def year(basis: Basis, amount: str, **extra: object) -> Settlement:
    key = replace(
        AllocationKey("key", basis),
        **{k: v for k, v in extra.items() if k in ("minimum", "cap", "discounts")},  # type: ignore[arg-type]
    )
    line = replace(
        CostLine("cost", "key", Euro.of(amount)),
        **{k: v for k, v in extra.items() if k in ("takers", "discount", "period")},  # type: ignore[arg-type]
    )
    return settle(
        Arrangement(
            year=Period.year(2026),
            participants=tuple(Participant(name) for name in NAMES),
            figures=book(inhabitants=INHABITANTS, workplaces=WORKPLACES),
            keys=(key,),
            costs=(line,),
        )
    )


def shares(basis: Basis, amount: str = "100000.01", **extra: object) -> list[str]:
    return [str(year(basis, amount, **extra).totals[name]) for name in NAMES]


def test_counted() -> None:
    assert shares(Counted("inhabitants")) == ["50000.01", "30000.00", "20000.00"]


def test_fixed_shares_only_as_proportions() -> None:
    thirds = Fixed({"A": Fraction("33.33"), "B": Fraction("33.33"), "C": Fraction("33.34")})
    assert shares(thirds, "785.08") == ["261.67", "261.67", "261.74"]
    assert shares(Fixed({"A": Fraction(98), "B": Fraction(2)}), "182.25") == ["178.61", "3.64", "0.00"]


def test_equal_parts_with_the_odd_cent_to_the_first_name() -> None:
    assert shares(Equal(), "100.00") == ["33.34", "33.33", "33.33"]


def test_a_mixture_is_the_mixture_of_the_shares() -> None:
    mixed = Mixture(((Fraction(1, 2), Counted("inhabitants")), (Fraction(1, 2), Counted("workplaces"))))
    assert shares(mixed, "1000.00") == ["375.00", "275.00", "350.00"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ({2027: Fraction(1)}, ["600.00", "300.00", "100.00"]),
        ({2026: Fraction(1, 4)}, ["512.50", "287.50", "200.00"]),
        ({2025: Fraction(1)}, ["250.00", "250.00", "500.00"]),
    ],
)
def test_phase_in_goes_from_historic_shares_to_the_key(
    path: dict[int, Fraction], expected: list[str]
) -> None:
    historic = {"A": Fraction(60), "B": Fraction(30), "C": Fraction(10)}
    assert shares(PhaseIn(historic, Counted("workplaces"), path), "1000.00") == expected


def test_a_cascade_divides_over_groups_first_and_keeps_whole_cents_in_between() -> None:
    nested = Cascade(
        between=Fixed({"North": Fraction(1)}),
        groups={"North": ("A", "B"), "South": ("C",)},
        otherwise=Equal(),
        within={"North": Fixed({"A": Fraction(98), "B": Fraction(2)})},
    )
    assert shares(nested, "182.25") == ["178.61", "3.64", "0.00"]
    counted = Cascade(Counted("inhabitants"), {"North": ("A", "B"), "South": ("C",)}, otherwise=Equal())
    assert shares(counted, "0.05") == ["0.02", "0.02", "0.01"]


def test_a_minimum_and_a_cap_are_held_and_the_others_carry_the_rest() -> None:
    assert shares(Counted("inhabitants"), "1000.00", minimum=Euro.of("250.00")) == [
        "468.75",
        "281.25",
        "250.00",
    ]
    assert shares(Counted("inhabitants"), "1000.00", cap=Fraction(2, 5)) == ["400.00", "360.00", "240.00"]


def test_a_discount_is_borne_by_the_takers_without_one() -> None:
    discounts = {"C": Fraction(1, 4)}
    assert shares(Counted("inhabitants"), "1000.00", discounts=discounts) == ["531.25", "318.75", "150.00"]


def test_a_suppliers_discount_follows_what_each_bears() -> None:
    assert shares(Counted("inhabitants"), "1000.00", discount=Fraction(15, 100)) == [
        "425.00",
        "255.00",
        "170.00",
    ]
    assert shares(Counted("inhabitants"), "0.10", discount=Euro(5)) == ["0.02", "0.02", "0.01"]


def test_who_does_not_take_it_pays_nothing() -> None:
    assert shares(Counted("inhabitants"), "1000.00", takers=("A", "C")) == ["714.29", "0.00", "285.71"]


@pytest.mark.parametrize(
    ("limits", "complaint"),
    [
        ({"minimum": Euro.of("400.00")}, "Lower the minimum"),
        ({"cap": Fraction(1, 4)}, "Raise the cap"),
        ({"discounts": dict.fromkeys(NAMES, Fraction(1, 10))}, "Leave somebody who bears it"),
    ],
)
def test_limits_that_cannot_be_kept_are_refused(limits: dict[str, Bound], complaint: str) -> None:
    with pytest.raises(CannotDivide, match=complaint):
        shares(Equal(), "1000.00", **limits)


def test_all_costs_that_cannot_be_divided_are_named_at_once() -> None:
    lines = (
        CostLine("one", "nowhere", Euro(1)),
        CostLine("two", "missing", Euro(1)),
        CostLine("three", "fine", Euro(1)),
    )
    keys = (AllocationKey("missing", Counted("fte")), AllocationKey("fine", Equal()))
    arrangement = Arrangement(Period.year(2026), (Participant("A"),), keys=keys, costs=lines)
    with pytest.raises(CannotDivide) as refused:
        settle(arrangement)
    assert [finding.place for finding in refused.value.findings] == ["costs.0", "costs.1"]


class TestDuringTheYear:
    def test_the_cost_of_a_day_is_borne_by_those_who_are_there(self) -> None:
        leaver = Participant("C", Period(date.min, date(2026, 7, 1)))
        outcome = settle(
            Arrangement(
                Period.year(2026),
                (Participant("A"), Participant("B"), leaver),
                keys=(AllocationKey("key", Equal()),),
                costs=(CostLine("cost", "key", Euro.of("365.00")),),
            )
        )
        assert {name: str(total) for name, total in outcome.totals.items()} == {
            "A": "152.34",  # 181 days by three: 60.34; 184 days by two: 92.00
            "B": "152.33",
            "C": "60.33",
        }

    def test_a_key_and_a_figure_may_change_on_a_day(self) -> None:
        keys = (
            AllocationKey("key", Equal()),
            AllocationKey("key", Counted("inhabitants"), since=date(2026, 12, 31)),
        )
        figures = (
            Figure("inhabitants", "A", Decimal(1)),
            Figure("inhabitants", "B", Decimal(3)),
            Figure("inhabitants", "B", Decimal(9), since=date(2027, 1, 1)),
        )
        outcome = settle(
            Arrangement(
                Period.year(2026),
                (Participant("A"), Participant("B")),
                figures=figures,
                keys=keys,
                costs=(CostLine("cost", "key", Euro.of("365.00")),),
            )
        )
        assert [str(total) for total in outcome.totals.values()] == ["182.25", "182.75"]

    def test_a_change_that_alters_nothing_leaves_every_cent_where_it_was(self) -> None:
        plain = year(Counted("inhabitants"), "100000.01")
        doubled = tuple(
            replace(f, value=f.value * 2, since=date(2026, 5, 5)) for f in plain.arrangement.figures
        )
        same = replace(
            plain.arrangement, keys=(*plain.arrangement.keys,), figures=(*plain.arrangement.figures, *doubled)
        )
        assert sum(total.cents for total in settle(same).totals.values()) == 100_000_01
        unchanged = tuple(replace(f, since=date(2026, 5, 5)) for f in plain.arrangement.figures)
        again = replace(plain.arrangement, figures=(*plain.arrangement.figures, *unchanged))
        assert settle(again).totals == plain.totals

    def test_a_yearly_minimum_counts_by_day_and_adds_up_over_the_year(self) -> None:
        joiner = Participant("C", Period(date(2026, 7, 2)))
        key = AllocationKey(
            "key", Fixed({"A": Fraction(1), "B": Fraction(0), "C": Fraction(0)}), minimum=Euro.of("100.00")
        )
        outcome = settle(
            Arrangement(
                Period.year(2026),
                (Participant("A"), Participant("B"), joiner),
                keys=(key,),
                costs=(CostLine("cost", "key", Euro.of("10000.00")),),
            )
        )
        assert outcome.totals["B"] == Euro.of("100.00")
        assert outcome.totals["C"] == Euro.of("50.14")  # 183 of 365 days


@given(st.data(), st.lists(st.integers(1, 1000), min_size=1, max_size=8), st.integers(0, 10**7))
def test_within_bounds_nobody_is_out_of_them_and_the_parts_add_up(
    data: st.DataObject, weights: list[int], cents: int
) -> None:
    lowest = [data.draw(st.integers(0, cents // len(weights))) for _ in weights]
    highest = [data.draw(st.one_of(st.none(), st.integers(low, cents))) for low in lowest]
    if all(top is not None for top in highest):
        highest[0] = None
    parts = divide_within(cents, weights, lowest, highest)
    assert sum(parts) == cents
    for part, low, top in zip(parts, lowest, highest, strict=True):
        assert part >= low
        assert top is None or part <= top
    assert divide_within(-cents, weights, lowest, highest) == [-part for part in parts]


def test_bounds_that_leave_a_rest_are_refused() -> None:
    with pytest.raises(NotDivisible):
        divide_within(100, [1, 1], [0, 0], [10, 20])
