"""``bodemplaat choose``, bound together."""

from bodemplaat.surfaces.cli.models.choose.outcome import FORMAT, ChoiceOutcome, choice_json, solve_choice
from bodemplaat.surfaces.cli.models.choose.reading import ChoiceFile, read_choice
from bodemplaat.surfaces.cli.models.choose.report import tell
from bodemplaat.surfaces.cli.models.choose.sheets import SHEETS
from bodemplaat.surfaces.cli.models.work import Work

WORK: Work[ChoiceFile, ChoiceOutcome] = Work(
    read=read_choice,
    solve=solve_choice,
    report=tell,
    as_json=choice_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
