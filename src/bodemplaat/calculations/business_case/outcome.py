"""All that the command worked out."""

from dataclasses import dataclass

from bodemplaat.engines.business_case import Appraisal, ScenarioOutcome, Simulation


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """The appraisal, the scenarios beside it, and the simulation if one was asked for."""

    appraisal: Appraisal
    scenarios: tuple[ScenarioOutcome, ...] = ()
    simulation: Simulation | None = None
    seed: int = 0
