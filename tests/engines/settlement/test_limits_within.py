"""Limits inside mixtures, phase-ins and cascades; a reference date and a rounding; a guarantee by another key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bodemplaat.engines.settlement import (
    AllocationKey,
    Arrangement,
    Basis,
    ByKey,
    CannotDivide,
    Cascade,
    CostLine,
    Counted,
    Equal,
    Figure,
    Fixed,
    Guarantee,
    Mixture,
    Participant,
    PhaseIn,
    Settlement,
    Surety,
    settle,
)
from bodemplaat.kernel import Euro, Period, Rounding, Trace

NAMES = ("A", "B", "C")
INHABITANTS = Counted("inhabitants")
HALF = Fraction(1, 2)
FIGURES = tuple(
    Figure(driver, name, Decimal(count))
    for driver, counts in {"inhabitants": (50_000, 30_000, 20_000), "workplaces": (100, 100, 200)}.items()
    for name, count in zip(NAMES, counts, strict=True)
)


def year(
    key: AllocationKey, amount: str = "1000.00", figures: tuple[Figure, ...] = FIGURES, **members: Period
) -> Settlement:
    return settle(
        Arrangement(
            year=Period.year(2026),
            participants=tuple(
                Participant(name, members.get(name, Participant(name).membership)) for name in NAMES
            ),
            figures=figures,
            keys=(key,),
            costs=(CostLine("cost", key.name, Euro.of(amount)),),
        )
    )


def amounts(basis: Basis, amount: str = "1000.00", **limits: object) -> list[str]:
    outcome = year(AllocationKey("key", basis, **limits), amount)  # type: ignore[arg-type]
    check(outcome)
    return [str(outcome.totals[name]) for name in NAMES]


def inner(name: str, basis: Basis, **limits: object) -> ByKey:
    return ByKey(AllocationKey(name, basis, **limits))  # type: ignore[arg-type]


def levels(trace: Trace) -> Iterator[Trace]:
    yield trace
    for part in trace.parts:
        yield from levels(part)


def check(outcome: Settlement) -> None:
    """Conserved to the cent, and explained with equal sums at every level."""
    assert outcome.total == Euro.total(line.budget for line in outcome.arrangement.costs)
    for name in NAMES:
        trace = outcome.explain(name)
        assert trace.amount == outcome.totals[name]
        for level in levels(trace):
            assert not level.parts or Euro.total(part.amount for part in level.parts) == level.amount
            level.text.format(**level.values)


def texts(outcome: Settlement, name: str) -> list[str]:
    return [level.text.format(**level.values) for level in levels(outcome.explain(name))]


class TestWithin:
    def test_a_minimum_in_a_mixture_holds_for_its_own_part_of_the_cost(self) -> None:
        # 500.00 per inhabitant with at least 150.00 each: 218.75, 131.25 → B and C are raised, A bears 200.00;
        # 500.00 in equal parts.
        floor = inner("inhabitants", INHABITANTS, minimum=Euro.of("150.00"))
        assert amounts(Mixture(((HALF, floor), (HALF, Equal())))) == ["366.67", "316.67", "316.66"]

    def test_a_cap_as_part_in_a_mixture_is_a_part_of_that_part(self) -> None:
        capped = inner("inhabitants", INHABITANTS, cap=Fraction(2, 5))
        assert amounts(Mixture(((HALF, capped), (HALF, Equal())))) == ["366.67", "346.67", "286.66"]

    def test_a_discount_in_a_mixture_is_borne_by_the_others_of_that_part(self) -> None:
        less = inner("inhabitants", INHABITANTS, discounts={"C": Fraction(1, 4)})
        both = Mixture(((HALF, less), (HALF, inner("equal", Equal()))))
        assert amounts(both, "600.00") == ["259.38", "195.62", "145.00"]

    def test_limits_on_the_whole_of_a_mixture_come_after_those_within(self) -> None:
        floor = inner("inhabitants", INHABITANTS, minimum=Euro.of("150.00"))
        mixed = Mixture(((HALF, floor), (HALF, Equal())))
        assert amounts(mixed, cap=Euro.of("350.00")) == ["350.00", "325.01", "324.99"]

    def test_a_minimum_within_a_group_and_one_over_the_groups(self) -> None:
        groups = {"North": ("A", "B"), "South": ("C",)}
        within = inner("in the group", INHABITANTS, minimum=Fraction(2, 5))
        assert amounts(Cascade(INHABITANTS, groups, within)) == ["480.00", "320.00", "200.00"]
        between = inner("over groups", INHABITANTS, minimum=Euro.of("300.00"))
        assert amounts(Cascade(between, groups, INHABITANTS)) == ["437.50", "262.50", "300.00"]

    def test_a_cap_on_the_whole_of_a_cascade(self) -> None:
        cascade = Cascade(INHABITANTS, {"North": ("A", "B"), "South": ("C",)}, INHABITANTS)
        assert amounts(cascade, cap=Fraction(9, 20)) == ["450.00", "330.00", "220.00"]

    def test_a_phase_in_towards_a_key_with_a_minimum(self) -> None:
        historic = {"A": Fraction(60), "B": Fraction(30), "C": Fraction(10)}
        floor = inner("new", INHABITANTS, minimum=Euro.of("150.00"))
        path = {2026: HALF}
        assert amounts(PhaseIn(historic, floor, path)) == ["500.00", "300.00", "200.00"]

    @pytest.mark.parametrize(
        ("limits", "complaint"),
        [
            ({"minimum": Euro.of("400.00")}, "inner.*€?.*Lower the minimum"),
            ({"cap": Fraction(1, 4)}, "inner.*Raise the cap"),
            ({"minimum": Fraction(1, 2), "cap": Fraction(1, 4)}, "inner.*Correct one of the two"),
            ({"discounts": dict.fromkeys(NAMES, HALF)}, "inner.*Leave somebody"),
        ],
    )
    def test_limits_that_cannot_be_kept_name_their_key(
        self, limits: dict[str, object], complaint: str
    ) -> None:
        with pytest.raises(CannotDivide, match=complaint):
            amounts(Mixture(((HALF, inner("inner", Equal(), **limits)), (HALF, Equal()))))

    def test_the_reasons_name_the_parts_and_what_the_limit_changes(self) -> None:
        floor = inner("inhabitants", INHABITANTS, minimum=Euro.of("150.00"))
        mixed = Mixture(((HALF, floor), (HALF, inner("equal", Equal()))))
        trace = year(AllocationKey("key", mixed)).explain("C")
        found = [(level.name, str(level.amount)) for level in levels(trace)]
        assert found[2:] == [
            ("equal", "166.66"),
            ("inhabitants", "150.00"),
            ("inhabitants", "100.00"),
            ("Minimum and cap", "50.00"),
        ]


limits: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "minimum": st.one_of(
            st.fractions(0, Fraction(1, 4), max_denominator=50), st.integers(0, 20_000).map(Euro)
        ),
        "cap": st.fractions(Fraction(1, 3), 1, max_denominator=50),
        "discounts": st.just({"C": Fraction(1, 5)}),
    },
)
simple: st.SearchStrategy[Basis] = st.sampled_from(
    [
        INHABITANTS,
        Counted("workplaces"),
        Equal(),
        Fixed({"A": Fraction(7), "B": Fraction(1), "C": Fraction(2)}),
    ]
)


@st.composite
def keys(draw: st.DrawFn, depth: int = 2) -> Basis:
    name = draw(st.sampled_from(["p", "q", "r"]))
    if not depth:
        return inner(name, draw(simple), **draw(limits))
    one, other = keys(depth - 1), keys(depth - 1)
    portion = draw(st.fractions(0, 1, max_denominator=20))
    between: list[Basis] = [INHABITANTS, Equal()]
    cascade = Cascade(
        inner("between", draw(st.sampled_from(between)), **draw(st.just({}))),
        {"North": ("A", "B"), "South": ("C",)},
        draw(one),
    )
    historic = {name: Fraction(number) for number, name in enumerate(NAMES, 1)}
    bases: list[Basis] = [
        Mixture(((portion, draw(one)), (1 - portion, draw(other)))),
        cascade,
        PhaseIn(historic, draw(one), {2026: portion}),
    ]
    return inner(name, draw(st.sampled_from(bases)), **draw(limits))


class TestLaws:
    @given(keys(), st.integers(-(10**7), 10**7), st.booleans())
    def test_every_level_adds_up_and_a_credit_mirrors_its_debit(
        self, basis: Basis, cents: int, leaves: bool
    ) -> None:
        members = {"B": Period(date.min, date(2026, 5, 1))} if leaves else {}
        amount = str(Euro(cents))
        try:
            outcome = year(AllocationKey("key", basis), amount, FIGURES, **members)
        except CannotDivide:
            assume(False)
            raise
        check(outcome)
        mirrored = year(AllocationKey("key", basis), str(Euro(-cents)), FIGURES, **members)
        assert mirrored.totals == {name: -amount for name, amount in outcome.totals.items()}

    @given(simple, simple, st.fractions(0, 1, max_denominator=20), st.integers(0, 10**7))
    def test_limits_that_bind_nobody_change_nobody_by_more_than_the_cents_of_the_parts(
        self, one: Basis, other: Basis, portion: Fraction, cents: int
    ) -> None:
        amount = str(Euro(cents))
        plain = year(AllocationKey("key", Mixture(((portion, one), (1 - portion, other)))), amount)
        loose = Mixture(((portion, inner("p", one, cap=Fraction(1))), (1 - portion, other)))
        limited = year(AllocationKey("key", loose), amount)
        assert all(abs(plain.totals[name] - limited.totals[name]) <= Euro(2) for name in NAMES)

    @given(st.fractions(0, Fraction(3, 10), max_denominator=100), st.integers(100, 10**8))
    def test_nobody_is_out_of_bounds_of_the_part_that_is_limited(self, least: Fraction, cents: int) -> None:
        floor = inner("p", INHABITANTS, minimum=least)
        outcome = year(AllocationKey("key", Mixture(((Fraction(1), floor),))), str(Euro(cents)))
        assert all(2 * amount.cents >= 2 * cents * least - 1 for amount in outcome.totals.values())


COUNTS = (
    Figure("inhabitants", "A", Decimal(48_251)),
    Figure("inhabitants", "A", Decimal(48_960), since=date(2025, 1, 1)),
    Figure("inhabitants", "A", Decimal(49_730), since=date(2026, 7, 1)),
    Figure("inhabitants", "B", Decimal(22_799), since=date(2024, 1, 1)),
    Figure("inhabitants", "C", Decimal(17_350), since=date(2024, 1, 1)),
)


class TestReferenceDateAndRounding:
    @pytest.mark.parametrize(
        ("rounding", "weights"),
        [
            (Rounding.TOWARDS_ZERO, [48_900, 22_700, 17_300]),
            (Rounding.AWAY_FROM_ZERO, [49_000, 22_800, 17_400]),
            (Rounding.HALF_UP, [49_000, 22_800, 17_400]),
        ],
    )
    def test_inhabitants_on_1_january_rounded_to_hundreds(
        self, rounding: Rounding, weights: list[int]
    ) -> None:
        basis = Counted("inhabitants", on=date(2025, 1, 1), step=Fraction(100), rounding=rounding)
        outcome = year(AllocationKey("key", basis), str(Euro(sum(weights))), figures=COUNTS)
        check(outcome)
        assert [outcome.totals[name].cents for name in NAMES] == weights
        assert len(outcome.budget_division.pieces) == 1, "a count after the reference date cuts nothing"
        assert any("48960 on 2025-01-01, rounded" in text for text in texts(outcome, "A"))

    def test_the_reference_date_decides_which_count(self) -> None:
        on = {
            day: year(AllocationKey("key", Counted("inhabitants", on=day)), "1000.00", figures=COUNTS)
            for day in (date(2024, 1, 1), date(2025, 1, 1), date(2026, 12, 31))
        }
        found = [str(outcome.totals["A"]) for outcome in on.values()]
        assert found == ["545.82", "549.44", "553.30"]

    def test_no_count_yet_on_the_reference_date_is_refused(self) -> None:
        key = AllocationKey("key", Counted("inhabitants", on=date(2023, 1, 1)))
        with pytest.raises(CannotDivide, match="no figure for inhabitants on 2023-01-01"):
            year(key, figures=COUNTS)

    def test_in_a_cascade_each_count_is_rounded_before_the_group_counts_together(self) -> None:
        basis = Counted("inhabitants", on=date(2025, 1, 1), step=Fraction(1000))
        cascade = Cascade(basis, {"North": ("A", "B"), "South": ("C",)}, basis)
        outcome = year(AllocationKey("key", cascade), "870.00", figures=COUNTS)
        assert [str(outcome.totals[name]) for name in NAMES] == ["480.00", "220.00", "170.00"]


class TestSureties:
    @given(st.integers(0, 10**12), st.sampled_from([INHABITANTS, Equal()]))
    def test_a_loan_is_guaranteed_to_the_cent_and_beside_the_contributions(
        self, cents: int, basis: Basis
    ) -> None:
        key = AllocationKey("key", basis)
        loan = Surety("loan", Euro(cents), "key", on=date(2026, 12, 31))
        leaver = Period(date.min, date(2026, 7, 1))
        outcome = settle(
            Arrangement(
                Period.year(2026),
                (Participant("A"), Participant("B"), Participant("C", leaver)),
                FIGURES,
                (key,),
                (CostLine("cost", "key", Euro(100)),),
                sureties=(loan,),
            )
        )
        (guaranteed,) = outcome.guaranteed
        assert Euro.total(guaranteed.amounts.values()) == Euro(cents) == guaranteed.explain().amount
        assert guaranteed.amounts["C"] == Euro(0), "who has left guarantees nothing any more"
        assert outcome.total == Euro(100)


class TestGuarantee:
    OLD = Fixed({"A": Fraction(40), "B": Fraction(40), "C": Fraction(20)})

    def test_who_is_guaranteed_bears_no_more_than_by_the_old_key(self) -> None:
        guarantee = Guarantee("old", self.OLD, whom=("A",))
        assert amounts(INHABITANTS, guarantee=guarantee) == ["400.00", "360.00", "240.00"]
        tenth = replace(guarantee, margin=Fraction(1, 10))
        assert amounts(INHABITANTS, guarantee=tenth) == ["440.00", "336.00", "224.00"]

    def test_without_a_margin_for_all_it_is_the_old_key(self) -> None:
        assert amounts(INHABITANTS, guarantee=Guarantee("old", self.OLD)) == ["400.00", "400.00", "200.00"]

    @given(st.fractions(0, 1, max_denominator=100), st.integers(0, 10**9))
    def test_nobody_bears_more_than_the_other_key_and_its_margin(self, margin: Fraction, cents: int) -> None:
        amount = str(Euro(cents))
        guarantee = Guarantee("old", self.OLD, margin)
        outcome = year(AllocationKey("key", INHABITANTS, guarantee=guarantee), amount)
        check(outcome)
        old = year(AllocationKey("key", self.OLD), amount)
        for name in NAMES:
            assert outcome.totals[name].cents <= old.totals[name].cents * (1 + margin) + HALF
