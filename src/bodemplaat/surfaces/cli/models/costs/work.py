"""``bodemplaat costs``, bound together."""

from bodemplaat.surfaces.cli.models.costs.answer import FORMAT, costs_json, reasons
from bodemplaat.surfaces.cli.models.costs.outcome import CostOutcome, solve_costs
from bodemplaat.surfaces.cli.models.costs.reading import CostFile, read_costs
from bodemplaat.surfaces.cli.models.costs.report import tell
from bodemplaat.surfaces.cli.models.costs.sheets import SHEETS
from bodemplaat.surfaces.cli.models.work import Work

WORK: Work[CostFile, CostOutcome] = Work(
    read=read_costs,
    solve=solve_costs,
    report=tell,
    as_json=costs_json,
    explain=reasons,
    format=FORMAT,
    sheets=SHEETS,
)
