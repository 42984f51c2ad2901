"""Dividing what a cooperation costs over those who take part in it, and what it costs to leave or join.

``settle`` an ``Arrangement`` into a ``Settlement``: contributions, use, start-up costs, advances, the year-end
recalculation and the result shared; ``clear`` who owes whom; ``compare`` keys and ``phase_in`` a change; ``leave`` and
``join``. Amounts are whole cents that add up at every stage, a credit mirrors its debit, the order of anything
changes nothing, and nobody pays for a service they do not take. Every amount carries a ``Trace``.
"""

from bodemplaat.engines.settlement.account import Post, Settlement
from bodemplaat.engines.settlement.arrangement import Advance, Arrangement, Recalculation
from bodemplaat.engines.settlement.bases import (
    Basis,
    Counted,
    Equal,
    Fixed,
    Mixture,
    Moment,
    NotDivisible,
    PhaseIn,
    shares,
)
from bodemplaat.engines.settlement.clearing import Clearing, Debt, clear
from bodemplaat.engines.settlement.comparison import Outcome, Scenario, Step, compare, phase_in
from bodemplaat.engines.settlement.costs import CostLine, Item, Kind
from bodemplaat.engines.settlement.division import CannotDivide, Division, divide_costs
from bodemplaat.engines.settlement.joining import Connection, Entry, EntryCase, Investment, join
from bodemplaat.engines.settlement.keys import (
    AllocationKey,
    ByKey,
    Cascade,
    Guarantee,
    Keys,
)
from bodemplaat.engines.settlement.leaving import Exit, ExitCase, Rule, Stranded, Term, leave
from bodemplaat.engines.settlement.participants import ALWAYS, Figure, Figures, Participant
from bodemplaat.engines.settlement.passing import passed_on
from bodemplaat.engines.settlement.result import Efficiency, Reserve, Result
from bodemplaat.engines.settlement.settle import settle
from bodemplaat.engines.settlement.spans import Calendar
from bodemplaat.engines.settlement.sureties import Guaranteed, Surety
from bodemplaat.engines.settlement.tariffs import Service, ServiceBill, Tariff, Volume

__all__ = [
    "ALWAYS",
    "Advance",
    "AllocationKey",
    "Arrangement",
    "Basis",
    "ByKey",
    "Calendar",
    "CannotDivide",
    "Cascade",
    "Clearing",
    "Connection",
    "CostLine",
    "Counted",
    "Debt",
    "Division",
    "Efficiency",
    "Entry",
    "EntryCase",
    "Equal",
    "Exit",
    "ExitCase",
    "Figure",
    "Figures",
    "Fixed",
    "Guarantee",
    "Guaranteed",
    "Investment",
    "Item",
    "Keys",
    "Kind",
    "Mixture",
    "Moment",
    "NotDivisible",
    "Outcome",
    "Participant",
    "PhaseIn",
    "Post",
    "Recalculation",
    "Reserve",
    "Result",
    "Rule",
    "Scenario",
    "Service",
    "ServiceBill",
    "Settlement",
    "Step",
    "Stranded",
    "Surety",
    "Tariff",
    "Term",
    "Volume",
    "clear",
    "compare",
    "divide_costs",
    "join",
    "leave",
    "passed_on",
    "phase_in",
    "settle",
    "shares",
]
