"""Who is told that a term runs out, and when: four steps, each at a share of the days of the term that have been counted."""

from collections.abc import Mapping
from enum import IntEnum
from fractions import Fraction
from typing import Final

from bodemplaat.capabilities.cases.reckoning.clock import Clock


class Step(IntEnum):
    """How high it is told: each step one role further from whoever works on it."""

    CLERK = 1
    TEAM_LEADER = 2
    CONTRACT_MANAGER = 3
    CUSTOMER = 4


SHARES: Final[Mapping[Step, Fraction]] = {
    Step.CLERK: Fraction(1, 2),
    Step.TEAM_LEADER: Fraction(3, 4),
    Step.CONTRACT_MANAGER: Fraction(9, 10),
    Step.CUSTOMER: Fraction(1),
}
"""From which share of its days on. The last is that of the last day itself: the term has not ended then."""


OF_COMPLAINT: Final = (Step.CLERK, Step.CONTRACT_MANAGER)
"""Who is told of the term of a complaint: whoever deals with it, and then who keeps the agreement."""


def complaint_steps_due(days: int, norm: int) -> tuple[Step, ...]:
    """The steps that are to be told of a complaint that is so many days old, of so many that it may take."""
    return tuple(step for step in OF_COMPLAINT if days >= SHARES[step] * norm)


def steps_due(clock: Clock | None) -> tuple[Step, ...]:
    """The steps that are to be told of a case at a moment, the lowest first; none while its clock does not run."""
    if clock is None or not clock.is_running or clock.answer.days is None:
        return ()
    counted, norm = clock.answer.days, clock.answer.norm.amount
    return tuple(step for step, share in SHARES.items() if counted >= share * norm)
