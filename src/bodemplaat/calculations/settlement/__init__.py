"""``settle``, ``compare-keys`` and ``exit``: dividing a year, choosing how, and what leaving or joining costs.

The three read the same model of a cooperation; ``compare`` , ``exit`` and ``entry`` are blocks in it.
"""

from bodemplaat.calculations.file.load import load
from bodemplaat.calculations.file.reading import Reading
from bodemplaat.calculations.settlement import (
    compare_answer,
    compare_report,
    exit_answer,
    exit_report,
    settle_answer,
    settle_report,
)
from bodemplaat.calculations.settlement.compare_answer import Comparison
from bodemplaat.calculations.settlement.exit_answer import Consequences
from bodemplaat.calculations.settlement.model import Choice, Cooperation, Departure
from bodemplaat.calculations.settlement.sheets import COMPARE, COOPERATION, EXIT
from bodemplaat.calculations.work import Work
from bodemplaat.engines.settlement import Settlement

SETTLE: Work[Reading, Cooperation, Settlement] = Work(
    open=load,
    read=settle_answer.read,
    solve=settle_answer.solve,
    report=settle_report.report,
    answer=settle_answer.settled_year,
    explain=settle_answer.explain,
    format="bodemplaat.settle/1",
    sheets=COOPERATION,
)
COMPARE_KEYS: Work[Reading, Choice, Comparison] = Work(
    open=load,
    read=compare_answer.read,
    solve=compare_answer.solve,
    report=compare_report.report,
    answer=compare_answer.ways,
    explain=compare_answer.explain,
    format="bodemplaat.compare-keys/1",
    sheets=(*COOPERATION, *COMPARE),
)
LEAVE: Work[Reading, Departure, Consequences] = Work(
    open=load,
    read=exit_answer.read,
    solve=exit_answer.solve,
    report=exit_report.report,
    answer=exit_answer.leaving_and_joining,
    explain=exit_answer.explain,
    format="bodemplaat.exit/1",
    sheets=(*COOPERATION, *EXIT),
)
