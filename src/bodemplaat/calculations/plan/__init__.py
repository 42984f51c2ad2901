"""``bodemplaat plan``: dates, slack, delays and the chance of meeting a date, from a model file."""

from bodemplaat.calculations.file.modelled import model_work
from bodemplaat.calculations.plan.answer import FORMAT, planning, solve
from bodemplaat.calculations.plan.file import TEMPLATE, read
from bodemplaat.calculations.plan.report import tell

WORK = model_work("plan", FORMAT, TEMPLATE, read=read, solve=solve, report=tell, answer=planning)
