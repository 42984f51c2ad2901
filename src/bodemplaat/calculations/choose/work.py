"""``bodemplaat choose``, bound together."""

from bodemplaat.calculations.choose.outcome import FORMAT, ChoiceOutcome, choice_json, solve_choice
from bodemplaat.calculations.choose.reading import ChoiceFile, read_choice
from bodemplaat.calculations.choose.report import tell
from bodemplaat.calculations.choose.sheets import SHEETS
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Work

WORK: Work[Reading, ChoiceFile, ChoiceOutcome] = Work(
    open=load,
    read=read_choice,
    solve=solve_choice,
    report=tell,
    answer=choice_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
