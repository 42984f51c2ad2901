"""``bodemplaat resilience``, bound together."""

from bodemplaat.surfaces.cli.models.resilience.outcome import FORMAT, ResilienceOutcome, as_json, solve
from bodemplaat.surfaces.cli.models.resilience.reading import ResilienceFile, read
from bodemplaat.surfaces.cli.models.resilience.report import tell
from bodemplaat.surfaces.cli.models.resilience.sheets import SHEETS
from bodemplaat.surfaces.cli.models.work import Work

WORK: Work[ResilienceFile, ResilienceOutcome] = Work(
    read=read,
    solve=solve,
    report=tell,
    as_json=as_json,
    explain=None,
    format=FORMAT,
    sheets=SHEETS,
)
