"""The life of a case, as data: its state is what its events, in the order of their moments, make of it."""

from collections.abc import Iterable, Mapping
from typing import Final

from bodemplaat.capabilities.cases.vocabulary import CaseAct, CaseState
from bodemplaat.kernel import Lifecycle, Move

RECEIVED, IN_PROGRESS, REOPENED = CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.REOPENED
WAITS_FOR_CUSTOMER, WAITS_FOR_THIRD = CaseState.WAITS_FOR_CUSTOMER, CaseState.WAITS_FOR_THIRD
CLOSED, WITHDRAWN, MERGED = CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.MERGED

WAITING: Final = (WAITS_FOR_CUSTOMER, WAITS_FOR_THIRD)
OPEN: Final = (RECEIVED, IN_PROGRESS, *WAITING, REOPENED)
"""The states in which something has still to be done."""
OVER: Final = (CLOSED, WITHDRAWN, MERGED)
"""The states in which nothing is done any more; a merged case goes on in another."""
_RUNNING: Final = (RECEIVED, IN_PROGRESS, REOPENED)


def _while_waiting(name: str) -> tuple[Move, ...]:
    """What may be done while a case waits leaves it waiting."""
    return tuple(Move(name, (state,), state) for state in WAITING)


CASE: Final = Lifecycle(
    name="case",
    initial=RECEIVED,
    states=tuple(CaseState),
    moves=(
        Move("take", _RUNNING, IN_PROGRESS),
        *_while_waiting("take"),
        Move("put_back", _RUNNING, RECEIVED),
        *_while_waiting("put_back"),
        Move("ask", (*_RUNNING, *WAITING), WAITS_FOR_CUSTOMER),
        Move("wait", (*_RUNNING, *WAITING), WAITS_FOR_THIRD),
        Move("resume", WAITING, IN_PROGRESS),
        Move("answer", _RUNNING, IN_PROGRESS),
        *_while_waiting("answer"),
        Move("other_line", _RUNNING, RECEIVED),
        *_while_waiting("other_line"),
        Move("close", OPEN, CLOSED),
        Move("reopen", (CLOSED,), REOPENED),
        Move("withdraw", OPEN, WITHDRAWN),
        Move("merge", OPEN, MERGED),
        Move("unmerge", (MERGED,), RECEIVED),
    ),
)

MOVE_OF: Final[Mapping[CaseAct, str]] = {
    CaseAct.ASSIGNED: "take",
    CaseAct.TAKEN: "take",
    CaseAct.PUT_BACK: "put_back",
    CaseAct.WAITS_FOR_CUSTOMER: "ask",
    CaseAct.WAITS_FOR_THIRD: "wait",
    CaseAct.RESUMED: "resume",
    CaseAct.ANSWERED: "answer",
    CaseAct.OTHER_LINE: "other_line",
    CaseAct.CLOSED: "close",
    CaseAct.REOPENED: "reopen",
    CaseAct.WITHDRAWN: "withdraw",
    CaseAct.MERGED: "merge",
    CaseAct.UNMERGED: "unmerge",
}
"""By which move an act changes the state; every other act leaves it as it is."""


def state_of(acts: Iterable[CaseAct]) -> CaseState:
    """The state that these acts, in order and from the receipt on, lead to; raises ``IllegalMove`` for one that cannot follow."""
    state: str = CASE.initial
    for act in acts:
        if act in MOVE_OF:
            state = CASE.after(state, MOVE_OF[act])
    return CaseState(state)
