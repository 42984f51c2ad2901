"""``bodemplaat choose``: a weighted matrix of pluses and minuses from a model file."""

from bodemplaat.calculations.choose.answer import FORMAT, ChoiceOutcome, chosen, solve_choice
from bodemplaat.calculations.choose.file import TEMPLATE, ChoiceFile, read_choice
from bodemplaat.calculations.choose.report import tell
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Work

WORK: Work[Reading, ChoiceFile, ChoiceOutcome] = Work(
    open=load,
    read=read_choice,
    solve=solve_choice,
    report=tell,
    answer=chosen,
    explain=None,
    kind="choose",
    format=FORMAT,
    sheets=TEMPLATE.sheets,
)
