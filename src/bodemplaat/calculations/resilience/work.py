"""``bodemplaat resilience``, bound together."""

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.resilience.outcome import FORMAT, ResilienceOutcome, as_json, solve
from bodemplaat.calculations.resilience.reading import ResilienceFile, read
from bodemplaat.calculations.resilience.report import tell
from bodemplaat.calculations.resilience.sheets import SHEETS
from bodemplaat.calculations.work import Work

WORK: Work[Reading, ResilienceFile, ResilienceOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=tell,
    answer=as_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
