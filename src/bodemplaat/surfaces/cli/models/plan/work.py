"""``bodemplaat plan``, bound together."""

from bodemplaat.surfaces.cli.models.plan.model import PlanFile, PlanOutcome
from bodemplaat.surfaces.cli.models.plan.outcome import solve
from bodemplaat.surfaces.cli.models.plan.output import FORMAT, as_json
from bodemplaat.surfaces.cli.models.plan.reading import read
from bodemplaat.surfaces.cli.models.plan.report import tell
from bodemplaat.surfaces.cli.models.plan.sheets import SHEETS
from bodemplaat.surfaces.cli.models.work import Work

WORK: Work[PlanFile, PlanOutcome] = Work(
    read=read,
    solve=solve,
    report=tell,
    as_json=as_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
