"""``settle``, ``compare-keys`` and ``exit``: dividing a year, choosing how, and what leaving or joining costs.

The three read the same model of a cooperation; ``compare``, ``exit`` and ``entry`` are blocks in it.
"""

from bodemplaat.calculations.file.modelled import model_work
from bodemplaat.calculations.settlement import (
    compare_answer,
    compare_report,
    exit_answer,
    exit_report,
    settle_answer,
    settle_report,
)
from bodemplaat.calculations.settlement.file import (
    COMPARE_TEMPLATE,
    EXIT_TEMPLATE,
    SETTLE_TEMPLATE,
    read_choice,
    read_cooperation,
    read_departure,
)

SETTLE = model_work(
    "settle",
    "bodemplaat.settle/1",
    SETTLE_TEMPLATE,
    read=read_cooperation,
    solve=settle_answer.solve,
    report=settle_report.report,
    answer=settle_answer.settled_year,
    explain=settle_answer.explain,
)
COMPARE_KEYS = model_work(
    "compare-keys",
    "bodemplaat.compare-keys/1",
    COMPARE_TEMPLATE,
    read=read_choice,
    solve=compare_answer.solve,
    report=compare_report.report,
    answer=compare_answer.ways,
    explain=compare_answer.explain,
)
LEAVE = model_work(
    "exit",
    "bodemplaat.exit/1",
    EXIT_TEMPLATE,
    read=read_departure,
    solve=exit_answer.solve,
    report=exit_report.report,
    answer=exit_answer.leaving_and_joining,
    explain=exit_answer.explain,
)
