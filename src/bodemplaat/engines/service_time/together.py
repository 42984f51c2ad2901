"""What many cases went through, side by side: those with the same moves in the same order are followed once.

Whether a history is possible, and where its pauses begin and end, hangs on its moves and on which moment comes before which, not
on the moments themselves. So ``follow`` is asked for every order of moves once, with places in it for instants, and
its answer is read back in the instants of each case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from bodemplaat.engines.service_time.counters import Instants
from bodemplaat.engines.service_time.course import ImpossibleHistory, follow
from bodemplaat.engines.service_time.many import NOT_A_TIME, Cases
from bodemplaat.engines.service_time.norm import Norm
from bodemplaat.kernel.later import later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = later("numpy")

Moves = tuple[tuple[str, str], ...]
"""What a case went through, in order: each move with the cause of a suspension (else empty)."""
Places: TypeAlias = "NDArray[np.intp]"
MOST_ORDERS: Final = 1 << 12
"""Orders of moves that are remembered."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Each stretch in which a clock stood still, side by side: of which case, for which of ``causes``, from when until when."""

    causes: tuple[str, ...]
    case: Places
    cause: Places
    start: Instants
    end: Instants


@dataclass(frozen=True, slots=True)
class Courses:
    """The courses of n cases side by side, each what ``follow`` says of it; those that are impossible are not ``possible``.

    ``paused`` and ``resumed`` are n × k: pauses that touch are one, filled up as in ``Cases``. Of an impossible case only ``received`` means anything.
    """

    possible: NDArray[np.bool_]
    closed: NDArray[np.bool_]
    received: Instants
    ended: Instants
    paused: Instants
    resumed: Instants
    waits: Waits

    def under(self, norm: Norm, places: Places) -> Cases:
        """Some of the cases, all with the same norm."""
        columns = (self.received, self.ended, self.paused, self.resumed)
        received, ended, paused, resumed = (each[places].view("datetime64[us]") for each in columns)
        return Cases.under_one_norm(norm, received=received, ended=ended, paused=paused, resumed=resumed)


def follow_many(histories: Iterable[tuple[Moves, Sequence[int]]], *, as_of: int) -> Courses:
    """The courses of cases from their moves and instants, each in order: the instant of receipt first, then one for each move.

    What comes after ``as_of`` is not looked at; a case is received by then.
    """
    alike: dict[Moves, list[tuple[int, Sequence[int]]]] = defaultdict(list)
    count = 0
    for count, (moves, instants) in enumerate(histories, 1):
        whole = max(instants) <= as_of
        known, at = (moves, instants) if whole else _until(as_of, moves, instants)
        alike[known].append((count - 1, at))
    return _side_by_side(count, [*_in_orders(alike, as_of)])


def _until(as_of: int, moves: Moves, instants: Sequence[int]) -> tuple[Moves, Sequence[int]]:
    known = [(at, move) for at, move in zip(instants[1:], moves, strict=True) if at <= as_of]
    return tuple(move for _, move in known), [instants[0], *(at for at, _ in known)]


@dataclass(frozen=True, slots=True)
class _Order:
    """What becomes of every case with the same moves in the same order; numbers are columns of its instants, that of asking the last."""

    is_closed: bool
    end: int
    still: tuple[tuple[int, int], ...]
    pauses: tuple[tuple[int, int, str], ...]


_Group = tuple[_Order | None, Places, Instants]
"""Cases of one order, ``None`` where it is impossible: which they are, and their instants with that of asking, n × columns."""


def _in_orders(alike: dict[Moves, list[tuple[int, Sequence[int]]]], as_of: int) -> Iterator[_Group]:
    for moves, cases in alike.items():
        places = np.array([place for place, _ in cases], dtype=np.intp)
        instants = np.array([(*of_one, as_of) for _, of_one in cases], dtype=np.int64)
        rising = (instants[:, 1:] > instants[:, :-1]).all(axis=1)
        if rising.any():
            order = _order(moves, tuple(range(len(moves) + 2)))
            yield order, places[rising], instants[rising]
        by_rank: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for row in np.flatnonzero(~rising).tolist():
            by_rank[_ranks(instants[row].tolist())].append(row)
        for ranks, rows in by_rank.items():
            yield _order(moves, ranks), places[rows], instants[rows]


def _ranks(instants: Sequence[int]) -> tuple[int, ...]:
    rank = {at: number for number, at in enumerate(sorted(set(instants)))}
    return tuple(rank[at] for at in instants)


@lru_cache(maxsize=MOST_ORDERS)
def _order(moves: Moves, ranks: tuple[int, ...]) -> _Order | None:
    steps = ((at, *move) for at, move in zip(ranks[1:-1], moves, strict=True))
    try:
        course = follow(ranks[0], steps, ranks[-1])
    except ImpossibleHistory:
        return None
    column = {rank: place for place, rank in enumerate(ranks)}
    return _Order(
        course.state == "closed",
        column[course.end],
        tuple((column[start], column[end]) for start, end in course.still),
        tuple((column[pause.start], column[pause.end], pause.cause) for pause in course.pauses),
    )


def _side_by_side(count: int, groups: Sequence[_Group]) -> Courses:
    received, ended = np.full((2, count), NOT_A_TIME)
    possible, closed = np.zeros((2, count), dtype=np.bool_)
    width = max((len(order.still) for order, *_ in groups if order is not None), default=0)
    paused, resumed = np.full((2, count, width), NOT_A_TIME)
    causes: dict[str, int] = {}
    waits: list[tuple[Places, int, Instants, Instants]] = []
    for order, places, instants in groups:
        received[places] = instants[:, 0]
        if order is None:
            continue
        possible[places], closed[places] = True, order.is_closed
        ended[places] = instants[:, order.end]
        for number, (start, end) in enumerate(order.still):
            paused[places, number], resumed[places, number] = instants[:, start], instants[:, end]
        for start, end, cause in order.pauses:
            known = causes.setdefault(cause, len(causes))
            waits.append((places, known, instants[:, start], instants[:, end]))
    return Courses(possible, closed, received, ended, paused, resumed, _joined(tuple(causes), waits))


def _joined(causes: tuple[str, ...], waits: Sequence[tuple[Places, int, Instants, Instants]]) -> Waits:
    if not waits:
        nothing = np.empty(0, dtype=np.int64)
        return Waits(causes, nothing, nothing, nothing, nothing)
    case, start, end = (np.concatenate([wait[number] for wait in waits]) for number in (0, 2, 3))
    cause = np.repeat([wait[1] for wait in waits], [len(wait[0]) for wait in waits])
    return Waits(causes, case, cause, start, end)
