"""``settle``, ``compare-keys`` and ``exit``: dividing a year, choosing how, and what leaving or joining costs.

The three read the same model of a cooperation; ``compare``, ``exit`` and ``entry`` are blocks in it.
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
from bodemplaat.calculations.settlement.file import (
    COMPARE_TEMPLATE,
    EXIT_TEMPLATE,
    SETTLE_TEMPLATE,
    Choice,
    Cooperation,
    Departure,
    read_choice,
    read_cooperation,
    read_departure,
)
from bodemplaat.calculations.work import Work
from bodemplaat.engines.settlement import Settlement

SETTLE: Work[Reading, Cooperation, Settlement] = Work(
    open=load,
    read=read_cooperation,
    solve=settle_answer.solve,
    report=settle_report.report,
    answer=settle_answer.settled_year,
    explain=settle_answer.explain,
    kind="settle",
    format="bodemplaat.settle/1",
    sheets=SETTLE_TEMPLATE.sheets,
)
COMPARE_KEYS: Work[Reading, Choice, Comparison] = Work(
    open=load,
    read=read_choice,
    solve=compare_answer.solve,
    report=compare_report.report,
    answer=compare_answer.ways,
    explain=compare_answer.explain,
    kind="compare-keys",
    format="bodemplaat.compare-keys/1",
    sheets=COMPARE_TEMPLATE.sheets,
)
LEAVE: Work[Reading, Departure, Consequences] = Work(
    open=load,
    read=read_departure,
    solve=exit_answer.solve,
    report=exit_report.report,
    answer=exit_answer.leaving_and_joining,
    explain=exit_answer.explain,
    kind="exit",
    format="bodemplaat.exit/1",
    sheets=EXIT_TEMPLATE.sheets,
)
