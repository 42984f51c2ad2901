"""``bodemplaat plan``, bound together."""

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.plan.model import PlanFile, PlanOutcome
from bodemplaat.calculations.plan.outcome import solve
from bodemplaat.calculations.plan.output import FORMAT, as_json
from bodemplaat.calculations.plan.reading import read
from bodemplaat.calculations.plan.report import tell
from bodemplaat.calculations.plan.sheets import SHEETS
from bodemplaat.calculations.work import Work

WORK: Work[Reading, PlanFile, PlanOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=tell,
    answer=as_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
