"""``bodemplaat measure LOG``: what another system's records say of how long cases took.

``question`` the options and mapping understood · ``log`` rows to courses ·
``baseline`` the figures · ``report`` and ``pictures`` what is told · ``answer`` from file to answer.
"""

from bodemplaat.calculations.measure.answer import FORMAT, Log, measured, read, solve
from bodemplaat.calculations.measure.baseline import Baseline
from bodemplaat.calculations.measure.report import report
from bodemplaat.calculations.work import OpenedTable, Work, open_table

WORK: Work[OpenedTable, Log, Baseline] = Work(
    open=open_table,
    read=read,
    solve=solve,
    report=report,
    answer=measured,
    explain=None,
    kind="measure",
    format=FORMAT,
    common=("assumptions",),
)
