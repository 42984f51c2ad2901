"""``bodemplaat choose``, bound together."""

from bodemplaat.calculations.choose.outcome import FORMAT, ChoiceOutcome, choice_json, solve_choice
from bodemplaat.calculations.choose.reading import ChoiceFile, read_choice
from bodemplaat.calculations.choose.report import tell
from bodemplaat.calculations.choose.sheets import SHEETS
from bodemplaat.calculations.work import Work

WORK: Work[ChoiceFile, ChoiceOutcome] = Work(
    read=read_choice,
    solve=solve_choice,
    report=tell,
    as_json=choice_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
