"""``bodemplaat coalition MODEL``: does the coalition hold, what is fair, what keeps it together."""

from bodemplaat.calculations.coalition.answer import FORMAT, coalition, reasons, solve
from bodemplaat.calculations.coalition.file import TEMPLATE, read
from bodemplaat.calculations.coalition.report import report
from bodemplaat.calculations.file.modelled import model_work

WORK = model_work(
    "coalition", FORMAT, TEMPLATE, read=read, solve=solve, report=report, answer=coalition, explain=reasons
)
