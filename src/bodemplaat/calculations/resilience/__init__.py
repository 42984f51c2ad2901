"""``bodemplaat resilience``: how vulnerable functions are, alone and pooled, from a model file."""

from bodemplaat.calculations.file.modelled import model_work
from bodemplaat.calculations.resilience.answer import FORMAT, resilience, solve
from bodemplaat.calculations.resilience.file import TEMPLATE, read
from bodemplaat.calculations.resilience.report import tell

WORK = model_work("resilience", FORMAT, TEMPLATE, read=read, solve=solve, report=tell, answer=resilience)
