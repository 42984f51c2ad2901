"""``bodemplaat business-case MODEL``: is it worth it, for whom, when, and how sure is that."""

from bodemplaat.calculations.business_case.answer import FORMAT, case, reasons, solve
from bodemplaat.calculations.business_case.file import TEMPLATE, read
from bodemplaat.calculations.business_case.report import report
from bodemplaat.calculations.file.modelled import model_work

WORK = model_work(
    "business-case", FORMAT, TEMPLATE, read=read, solve=solve, report=report, answer=case, explain=reasons
)
