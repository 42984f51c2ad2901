"""``bodemplaat coalition MODEL``: does the coalition hold, what is fair, what keeps it together."""

from bodemplaat.calculations.coalition.answer import FORMAT, coalition, reasons, solve
from bodemplaat.calculations.coalition.file import TEMPLATE, read
from bodemplaat.calculations.coalition.model import CoalitionFile, CoalitionOutcome
from bodemplaat.calculations.coalition.report import report
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Work

WORK: Work[Reading, CoalitionFile, CoalitionOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=report,
    answer=coalition,
    explain=reasons,
    kind="coalition",
    format=FORMAT,
    sheets=TEMPLATE.sheets,
)
