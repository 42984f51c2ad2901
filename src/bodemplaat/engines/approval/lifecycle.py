"""The life of a step in a chain, as data."""

from collections.abc import Iterable
from typing import Final, Protocol
from uuid import UUID

from bodemplaat.kernel import Lifecycle, Move

PENDING, OPEN, DONE, STEP_RETURNED, STEP_REJECTED, LAPSED = (
    "pending",
    "open",
    "approved",
    "returned",
    "rejected",
    "lapsed",
)

STEP: Final = Lifecycle(
    name="step",
    initial=PENDING,
    states=(PENDING, OPEN, DONE, STEP_RETURNED, STEP_REJECTED, LAPSED),
    moves=(
        Move("open", (PENDING,), OPEN),
        Move("approve", (OPEN,), DONE),
        Move("return", (OPEN,), STEP_RETURNED),
        Move("reject", (OPEN,), STEP_REJECTED),
        Move("lapse", (PENDING, OPEN), LAPSED),
    ),
)


class Decided(Protocol):
    """What is asked of a step: how it stands, and who decided."""

    state: str
    decided_by: UUID | None


def approvers_of(steps: Iterable[Decided]) -> frozenset[UUID]:
    """Who approved one of these steps."""
    return frozenset(step.decided_by for step in steps if step.state == DONE and step.decided_by is not None)
