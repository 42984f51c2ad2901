"""``bodemplaat wgr-year``: the budget year of a joint arrangement, from the days on which boards and councils meet."""

from bodemplaat.calculations.file.modelled import model_work
from bodemplaat.calculations.wgr_year.answer import FORMAT, planned_year, solve_year
from bodemplaat.calculations.wgr_year.file import TEMPLATE, read_year
from bodemplaat.calculations.wgr_year.report import tell

WORK = model_work(
    "wgr-year", FORMAT, TEMPLATE, read=read_year, solve=solve_year, report=tell, answer=planned_year
)
