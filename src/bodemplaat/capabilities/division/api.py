"""The door of division: which process of a cooperation is whose (the cut), and what that allows.

``processes`` and ``process`` are the start content, the same for everybody, so without an actor. A version is drafted,
proposed by one, adopted by another, and holds from its day until the next. ``may_provide`` and ``cuts_in_force`` answer what
may be offered to whom; a cooperation without an adopted cut is as it was.
"""

from bodemplaat.capabilities.division.commands.adopting import (
    adopt_cut,
    consent_to_cut,
    drop_cut,
    propose_cut,
    refuse_cut,
    withdraw_cut,
)
from bodemplaat.capabilities.division.commands.drawing_up import (
    LONGEST_TEXT,
    MOST_PARTS,
    change_row,
    draft_cut,
    follow_common_row,
    name_functions,
)
from bodemplaat.capabilities.division.errors import TaskGoesElsewhere, UnsoundCut
from bodemplaat.capabilities.division.events import CUT_ADOPTED, CUT_PROPOSED
from bodemplaat.capabilities.division.notifications import CutMessages
from bodemplaat.capabilities.division.policies import MAKERS, READERS
from bodemplaat.capabilities.division.queries.in_force import (
    CutsInForce,
    check_service_follows_cut,
    check_task_follows_cut,
    cuts_in_force,
    elsewhere_since,
    may_provide,
    processes_elsewhere,
)
from bodemplaat.capabilities.division.queries.versions import cut_view, cuts_of
from bodemplaat.capabilities.division.reckoning.checks import (
    PAIRS,
    Customer,
    CutFinding,
    Pair,
    check_cut,
    needs_functions,
)
from bodemplaat.capabilities.division.reckoning.cut import (
    Cut,
    Filling,
    Row,
    RowDifference,
    Side,
    SubProcess,
    differences,
    filled,
)
from bodemplaat.capabilities.division.reckoning.processes import (
    MUNICIPALITY,
    Origin,
    Process,
    ProcessList,
    divisible,
    process,
    processes,
    processes_of_task,
)
from bodemplaat.capabilities.division.values import CooperationCuts, CutView, Party, TaskMove, VersionView

__all__ = [
    "CUT_ADOPTED",
    "CUT_PROPOSED",
    "LONGEST_TEXT",
    "MAKERS",
    "MOST_PARTS",
    "MUNICIPALITY",
    "PAIRS",
    "READERS",
    "CooperationCuts",
    "Customer",
    "Cut",
    "CutFinding",
    "CutMessages",
    "CutView",
    "CutsInForce",
    "Filling",
    "Origin",
    "Pair",
    "Party",
    "Process",
    "ProcessList",
    "Row",
    "RowDifference",
    "Side",
    "SubProcess",
    "TaskGoesElsewhere",
    "TaskMove",
    "UnsoundCut",
    "VersionView",
    "adopt_cut",
    "change_row",
    "check_cut",
    "check_service_follows_cut",
    "check_task_follows_cut",
    "consent_to_cut",
    "cut_view",
    "cuts_in_force",
    "cuts_of",
    "differences",
    "divisible",
    "draft_cut",
    "drop_cut",
    "elsewhere_since",
    "filled",
    "follow_common_row",
    "may_provide",
    "name_functions",
    "needs_functions",
    "process",
    "processes",
    "processes_elsewhere",
    "processes_of_task",
    "propose_cut",
    "refuse_cut",
    "withdraw_cut",
]
