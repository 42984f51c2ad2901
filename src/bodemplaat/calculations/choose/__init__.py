"""``bodemplaat choose``: a weighted matrix of pluses and minuses from a model file."""

from bodemplaat.calculations.choose.answer import FORMAT, chosen, solve_choice
from bodemplaat.calculations.choose.file import TEMPLATE, read_choice
from bodemplaat.calculations.choose.report import tell
from bodemplaat.calculations.file.modelled import model_work

WORK = model_work(
    "choose", FORMAT, TEMPLATE, read=read_choice, solve=solve_choice, report=tell, answer=chosen
)
