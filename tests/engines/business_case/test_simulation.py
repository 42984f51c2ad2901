"""What is uncertain: distributions as they should be, the case as its own centre, the same seed the same answer."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.business_case.cases import business_cases, handbook_table_16

from bodemplaat.engines.business_case import (
    Bearer,
    BusinessCase,
    Discrete,
    Distribution,
    Driver,
    Factor,
    LogNormal,
    Normal,
    OneOffKind,
    Pert,
    Risk,
    Triangular,
    Uncertainty,
    appraise,
    check_uncertainty,
    simulate,
)
from bodemplaat.engines.business_case.correlation import ImpossibleCorrelation, nearest_correlation, root_of
from bodemplaat.engines.business_case.order import quantiles
from bodemplaat.engines.business_case.response import Response, as_planned
from bodemplaat.kernel import Euro

SEED = 20261123


def drawn(distribution: Distribution, draws: int = 200_000) -> np.ndarray:
    return distribution.at(np.random.default_rng(SEED).standard_normal(draws))


@pytest.mark.parametrize(
    ("distribution", "mean", "deviation"),
    [
        (Triangular(0.6, 1.0, 1.1), 0.9, 0.108012345),
        (Triangular(2, 2, 5), 3.0, 0.707106781),
        (Pert(0, 2, 10), 3.0, 1.732050808),
        (Pert(1, 3, 3), 16 / 6, 0.28171808),
        (Normal(5, 2), 5.0, 2.0),
        (LogNormal(100, 40), 100.0, 40.0),
        (Discrete((0, 10), (0.7, 0.3)), 3.0, 4.582575695),
    ],
)
def test_a_distribution_has_the_mean_and_spread_of_the_textbook(
    distribution: Distribution, mean: float, deviation: float
) -> None:
    sample = drawn(distribution)
    assert distribution.problem() == ""
    assert distribution.mean == pytest.approx(mean)
    assert sample.mean() == pytest.approx(mean, abs=4 * deviation / 200_000**0.5)
    assert sample.std() == pytest.approx(deviation, rel=0.01)


def test_quantiles_of_triangular_and_pert_are_exact() -> None:
    # triangular(0, 1, 4): F(x) = x²/4 to the mode, 1 − (4 − x)²/12 after it; PERT(0, 1, 2) is 2·beta(3, 3)
    z_of = {0.04: -1.750686071252, 0.25: -0.674489750196, 0.75: 0.674489750196, 0.5: 0.0}
    triangular = Triangular(0, 1, 4).at(np.array([z_of[0.04], z_of[0.25], z_of[0.75]]))
    assert triangular == pytest.approx([0.4, 1.0, 4 - 3**0.5], abs=1e-5)
    assert Pert(0, 1, 2).at(np.array([z_of[0.5], z_of[0.25]])) == pytest.approx([1.0, 2 * 0.359436], abs=1e-4)


@pytest.mark.parametrize(
    "impossible",
    [
        Triangular(1, 1, 1),
        Triangular(2, 1, 3),
        Pert(0, 3, 2),
        Normal(0, 0),
        LogNormal(-1, 1),
        Discrete((1,), (0.5,)),
    ],
)
def test_an_impossible_spread_says_why(impossible: Distribution) -> None:
    uncertainty = Uncertainty((Factor("x", Driver.SAVING, impossible),))
    assert [f.code for f in check_uncertainty(handbook_table_16(), uncertainty)] == [
        "uncertainty.distribution"
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=300), st.integers(1, 60))
def test_quantiles_are_those_of_numpy(values: list[float], repeat: int) -> None:
    draws = np.random.default_rng(1).permutation(np.tile(np.array(values), repeat))
    assert quantiles(draws, (0.1, 0.5, 0.9)) == pytest.approx(np.quantile(draws, (0.1, 0.5, 0.9)))


def test_quantiles_of_ordered_draws_are_exact_though_a_sample_misleads() -> None:
    draws = np.arange(20_000.0) % 64
    assert quantiles(draws, (0.1, 0.5, 0.9)) == pytest.approx(np.quantile(draws, (0.1, 0.5, 0.9)))


FACTORS = Uncertainty(
    (
        Factor("saving", Driver.SAVING, Pert(0.6, 1, 1.1)),
        Factor("cost", Driver.ONE_OFF, Triangular(0.9, 1, 1.6), kinds=(OneOffKind.CENTRE,)),
        Factor("later", Driver.DELAY, Triangular(0, 0.2, 2)),
        Factor("wages", Driver.WAGES, Normal(0, 0.01)),
        Factor("prices", Driver.PRICES, Normal(0, 0.01), participants=("M0",)),
        Factor("coordination", Driver.RUNNING, LogNormal(1, 0.2)),
        Factor("buying", Driver.BENEFIT, Discrete((0, 1), (0.5, 0.5))),
        Factor("damage", Driver.IMPACT, Triangular(0.5, 1, 2)),
    )
)


@settings(max_examples=25, deadline=None)
@given(business_cases())
def test_as_planned_the_response_is_the_case_itself(case: BusinessCase) -> None:
    simulated = Response(case, FACTORS).gains(np.array(as_planned(FACTORS, case))[:, np.newaxis])[..., 0]
    exact = [[year.added_value.cents for year in p.outcome.years] for p in appraise(case).participants]
    assert simulated == pytest.approx(np.array(exact, dtype=float), abs=3)


@settings(max_examples=25, deadline=None)
@given(business_cases(), st.integers(0, 3))
def test_a_whole_year_of_delay_is_the_scenario_of_that_delay(case: BusinessCase, years: int) -> None:
    late = Uncertainty((Factor("late", Driver.DELAY, Normal(0, 1)),))
    values = np.array([float(years), *(float(risk.probability) for risk in case.risks)])[:, np.newaxis]
    simulated = Response(case, late).gains(values).sum(axis=0)[:, 0]
    profiles = tuple(
        replace(
            p,
            functions=tuple(replace(f, profile=(Decimal(0),) * years + f.profile) for f in p.functions),
        )
        for p in case.participants
    )
    exact = [y.added_value.cents for y in appraise(replace(case, participants=profiles)).consolidated.years]
    assert simulated == pytest.approx(np.array(exact, dtype=float), abs=8)


def test_the_wage_index_compounds() -> None:
    case = replace(handbook_table_16(), price_index=(Decimal("0.02"),))
    uncertainty = Uncertainty((Factor("prices", Driver.PRICES, Normal(0, 0.01)),))
    simulated = Response(case, uncertainty).gains(np.array([[0.01]]))[0, :, 0]
    exact = appraise(replace(case, price_index=(Decimal("0.03"),))).consolidated.years
    assert simulated == pytest.approx([y.added_value.cents for y in exact], abs=3)


def test_the_same_seed_gives_the_same_answer_and_another_seed_nearly() -> None:
    def run(seed: int):  # type: ignore[no-untyped-def]
        return simulate(handbook_table_16(), FACTORS, draws=20_000, random=np.random.default_rng(seed))

    assert run(1) == run(1)
    one, other = run(1).consolidated, run(2).consolidated
    assert one != other
    assert abs(one.mean.cents - other.mean.cents) < 6 * one.mean_error.cents
    assert abs(one.chance_of_gain - other.chance_of_gain) < 8 * one.chance_error


def test_a_triangular_saving_gives_the_chance_one_can_work_out_by_hand() -> None:
    # Gain of table 16 is 350 s − 250 k€ for a saving factor s: a gain when s > 5/7; triangular(0.5, 1, 1) has
    # F(5/7) = ((5/7 − 0.5)/0.5)² = (3/7)², so the chance of a gain is 1 − 9/49.
    uncertainty = Uncertainty((Factor("s", Driver.SAVING, Triangular(0.5, 1, 1)),))
    outcome = simulate(handbook_table_16(), uncertainty, draws=100_000, random=np.random.default_rng(SEED))
    party = outcome.consolidated
    assert party.chance_of_gain == pytest.approx(1 - 9 / 49, abs=4 * party.chance_error)
    # P10 of s is 0.5 + 0.5·√0.1; of the cumulative in year 5: 350 s − 250 k€
    p10 = 350_000_00 * (0.5 + 0.5 * 0.1**0.5) - 250_000_00
    assert party.cumulative[-1].p10.cents == pytest.approx(p10, rel=0.02)
    assert outcome.chance_all_gain == party.chance_of_gain
    assert outcome.planned == Euro.of(100_000)


def test_a_risk_happens_or_not_and_the_tornado_shows_both() -> None:
    case = replace(handbook_table_16(), risks=appraise_risk())
    outcome = simulate(case, Uncertainty(), draws=50_000, random=np.random.default_rng(SEED))
    (swing,) = outcome.tornado
    assert (swing.at_low, swing.at_high) == (Euro.of(100_000), Euro.of(-20_000))
    assert outcome.planned == Euro.of(64_000)
    assert outcome.consolidated.chance_of_gain == pytest.approx(0.7, abs=0.01)
    assert outcome.consolidated.net_present_value.p50 == Euro.of(100_000)
    assert outcome.consolidated.net_present_value.p10 == Euro.of(-20_000)


def appraise_risk() -> tuple[Risk, ...]:
    return (Risk("strike", Decimal("0.3"), Euro.of(120_000), 2, Bearer(key="equal")),)


def test_rank_correlation_comes_out_as_asked_whatever_the_distributions() -> None:
    root = root_of(["a", "b", "c"], {("a", "b"): 0.7, ("b", "c"): -0.3})
    normals = root @ np.random.default_rng(SEED).standard_normal((3, 100_000))
    values = [
        Pert(0, 1, 9).at(normals[0]),
        LogNormal(5, 5).at(normals[1]),
        Triangular(0, 0, 1).at(normals[2]),
    ]
    ranks = np.argsort(np.argsort(values, axis=1), axis=1)
    together = np.asarray(np.corrcoef(ranks))
    assert together[0] == pytest.approx([1, 0.7, 0], abs=0.012)
    assert together[1, 2] == pytest.approx(-0.3, abs=0.012)


def test_contradicting_correlations_are_refused_with_the_nearest_that_can_hold() -> None:
    names = ["a", "b", "c"]
    pairs = {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9}
    with pytest.raises(ImpossibleCorrelation) as refused:
        root_of(names, pairs)
    root_of(names, {pair: value * 0.9999 for pair, value in refused.value.nearest.items()})
    uncertainty = Uncertainty(tuple(Factor(name, Driver.SAVING, Normal(1, 0.1)) for name in names), pairs)
    (finding,) = check_uncertainty(handbook_table_16(), uncertainty)
    assert finding.code == "uncertainty.impossible_correlation"
    assert "a – b" in finding.render()


def test_the_nearest_correlation_matrix_is_the_one_higham_publishes() -> None:
    given_matrix = np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]])
    near = nearest_correlation(given_matrix)
    assert near[0, 1] == pytest.approx(0.7607, abs=1e-4)
    assert near[0, 2] == pytest.approx(0.1573, abs=1e-4)


@pytest.mark.parametrize("draws", [0, 99, 1_000_001])
def test_too_few_or_too_many_draws_are_refused(draws: int) -> None:
    with pytest.raises(ValueError, match="draws"):
        simulate(handbook_table_16(), Uncertainty(), draws=draws, random=np.random.default_rng(1))
