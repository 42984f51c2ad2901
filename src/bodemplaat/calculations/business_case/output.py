"""The answer as JSON: amounts in whole cents, rates as text, chances as numbers between 0 and 1.

The shape is documented in docs/reference/schemas/business-case.schema.json.
"""

from collections.abc import Sequence
from typing import Any

from bodemplaat.calculations.business_case.model import CaseFile
from bodemplaat.calculations.business_case.outcome import CaseOutcome
from bodemplaat.engines.business_case import (
    Band,
    FunctionOutcome,
    Outcome,
    ParticipantOutcome,
    ScenarioOutcome,
    SimulatedParty,
    Simulation,
    streams_of,
)
from bodemplaat.kernel import Euro


def as_json(model: CaseFile, outcome: CaseOutcome) -> dict[str, Any]:
    """The whole answer; ``Euro`` and ``Decimal`` values are turned into cents and text by the framework."""
    appraisal = outcome.appraisal
    answer: dict[str, Any] = {
        "years": appraisal.years,
        "first_year": model.first_year or None,
        "discount_rate": appraisal.discount_rate,
        "reference_date": model.case.reference if model.case.dated else None,
        "dated": [
            {
                "line": stream.line,
                "effect": stream.effect.value,
                "participant": stream.participant,
                "function": stream.function,
                "flows": [{"on": day, "gain": Euro(cents)} for day, cents in stream.dated_gain],
            }
            for stream in streams_of(model.case)
            if stream.dated
        ],
        "participants": [_participant(participant) for participant in appraisal.participants],
        "functions": [_function(function) for function in appraisal.functions],
        "consolidated": _outcome(appraisal.consolidated),
        "division": [
            {
                "name": line.name,
                "kind": line.kind.value,
                "key": line.key or None,
                "total": line.total,
                "parts": dict(line.parts),
            }
            for line in appraisal.division
        ],
        "scenarios": [_scenario(scenario) for scenario in outcome.scenarios],
        "benefits_in_words": [
            {
                "name": benefit.name,
                "text": benefit.text,
                "participants": list(benefit.participants),
                "measured_by": benefit.measured_by,
            }
            for benefit in model.case.benefits_in_words
        ],
    }
    if outcome.simulation is not None:
        answer["simulation"] = {"seed": outcome.seed, **_simulation(outcome.simulation)}
    return answer


def _participant(participant: ParticipantOutcome) -> dict[str, Any]:
    return {
        "name": participant.name,
        **_outcome(participant.outcome),
        "functions": [_function(function) for function in participant.functions],
        "budget": [
            {
                "year": year.year,
                "added_value": year.added_value,
                "from_reserve": year.from_reserve,
                "borrowed": year.borrowed,
                "repaid": year.repaid,
                "interest": year.interest,
                "effect": year.effect,
            }
            for year in participant.budget
        ],
    }


def _function(function: FunctionOutcome) -> dict[str, Any]:
    return {"name": function.name, "benchmark": function.benchmark, **_outcome(function.outcome)}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "years": [
            {
                "year": year.year,
                "baseline": year.baseline,
                "exploitation": year.exploitation,
                "saving": year.saving,
                "benefits": year.benefits,
                "one_off": year.one_off,
                "grants": year.grants,
                "transfers": year.transfers,
                "added_value": year.added_value,
                "cumulative": year.cumulative,
            }
            for year in outcome.years
        ],
        "break_even": {
            "status": outcome.break_even.status.value,
            "year": outcome.break_even.year,
            "moment": outcome.break_even.moment,
        },
        "payback": outcome.break_even.payback,
        "discounted_payback": outcome.discounted_break_even.payback,
        "net_present_value": outcome.net_present_value,
        "internal_rate": {
            "status": outcome.internal_rate.status.value,
            "rate": outcome.internal_rate.rate,
            "rates": list(outcome.internal_rate.rates),
        },
        "structural_saving": outcome.structural_saving,
        "total_one_off": outcome.total_one_off,
        "one_off_by_kind": {kind.value: amount for kind, amount in outcome.one_off_by_kind.items()},
    }


def _scenario(scenario: ScenarioOutcome) -> dict[str, Any]:
    consolidated = scenario.appraisal.consolidated
    return {
        "name": scenario.scenario.name,
        "net_present_value": consolidated.net_present_value,
        "cumulative": consolidated.total_added_value,
        "break_even": {
            "status": consolidated.break_even.status.value,
            "year": consolidated.break_even.year,
            "moment": consolidated.break_even.moment,
        },
        "difference": scenario.difference,
        "differences": dict(scenario.differences),
    }


def _simulation(simulation: Simulation) -> dict[str, Any]:
    return {
        "draws": simulation.draws,
        "participants": [_party(party) for party in simulation.participants],
        "consolidated": _party(simulation.consolidated),
        "chance_all_gain": simulation.chance_all_gain,
        "chance_all_gain_error": simulation.chance_all_gain_error,
        "chance_as_planned": simulation.chance_as_planned,
        "planned": simulation.planned,
        "tornado": [
            {
                "name": swing.name,
                "low_value": swing.low_value,
                "high_value": swing.high_value,
                "at_low": swing.at_low,
                "at_high": swing.at_high,
                "share_of_variance": swing.share,
            }
            for swing in simulation.tornado
        ],
    }


def _party(party: SimulatedParty) -> dict[str, Any]:
    named = {"name": party.name} if party.name else {}
    return {
        **named,
        "chance_of_gain": party.chance_of_gain,
        "chance_error": party.chance_error,
        "mean": party.mean,
        "mean_error": party.mean_error,
        "net_present_value": _band(party.net_present_value),
        "years": _years(party.added_value, party.cumulative),
    }


def _years(added_value: Sequence[Band], cumulative: Sequence[Band]) -> list[dict[str, Any]]:
    return [
        {"year": year, "added_value": _band(added), "cumulative": _band(total)}
        for year, (added, total) in enumerate(zip(added_value, cumulative, strict=True))
    ]


def _band(band: Band) -> dict[str, Any]:
    return {"p10": band.p10, "p50": band.p50, "p90": band.p90}
