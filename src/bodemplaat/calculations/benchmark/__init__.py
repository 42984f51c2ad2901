"""``bodemplaat benchmark``: own budget per inhabitant beside comparable municipalities, from an Iv3 file."""

from bodemplaat.calculations.benchmark.answer import FORMAT, BudgetFile, Outcome, benchmark, read, solve
from bodemplaat.calculations.benchmark.report import report
from bodemplaat.calculations.work import OpenedTable, Work, open_table

WORK: Work[OpenedTable, BudgetFile, Outcome] = Work(
    open=open_table,
    read=read,
    solve=solve,
    report=report,
    answer=benchmark,
    explain=None,
    kind="benchmark",
    format=FORMAT,
    common=(),
)
