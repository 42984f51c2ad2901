"""A year told in one piece or cut at any day is one year: a cut at which nothing changes moves no cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.engines.settlement.strategies import DAYS_IN_YEAR, YEAR, arrangements, simple
from tests.engines.settlement.test_laws import FEW, settled
from tests.engines.settlement.test_limits_within import keys as keys_with_limits
from tests.engines.settlement.test_limits_within import year

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
    Participant,
    settle,
)
from bodemplaat.kernel import Euro, Period

limited = st.builds(
    lambda basis, least, off: AllocationKey("limited", basis, minimum=Euro(least), discounts={"Vlist": off}),
    simple,
    st.integers(0, 10_000),
    st.fractions(min_value=0, max_value=Fraction(1, 2), max_denominator=20),
)


@FEW
@given(arrangements(), st.one_of(st.none(), limited), DAYS_IN_YEAR)
def test_the_same_key_agreed_anew_moves_no_cent(
    arrangement: Arrangement, other: AllocationKey | None, day: date
) -> None:
    """For keys by weight, mixtures, growing in, cascades, minima and discounts."""
    if other is not None:
        lines = (replace(arrangement.costs[0], key=other.name), *arrangement.costs[1:])
        arrangement = replace(arrangement, keys=(*arrangement.keys, other), costs=lines)
    changing = {key.name for key in arrangement.keys if key.since != date.min}
    again = tuple(replace(key, since=day) for key in arrangement.keys if key.name not in changing)
    whole = settled(arrangement)
    cut = settled(replace(arrangement, keys=(*arrangement.keys, *again)))

    assert [post.settled for post in cut.posts] == [post.settled for post in whole.posts]
    assert len(cut.budget_division.pieces) == len(whole.budget_division.pieces)


@FEW
@given(keys_with_limits(), st.integers(-(10**7), 10**7), DAYS_IN_YEAR)
def test_the_same_key_with_limits_within_it_agreed_anew_moves_no_cent(
    basis: Basis, cents: int, day: date
) -> None:
    key, amount = AllocationKey("key", basis), str(Euro(cents))
    try:
        whole = year(key, amount)
    except CannotDivide:
        assume(False)
        raise
    cut = settle(replace(whole.arrangement, keys=(key, replace(key, since=day))))
    assert cut.totals == whole.totals


@FEW
@given(
    st.integers(1, 100_000),
    st.lists(DAYS_IN_YEAR, min_size=1, max_size=4, unique=True),
    st.sampled_from([Equal(), Fixed({"North": Fraction(1), "South": Fraction(1), "West": Fraction(1)})]),
)
def test_equal_groups_and_equal_members_differ_a_cent_at_most_over_the_spans(
    cents: int, days: list[date], between: Equal | Fixed
) -> None:
    """Three groups of one, whose shares never change, beside a count that cuts the year for a member outside them."""
    names = ("Ada", "Bea", "Cor")
    groups: dict[str, tuple[str, ...]] = {"North": names[:1], "South": names[1:2], "West": names[2:]}
    counts = [Figure("clients", name, Decimal(1)) for name in names]
    within = {group: Counted("clients") for group in groups}
    # A joiner of one day makes a span of his own, in which everybody else goes on as before.
    joiners = [Participant(f"Guest {number}", Period(day, None)) for number, day in enumerate(sorted(days))]
    groups["East"] = tuple(joiner.name for joiner in joiners)
    counts += [Figure("clients", joiner.name, Decimal(1)) for joiner in joiners]
    if isinstance(between, Fixed):
        between = Fixed({**between.agreed, "East": Fraction(1)})
    arrangement = Arrangement(
        year=YEAR,
        participants=(*map(Participant, names), *joiners),
        figures=tuple(counts),
        keys=(AllocationKey("k", Cascade(between, groups, otherwise=Equal(), within=within)),),
        costs=(CostLine("cost", "k", Euro(cents)),),
    )
    borne = settle(arrangement).posts[0].settled
    equal = [borne[name].cents for name in names]

    assert max(equal) - min(equal) <= 1, equal
