"""The business case bound to its file, its answer and its report."""

import numpy as np

from bodemplaat.calculations.business_case.model import CaseFile
from bodemplaat.calculations.business_case.outcome import CaseOutcome
from bodemplaat.calculations.business_case.output import as_json
from bodemplaat.calculations.business_case.reading import read
from bodemplaat.calculations.business_case.reasons import reasons
from bodemplaat.calculations.business_case.report import report
from bodemplaat.calculations.business_case.sheets import SHEETS
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Asked, CannotWorkOut, Work
from bodemplaat.engines.business_case import (
    appraise,
    compare,
    simulate,
)
from bodemplaat.kernel import Finding, say

FORMAT = "bodemplaat.business-case/1"


def solve(model: CaseFile, asked: Asked) -> CaseOutcome:
    """Appraise, compare the scenarios, and simulate when asked."""
    appraisal = appraise(model.case)
    draws, seed = asked.options.get("simulate"), asked.options.get("seed", 1)
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
            progress=asked.progress,
        )
    return CaseOutcome(
        appraisal=appraisal,
        scenarios=tuple(compare(model.case, scenario, appraisal) for scenario in model.scenarios),
        simulation=simulation,
        seed=seed,
    )


WORK: Work[Reading, CaseFile, CaseOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=report,
    answer=as_json,
    explain=reasons,
    format=FORMAT,
    sheets=SHEETS,
)
