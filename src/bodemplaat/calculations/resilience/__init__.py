"""``bodemplaat resilience``: how vulnerable functions are, alone and pooled, from a model file."""

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.resilience.answer import FORMAT, ResilienceOutcome, resilience, solve
from bodemplaat.calculations.resilience.file import TEMPLATE, ResilienceFile, read
from bodemplaat.calculations.resilience.report import tell
from bodemplaat.calculations.work import Work

WORK: Work[Reading, ResilienceFile, ResilienceOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=tell,
    answer=resilience,
    explain=None,
    kind="resilience",
    format=FORMAT,
    sheets=TEMPLATE.sheets,
)
