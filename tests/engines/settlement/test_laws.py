"""The laws of a settlement: conserved at every stage, blind to order, credit mirrors debit, no service, no cost."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.engines.settlement.strategies import NAMES, YEAR, arrangements, reordered

from bodemplaat.engines.settlement import (
    Arrangement,
    CannotDivide,
    Recalculation,
    Reserve,
    Settlement,
    clear,
    settle,
)
from bodemplaat.engines.settlement.division import discount_on
from bodemplaat.kernel import Euro, Trace

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def settled(arrangement: Arrangement) -> Settlement:
    try:
        return settle(arrangement)
    except CannotDivide:  # a discounted participant alone, for instance
        assume(False)
        raise


def every_level(trace: Trace) -> Iterator[Trace]:
    yield trace
    for part in trace.parts:
        yield from every_level(part)


@FEW
@given(arrangements())
def test_what_all_bear_is_what_it_cost(arrangement: Arrangement) -> None:
    outcome = settled(arrangement)
    costs = Euro(0)
    for line in arrangement.costs:
        amount = line.budget if line.actual is None else line.actual
        costs += amount - discount_on(line, amount)
    costs += Euro.total(service.actual or Euro(0) for service in arrangement.services)
    if outcome.arrangement.is_recalculation:
        assert outcome.total == costs
    for post in outcome.posts:
        assert set(post.settled) == set(NAMES)
    assert outcome.total == Euro.total(outcome.totals.values())


@FEW
@given(arrangements(), st.randoms(use_true_random=False))
def test_the_order_of_anything_changes_nothing(arrangement: Arrangement, random: Random) -> None:
    # Two keys of one name and day would make the later one hold: those are the same facts told twice.
    assert settled(reordered(arrangement, random)).totals == settled(arrangement).totals


@FEW
@given(arrangements())
def test_a_credit_mirrors_its_debit(arrangement: Arrangement) -> None:
    mirrored = replace(
        arrangement,
        services=(),
        costs=tuple(
            replace(line, budget=-line.budget, actual=None if line.actual is None else -line.actual)
            for line in arrangement.costs
        ),
    )
    debit = settled(replace(arrangement, services=()))
    assert settled(mirrored).totals == {name: -amount for name, amount in debit.totals.items()}


@FEW
@given(arrangements())
def test_nobody_pays_for_a_service_he_does_not_take(arrangement: Arrangement) -> None:
    outcome = settled(arrangement)
    for line, post in zip(arrangement.costs, outcome.posts, strict=False):
        assert all(
            post.settled[name] == post.budget[name] == Euro(0) for name in NAMES if not line.takes(name)
        )
    for service, post in zip(arrangement.services, outcome.posts[len(arrangement.costs) :], strict=True):
        takers = {volume.participant for volume in service.volumes}
        assert all(post.settled[name] == Euro(0) for name in NAMES if name not in takers)


@FEW
@given(arrangements())
def test_every_amount_is_explained_with_equal_sums_at_every_level(arrangement: Arrangement) -> None:
    outcome = settled(arrangement)
    for name in NAMES:
        trace = outcome.explain(name)
        assert trace.amount == outcome.totals[name]
        for level in every_level(trace):
            assert not level.parts or Euro.total(part.amount for part in level.parts) == level.amount
            level.text.format(**level.values)


@FEW
@given(arrangements(), st.integers(0, 10**8), st.integers(0, 10**9))
def test_a_reserve_is_all_that_stands_between_costs_and_payments(
    arrangement: Arrangement, balance: int, maximum: int
) -> None:
    positive = (
        replace(line, budget=abs(line.budget), actual=None if line.actual is None else abs(line.actual))
        for line in arrangement.costs
    )
    arrangement = replace(arrangement, costs=tuple(positive))
    plain = settled(arrangement)
    reserve = Reserve("", Euro(balance), Euro(maximum))
    outcome = settled(replace(arrangement, reserves=(reserve,)))
    moved = Euro.total(result.movement for result in outcome.results)
    assert outcome.total == plain.total + moved
    assert moved <= Euro(max(maximum - balance, 0))
    assert Euro(balance) + moved >= Euro(0)


@FEW
@given(arrangements())
def test_what_one_owes_the_other_is_owed(arrangement: Arrangement) -> None:
    clearing = clear(settled(arrangement).posts)
    assert all(debt.payer != debt.provider for debt in clearing.debts)
    everybody = {debt.payer for debt in clearing.debts} | {debt.provider for debt in clearing.debts}
    assert Euro.total(clearing.position(name) for name in everybody) == Euro(0)
    netted = type(clearing)(clearing.netted())
    assert all(netted.position(name) == clearing.position(name) for name in everybody)
    assert all(debt.amount > Euro(0) for debt in netted.debts)


@FEW
@given(arrangements())
def test_who_is_not_there_yet_or_any_more_bears_nothing(arrangement: Arrangement) -> None:
    absent = replace(
        arrangement,
        services=(),
        recalculation=Recalculation.BY_KEY,
        participants=tuple(p for p in arrangement.participants if p.membership.overlaps(YEAR)),
    )
    outcome = settled(absent)
    for line, post in zip(absent.costs, outcome.posts, strict=True):
        present = [p.name for p in absent.participants if line.takes(p.name)]
        assert Euro.total(post.settled.values()) == Euro.total(post.settled[name] for name in present)
