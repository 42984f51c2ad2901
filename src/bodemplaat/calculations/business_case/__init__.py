"""``bodemplaat business-case MODEL``: is it worth it, for whom, when, and how sure is that."""

from bodemplaat.calculations.business_case.answer import FORMAT, CaseOutcome, case, reasons, solve
from bodemplaat.calculations.business_case.file import TEMPLATE, CaseFile, read
from bodemplaat.calculations.business_case.report import report
from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.work import Work

WORK: Work[Reading, CaseFile, CaseOutcome] = Work(
    open=load,
    read=read,
    solve=solve,
    report=report,
    answer=case,
    explain=reasons,
    kind="business-case",
    format=FORMAT,
    sheets=TEMPLATE.sheets,
)
