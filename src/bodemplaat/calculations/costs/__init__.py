"""``bodemplaat costs``: cost prices from a model file."""

from bodemplaat.calculations.costs.answer import FORMAT, CostOutcome, costs, reasons, solve_costs
from bodemplaat.calculations.costs.file import TEMPLATE, CostFile, read_costs
from bodemplaat.calculations.costs.report import tell
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Work

WORK: Work[Reading, CostFile, CostOutcome] = Work(
    open=load,
    read=read_costs,
    solve=solve_costs,
    report=tell,
    answer=costs,
    explain=reasons,
    kind="costs",
    format=FORMAT,
    sheets=TEMPLATE.sheets,
)
