"""``bodemplaat costs``: cost prices from a model file."""

from bodemplaat.calculations.costs.answer import FORMAT, costs, reasons, solve_costs
from bodemplaat.calculations.costs.file import TEMPLATE, read_costs
from bodemplaat.calculations.costs.report import tell
from bodemplaat.calculations.file.modelled import model_work

WORK = model_work(
    "costs", FORMAT, TEMPLATE, read=read_costs, solve=solve_costs, report=tell, answer=costs, explain=reasons
)
