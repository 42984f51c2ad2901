"""Cost prices: capacity that stood idle is shown, plan and actual differ by named effects, every cent has a reason."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.costing.models import castleford, models

from bodemplaat.engines.costing import (
    Activity,
    Cost,
    CostCentre,
    CostModel,
    Method,
    Service,
    apportion,
    compare,
    monthly_charges,
    overhead_in,
    why_centre,
    why_service,
    work_out,
)
from bodemplaat.kernel import Euro, Trace


def payroll(used: int, normal: int | None) -> CostModel:
    return CostModel(
        centres=(CostCentre("Salarissen", False),),
        costs=(
            Cost("loon", Euro.of(90_000), "Salarissen"),
            Cost("porto", Euro.of(800), "Salarissen", variable=True),
        ),
        activities=(
            Activity(
                "Mutaties", "Salarissen", Decimal(1), "mutaties", {"Strook": Decimal(used)},
                Decimal(normal) if normal is not None else None,
            ),
        ),
        services=(Service("Strook", "strook", Decimal(100)),),
    )  # fmt: skip


def test_idle_capacity_stays_out_of_the_price_and_is_shown() -> None:
    prices = work_out(payroll(used=800, normal=1000))
    assert prices.services["Strook"].cost == Euro.of(72_800)
    assert prices.services["Strook"].price == Fraction(728)
    assert prices.under_absorbed == Euro.of(18_000)
    assert prices.activities["Mutaties"].rate == Fraction(90 * 100 + 100)


def test_more_use_than_normal_is_over_absorption() -> None:
    prices = work_out(payroll(used=1200, normal=1000))
    assert prices.under_absorbed == Euro.of(-18_000)
    assert prices.charged + prices.under_absorbed == prices.total


def test_without_a_normal_capacity_all_costs_are_in_the_price() -> None:
    assert work_out(payroll(used=800, normal=None)).charged == Euro.of(90_800)


def test_an_activity_nobody_uses_charges_nothing_and_hides_nothing() -> None:
    prices = work_out(payroll(used=0, normal=1000))
    assert prices.charged == Euro(0)
    assert prices.under_absorbed == Euro.of(90_800)


def test_a_service_without_volume_has_a_cost_but_no_price() -> None:
    model = payroll(used=800, normal=None)
    service = work_out(replace(model, services=(Service("Strook", "strook", Decimal(0)),))).services["Strook"]
    assert service.cost == Euro.of(90_800)
    assert service.price is None
    assert service.tariff() is None


def test_a_tariff_is_the_price_rounded_by_name() -> None:
    model = replace(payroll(used=800, normal=None), services=(Service("Strook", "strook", Decimal(7)),))
    assert work_out(model).services["Strook"].tariff() == Decimal("12971.43")


@settings(max_examples=60, deadline=None)
@given(models())
def test_services_and_idle_capacity_together_are_exactly_the_costs(model: CostModel) -> None:
    prices = work_out(model)
    assert prices.charged + prices.under_absorbed == prices.total
    for activity in prices.activities.values():
        charged = Euro.total(part.total for part in activity.charged.values())
        assert charged + activity.under_absorbed == activity.cost.total


def every_level(trace: Trace) -> None:
    if trace.parts:
        assert Euro.total(part.amount for part in trace.parts) == trace.amount
    for part in trace.parts:
        every_level(part)


@settings(max_examples=40, deadline=None)
@given(models())
def test_every_price_is_explained_down_to_costs_and_adds_up_at_every_level(model: CostModel) -> None:
    prices = work_out(model)
    sources = {cost.cost_type for cost in model.costs}
    for name, service in prices.services.items():
        trace = why_service(prices, name)
        assert trace.amount == service.cost
        every_level(trace)
        assert {leaf.name for leaf in trace.leaves if leaf.amount} <= sources
    for centre in model.centres:
        every_level(why_centre(prices, centre.name))


def test_a_long_chain_of_supporting_centres_is_explained_without_running_out_of_breath() -> None:
    names = [f"S{n:02}" for n in range(40)]
    centres = [
        CostCentre(name, True, serves={other: Decimal(1) for other in [*names[n + 1 :], "G"]})
        for n, name in enumerate(names)
    ]
    model = CostModel(
        (*centres, CostCentre("G", False)),
        tuple(Cost("loon", Euro(100_000 - n), name, source="begroting") for n, name in enumerate(names)),
        (Activity("A", "G", Decimal(1), "stuks", {"D": Decimal(1)}),),
        (Service("D", "stuk", Decimal(1)),),
    )
    trace = why_service(work_out(model), "D")
    assert trace.amount == model.total
    assert Euro.total(leaf.amount for leaf in trace.leaves) == model.total


@settings(max_examples=40, deadline=None)
@given(models(), st.data())
def test_volume_and_price_effect_add_up_to_the_difference(model: CostModel, data: st.DataObject) -> None:
    volumes = data.draw(
        st.lists(st.integers(0, 90), min_size=len(model.services), max_size=len(model.services))
    )
    changed = replace(
        model,
        costs=tuple(replace(cost, amount=cost.amount + Euro(777)) for cost in model.costs),
        services=tuple(replace(s, volume=Decimal(v)) for s, v in zip(model.services, volumes, strict=True)),
    )
    plan, actual = work_out(model), work_out(changed)
    for difference in compare(plan, actual):
        assert difference.volume_effect + difference.price_effect == difference.total
    assert Euro.total(d.total for d in compare(plan, actual)) == actual.charged - plan.charged


def test_the_same_year_twice_does_not_differ() -> None:
    prices = work_out(payroll(800, 1000))
    (difference,) = compare(prices, prices)
    assert (difference.volume_effect, difference.price_effect) == (Euro(0), Euro(0))


@given(st.integers(-(10**9), 10**9), st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=6))
def test_part_of_a_pool_consists_of_what_the_pool_consists_of(cents: int, components: list[int]) -> None:
    if sum(components) == 0:
        return
    parts = apportion(cents, components)
    assert sum(parts) == cents
    for part, component in zip(parts, components, strict=True):
        assert abs(part - Fraction(cents * component, sum(components))) < 1


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_months_services_and_participants_conserve_every_cent(data: st.DataObject) -> None:
    months, centres, services, participants = 2, 2, 3, 4
    integers = st.integers(0, 30)

    def block(count: int) -> list[int]:
        return data.draw(st.lists(integers, min_size=count, max_size=count))

    costs = np.array(data.draw(st.lists(st.integers(-9999, 99999), min_size=4, max_size=4))).reshape(
        months, centres
    )
    use = np.array(block(centres * services)).reshape(centres, services) + np.array([1, 0, 0])
    volumes = np.array(block(months * services * participants)).reshape(months, services, participants)
    outcome = monthly_charges(costs, use, volumes)
    assert outcome.services.sum(axis=1).tolist() == costs.sum(axis=1).tolist()
    assert (outcome.charges.sum(axis=2) + outcome.unclaimed == outcome.services).all()
    assert (outcome.charges[volumes == 0] == 0).all()
    assert int(outcome.by_participant.sum() + outcome.unclaimed.sum()) == int(costs.sum())


def test_many_at_once_is_the_same_as_one_model_after_another() -> None:
    costs = np.array([[90_001, 31_337]])
    use = np.array([[3, 5, 7], [1, 0, 2]])
    outcome = monthly_charges(costs, use, np.ones((1, 3, 1), dtype=np.int64))
    names = ["D0", "D1", "D2"]
    model = CostModel(
        centres=(CostCentre("A", False), CostCentre("B", False)),
        costs=(Cost("loon", Euro(90_001), "A"), Cost("loon", Euro(31_337), "B")),
        activities=tuple(
            Activity(
                f"{c}-werk",
                c,
                Decimal(1),
                "stuks",
                {n: Decimal(int(u)) for n, u in zip(names, row, strict=True)},
            )
            for c, row in zip("AB", use, strict=True)
        ),
        services=tuple(Service(name, "stuk", Decimal(1)) for name in names),
    )
    assert [s.cost.cents for s in work_out(model).services.values()] == outcome.services[0].tolist()


def test_overhead_in_a_price_is_what_its_reasons_show() -> None:
    model = castleford(Method.STEP_DOWN)
    model = replace(
        model,
        activities=tuple(
            Activity(f"{centre} work", centre, Decimal(1), "hours", {"Engine": Decimal(1)})
            for centre in ("Machining", "Assembly")
        ),
        services=(Service("Engine", "engine", Decimal(1)),),
    )
    prices = work_out(model)
    trace = why_service(prices, "Engine")
    shown = Euro.total(part.amount for activity in trace.parts for part in activity.parts if part.parts)
    assert overhead_in(prices, "Engine") == shown == Euro.of(6_300_000 + 1_452_150)
