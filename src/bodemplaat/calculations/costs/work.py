"""``bodemplaat costs``, bound together."""

from bodemplaat.calculations.costs.answer import FORMAT, costs_json, reasons
from bodemplaat.calculations.costs.outcome import CostOutcome, solve_costs
from bodemplaat.calculations.costs.reading import CostFile, read_costs
from bodemplaat.calculations.costs.report import tell
from bodemplaat.calculations.costs.sheets import SHEETS
from bodemplaat.calculations.work import Work

WORK: Work[CostFile, CostOutcome] = Work(
    read=read_costs,
    solve=solve_costs,
    report=tell,
    as_json=costs_json,
    explain=reasons,
    format=FORMAT,
    sheets=SHEETS,
)
