"""``bodemplaat plan``: dates, slack, delays and the chance of meeting a date, from a model file."""

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.plan.answer import FORMAT, planning, solve
from bodemplaat.calculations.plan.file import TEMPLATE, read
from bodemplaat.calculations.plan.model import PlanFile, PlanOutcome
from bodemplaat.calculations.plan.report import tell
from bodemplaat.calculations.work import Work

WORK: Work[Reading, PlanFile, PlanOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=tell,
    answer=planning,
    explain=None,
    kind="plan",
    format=FORMAT,
    sheets=TEMPLATE.sheets,
)
