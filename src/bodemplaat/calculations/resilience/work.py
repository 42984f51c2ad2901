"""``bodemplaat resilience``, bound together."""

from bodemplaat.calculations.resilience.outcome import FORMAT, ResilienceOutcome, as_json, solve
from bodemplaat.calculations.resilience.reading import ResilienceFile, read
from bodemplaat.calculations.resilience.report import tell
from bodemplaat.calculations.resilience.sheets import SHEETS
from bodemplaat.calculations.work import Work

WORK: Work[ResilienceFile, ResilienceOutcome] = Work(
    read=read,
    solve=solve,
    report=tell,
    as_json=as_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
