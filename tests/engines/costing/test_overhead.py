"""Three methods of handing on overhead: a published example to the cent, and laws that hold for any model."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.costing.models import castleford, models, shuffled

from bodemplaat.engines.costing import Cost, CostCentre, CostModel, Method, check, share_overhead, work_out
from bodemplaat.kernel import Euro


@pytest.mark.parametrize(
    ("method", "machining", "assembly"),
    [
        (Method.DIRECT, "7653300", "6098850"),
        (Method.STEP_DOWN, "8300800", "5451350"),
        (Method.RECIPROCAL, "8187025", "5565125"),
    ],
)
def test_the_textbook_example_comes_out_to_the_cent(method: Method, machining: str, assembly: str) -> None:
    final = share_overhead(castleford(method)).final
    assert final["Machining"].total == Euro.of(machining)
    assert final["Assembly"].total == Euro.of(assembly)


def test_the_textbook_s_reciprocated_costs_come_out() -> None:
    gross = share_overhead(castleford(Method.RECIPROCAL)).gross
    assert gross == {"Plant maintenance": Euro.of("6576750"), "Information systems": Euro.of("2767500")}


def test_step_down_in_another_order_gives_another_answer_and_the_order_is_kept() -> None:
    model = castleford(Method.STEP_DOWN)
    by_size = [step.giver for step in share_overhead(model).steps]
    assert by_size == ["Plant maintenance", "Information systems"]
    turned = CostModel(
        model.centres,
        model.costs,
        method=model.method,
        order=("Information systems", "Plant maintenance"),
    )
    steps = share_overhead(turned).steps
    assert [step.giver for step in steps] == ["Information systems", "Plant maintenance"]
    assert "Information systems" not in steps[1].given


@settings(max_examples=60, deadline=None)
@given(models())
def test_every_step_hands_on_its_whole_pool_and_nothing_is_lost(model: CostModel) -> None:
    overhead = share_overhead(model)
    for step in overhead.steps:
        assert Euro.total(part.fixed for part in step.given.values()) == step.pool.fixed
        assert Euro.total(part.variable for part in step.given.values()) == step.pool.variable
    on_centres = Euro.total(cost.amount for cost in model.costs if cost.centre)
    assert Euro.total(part.total for part in overhead.final.values()) == on_centres


@settings(max_examples=40, deadline=None)
@given(models(), st.randoms(use_true_random=False))
def test_the_order_in_which_a_model_is_written_changes_nothing(model: CostModel, random: Random) -> None:
    mixed = work_out(shuffled(model, random))
    plain = work_out(model)
    assert mixed.overhead.final == plain.overhead.final
    assert {name: s.cost for name, s in mixed.services.items()} == {
        name: s.cost for name, s in plain.services.items()
    }


@settings(max_examples=40, deadline=None)
@given(models(mutual=False, method=Method.DIRECT))
def test_where_supporting_centres_do_nothing_for_each_other_the_methods_agree(model: CostModel) -> None:
    answers = [
        share_overhead(CostModel(model.centres, model.costs, model.activities, model.services, method)).final
        for method in Method
    ]
    assert answers[0] == answers[1] == answers[2]


@settings(max_examples=40, deadline=None)
@given(models())
def test_turning_every_sign_turns_every_outcome(model: CostModel) -> None:
    turned = CostModel(
        model.centres,
        tuple(Cost(c.cost_type, -c.amount, c.centre, c.service, c.variable, c.source) for c in model.costs),
        model.activities,
        model.services,
        model.method,
        order=tuple(s.giver for s in share_overhead(model).steps) if model.method is Method.STEP_DOWN else (),
    )
    plain, mirrored = share_overhead(model).final, share_overhead(turned).final
    assert {n: s.total.cents for n, s in plain.items()} == {n: -s.total.cents for n, s in mirrored.items()}


def test_reciprocal_agrees_with_handing_the_costs_round_until_nothing_is_left() -> None:
    model = castleford(Method.RECIPROCAL)
    serves = {c.name: c.serves for c in model.supporting}
    left = {c.centre: Fraction(c.amount.cents) for c in model.costs}
    for _ in range(60):
        for giver, weights in serves.items():
            pool, left[giver] = left[giver], Fraction(0)
            whole = sum(Fraction(weight) for weight in weights.values())
            for receiver, weight in weights.items():
                left[receiver] += pool * Fraction(weight) / whole
    final = share_overhead(model).final
    assert {name: split.total.cents for name, split in final.items()} == {
        name: round(left[name]) for name in final
    }


def test_a_circle_without_a_way_out_is_named() -> None:
    model = CostModel(
        centres=(
            CostCentre("Kantine", True, serves={"Postkamer": Decimal(1)}),
            CostCentre("Postkamer", True, serves={"Kantine": Decimal(1)}),
            CostCentre("ICT", True, serves={"Salarissen": Decimal(3), "Kantine": Decimal(1)}),
            CostCentre("Salarissen", False),
        ),
        costs=(Cost("brood", Euro(100), "Kantine"),),
        method=Method.RECIPROCAL,
    )
    (finding,) = check(model)
    assert finding.code == "costing.singular"
    assert finding.values["names"] == "Kantine, Postkamer"


@pytest.mark.parametrize("method", [Method.DIRECT, Method.STEP_DOWN])
def test_a_centre_with_nobody_left_to_serve_is_named(method: Method) -> None:
    model = CostModel(
        centres=(
            CostCentre("ICT", True, serves={"Salarissen": Decimal(1)}),
            CostCentre("Helpdesk", True, serves={"ICT": Decimal(1)}),
            CostCentre("Salarissen", False),
        ),
        costs=(Cost("loon", Euro(900), "ICT"), Cost("loon", Euro(100), "Helpdesk")),
        method=method,
    )
    assert [(f.code, f.place) for f in check(model)] == [("costing.dead_end", "centres.Helpdesk")]


def test_all_that_is_wrong_is_named_at_once() -> None:
    model = CostModel(
        centres=(CostCentre("ICT", True, serves={"Nergens": Decimal(-1)}), CostCentre("P", False)),
        costs=(
            Cost("loon", Euro(1), "Onbekend"),
            Cost("loon", Euro(1)),
            Cost("loon", Euro(1), service="Niet"),
        ),
        order=("P",),
        method=Method.DIRECT,
    )
    codes = sorted(finding.code for finding in check(model))
    assert codes == [
        "costing.cost_nowhere",
        "costing.dead_end",
        "costing.negative_driver",
        "costing.order_incomplete",
        "costing.order_unused",
        "costing.unknown_name",
        "costing.unknown_name",
        "costing.unknown_name",
        "costing.unknown_name",
    ]
