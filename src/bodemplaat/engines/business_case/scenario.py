"""Scenarios: the same case under other assumptions, and what each of them differs from the case itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bodemplaat.engines.business_case.appraise import appraise
from bodemplaat.engines.business_case.check import check
from bodemplaat.engines.business_case.model import (
    Amounts,
    BusinessCase,
    Dated,
    FunctionCase,
    Participant,
    Recurring,
)
from bodemplaat.engines.business_case.result import Appraisal
from bodemplaat.kernel import Euro, Finding, Rounding, say

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is different. Factors multiply; ``delay`` is in whole years; ``without`` names who stays out.

    When someone stays out, what was divided by a key is divided over those who remain; what they bore
    themselves, and compensation to or from them, goes with them.
    """

    name: str
    saving: Decimal = ONE
    one_off: Decimal = ONE
    running_costs: Decimal = ONE
    benefits: Decimal = ONE
    delay: int = 0
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioOutcome:
    """A scenario, its outcome, and the difference in net present value for each participant and the whole."""

    scenario: Scenario
    appraisal: Appraisal
    difference: Euro
    differences: Mapping[str, Euro]


def check_scenario(case: BusinessCase, scenario: Scenario, place: str) -> tuple[Finding, ...]:
    """What is wrong with a scenario; the case itself is checked with ``check``."""
    names = [participant.name for participant in case.participants]
    findings = [
        Finding(
            "case.unknown_participant",
            f"{place}.without",
            say("'{participant}' is not a participant; choose from: {known}."),
            {"participant": name, "known": ", ".join(names)},
        )
        for name in scenario.without
        if name not in names
    ]
    if set(names) <= set(scenario.without):
        findings.append(
            Finding("scenario.empty", f"{place}.without", say("Nobody remains: leave someone in."))
        )
    elif not findings:
        findings += [
            Finding(
                "scenario.unborne",
                f"{place}.without",
                say("Without them nobody bears '{line}': give it another key or participant."),
                {"line": _line_at(under(case, scenario), finding.place)},
            )
            for finding in check(under(case, scenario))
            if finding.code in ("case.empty_key", "case.unknown_function")
        ]
    if not 0 <= scenario.delay <= case.years:
        findings.append(
            Finding(
                "scenario.delay",
                f"{place}.delay",
                say("A delay is 0 to {years} {years:year|years}."),
                {"years": case.years},
            )
        )
    return tuple(findings)


def _line_at(case: BusinessCase, place: str) -> str:
    """The name of the line a finding points at, such as ``one_offs.2.key``."""
    section, number, *_ = place.split(".")
    name: str = getattr(case, section)[int(number)].name
    return name


def compare(case: BusinessCase, scenario: Scenario, planned: Appraisal) -> ScenarioOutcome:
    """Appraise the scenario beside the case as ``planned``; who stays out has zero, so loses what it had."""
    outcome = appraise(under(case, scenario))
    values = {p.name: p.outcome.net_present_value for p in outcome.participants}
    return ScenarioOutcome(
        scenario=scenario,
        appraisal=outcome,
        difference=outcome.consolidated.net_present_value - planned.consolidated.net_present_value,
        differences={
            p.name: values.get(p.name, Euro(0)) - p.outcome.net_present_value for p in planned.participants
        },
    )


def under(case: BusinessCase, scenario: Scenario) -> BusinessCase:
    """The case as the scenario has it."""
    out = set(scenario.without)
    return replace(
        case,
        participants=tuple(_changed(p, scenario) for p in case.participants if p.name not in out),
        keys={
            name: {p: weight for p, weight in weights.items() if p not in out}
            for name, weights in case.keys.items()
        },
        one_offs=tuple(
            replace(
                line,
                amounts=_times(line.amounts, scenario.one_off),
                dated=_times_dated(line.dated, scenario.one_off),
            )
            for line in case.one_offs
            if line.bearer.participant not in out
        ),
        running_costs=_recurring(case.running_costs, scenario.running_costs, out),
        benefits=_recurring(case.benefits, scenario.benefits, out),
        risks=tuple(risk for risk in case.risks if risk.bearer.participant not in out),
        grants=tuple(grant for grant in case.grants if grant.bearer.participant not in out),
        covers=tuple(cover for cover in case.covers if cover.participant not in out),
        transfers=tuple(t for t in case.transfers if t.payer not in out and t.receiver not in out),
    )


def _changed(participant: Participant, scenario: Scenario) -> Participant:
    return replace(
        participant, functions=tuple(_later(function, scenario) for function in participant.functions)
    )


def _later(function: FunctionCase, scenario: Scenario) -> FunctionCase:
    shares = tuple(share * scenario.saving for share in function.profile)
    return replace(function, profile=(Decimal(0),) * scenario.delay + shares)


def _recurring(lines: tuple[Recurring, ...], factor: Decimal, out: set[str]) -> tuple[Recurring, ...]:
    return tuple(
        replace(line, amounts=_times(line.amounts, factor), dated=_times_dated(line.dated, factor))
        for line in lines
        if line.bearer.participant not in out
    )


def _times_dated(dated: tuple[Dated, ...], factor: Decimal) -> tuple[Dated, ...]:
    return tuple(replace(each, amount=each.amount.times(factor, Rounding.HALF_UP)) for each in dated)


def _times(amounts: Amounts, factor: Decimal) -> Amounts:
    return {year: amount.times(factor, Rounding.HALF_UP) for year, amount in amounts.items()}
