"""The case worked out: appraised, beside its scenarios, and simulated when asked."""

from dataclasses import dataclass

import numpy as np

from bodemplaat.calculations.business_case.file import CaseFile
from bodemplaat.calculations.work import DRAWN_ON_A_PAGE, Asked, CannotWorkOut
from bodemplaat.engines.business_case import (
    Appraisal,
    ScenarioOutcome,
    Simulation,
    appraise,
    compare,
    simulate,
)
from bodemplaat.kernel import Finding, say


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """The appraisal, the scenarios beside it, and the simulation if one was asked for."""

    appraisal: Appraisal
    scenarios: tuple[ScenarioOutcome, ...] = ()
    simulation: Simulation | None = None
    seed: int = 0


def solve(model: CaseFile, request: Asked) -> CaseOutcome:
    """Appraise, compare the scenarios, and simulate when asked."""
    appraisal = appraise(model.case)
    draws, seed = request.options.get("simulate"), request.options.get("seed", 1)
    if request.on_a_page and model.uncertainty.factors and not model.case.dated:
        draws = DRAWN_ON_A_PAGE
    simulation = None
    if draws and model.case.dated:
        text = say(
            "A case with dated amounts cannot be simulated yet: leave out --simulate, or give its amounts by year."
        )
        raise CannotWorkOut(Finding("case.dated_simulation", "dated", text))
    if draws:
        simulation = simulate(
            model.case,
            model.uncertainty,
            draws=draws,
            random=np.random.default_rng(seed),
            progress=request.progress,
        )
    return CaseOutcome(
        appraisal=appraisal,
        scenarios=tuple(compare(model.case, scenario, appraisal) for scenario in model.scenarios),
        simulation=simulation,
        seed=seed,
    )
