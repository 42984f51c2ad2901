"""The life of a case, as data: its state is what its events, in the order of their moments, make of it."""

from collections.abc import Iterable, Mapping
from typing import Final

from bodemplaat.capabilities.cases.vocabulary import CaseAct, CaseMove, CaseState
from bodemplaat.kernel import Lifecycle, Move

RECEIVED, IN_PROGRESS, REOPENED = CaseState.RECEIVED, CaseState.IN_PROGRESS, CaseState.REOPENED
WAITS_FOR_CUSTOMER, WAITS_FOR_THIRD = CaseState.WAITS_FOR_CUSTOMER, CaseState.WAITS_FOR_THIRD
SECOND_CHECK: Final = CaseState.SECOND_CHECK
CLOSED, WITHDRAWN, MERGED = CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.MERGED

WAITING: Final = (WAITS_FOR_CUSTOMER, WAITS_FOR_THIRD)
OPEN: Final = (RECEIVED, IN_PROGRESS, *WAITING, REOPENED, SECOND_CHECK)
"""The states in which something has still to be done."""
OVER: Final = (CLOSED, WITHDRAWN, MERGED)
"""The states in which nothing is done any more; a merged case goes on in another."""
_RUNNING: Final = (RECEIVED, IN_PROGRESS, REOPENED)


def _while_waiting(name: CaseMove) -> tuple[Move, ...]:
    """What may be done while a case waits leaves it waiting."""
    return tuple(Move(name, (state,), state) for state in WAITING)


CASE: Final = Lifecycle(
    name="case",
    initial=RECEIVED,
    states=tuple(CaseState),
    moves=(
        Move(CaseMove.TAKE, _RUNNING, IN_PROGRESS),
        *_while_waiting(CaseMove.TAKE),
        Move(CaseMove.PUT_BACK, _RUNNING, RECEIVED),
        *_while_waiting(CaseMove.PUT_BACK),
        Move(CaseMove.ASK, (*_RUNNING, *WAITING), WAITS_FOR_CUSTOMER),
        Move(CaseMove.WAIT, (*_RUNNING, *WAITING), WAITS_FOR_THIRD),
        Move(CaseMove.RESUME, WAITING, IN_PROGRESS),
        Move(CaseMove.ANSWER, _RUNNING, IN_PROGRESS),
        *_while_waiting(CaseMove.ANSWER),
        Move(CaseMove.OTHER_LINE, _RUNNING, RECEIVED),
        *_while_waiting(CaseMove.OTHER_LINE),
        Move(CaseMove.ASK_CHECK, _RUNNING, SECOND_CHECK),
        Move(CaseMove.SEND_BACK, (SECOND_CHECK,), IN_PROGRESS),
        Move(CaseMove.CLOSE, OPEN, CLOSED),
        Move(CaseMove.REOPEN, (CLOSED,), REOPENED),
        Move(CaseMove.WITHDRAW, OPEN, WITHDRAWN),
        Move(CaseMove.MERGE, OPEN, MERGED),
        Move(CaseMove.UNMERGE, (MERGED,), RECEIVED),
    ),
)

MOVE_OF: Final[Mapping[CaseAct, CaseMove]] = {
    CaseAct.ASSIGNED: CaseMove.TAKE,
    CaseAct.TAKEN: CaseMove.TAKE,
    CaseAct.PUT_BACK: CaseMove.PUT_BACK,
    CaseAct.WAITS_FOR_CUSTOMER: CaseMove.ASK,
    CaseAct.WAITS_FOR_THIRD: CaseMove.WAIT,
    CaseAct.RESUMED: CaseMove.RESUME,
    CaseAct.ANSWERED: CaseMove.ANSWER,
    CaseAct.OTHER_LINE: CaseMove.OTHER_LINE,
    CaseAct.CHECK_ASKED: CaseMove.ASK_CHECK,
    CaseAct.SENT_BACK: CaseMove.SEND_BACK,
    CaseAct.CLOSED: CaseMove.CLOSE,
    CaseAct.REOPENED: CaseMove.REOPEN,
    CaseAct.WITHDRAWN: CaseMove.WITHDRAW,
    CaseAct.MERGED: CaseMove.MERGE,
    CaseAct.UNMERGED: CaseMove.UNMERGE,
}
"""By which move an act changes the state; every other act leaves it as it is."""


def state_of(acts: Iterable[CaseAct]) -> CaseState:
    """The state that these acts, in order and from the receipt on, lead to; raises ``IllegalMove`` for one that cannot follow."""
    state: str = CASE.initial
    for act in acts:
        if act in MOVE_OF:
            state = CASE.after(state, MOVE_OF[act])
    return CaseState(state)
