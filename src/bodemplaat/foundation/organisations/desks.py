"""The desks of a customer: one for all that its people ask for, and beside it one for a list of services (ADR 0119)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.foundation.organisations.models import Task
from bodemplaat.foundation.organisations.provisions import ProvisionView, provider_on

DESK_OF_LIST: Final[Mapping[str, Task]] = {
    "personnel": Task.DESK_PERSONNEL,
    "finance": Task.DESK_FINANCE,
    "ict": Task.DESK_ICT,
}
"""By list of processes, as the division of work names them, the desk that it may have of its own."""
OF_LISTS: Final = frozenset(DESK_OF_LIST.values())
DESKS: Final = (Task.DESK, *DESK_OF_LIST.values())
COMMON_TASKS: Final = tuple(task for task in Task if task not in OF_LISTS)
"""What is done for every customer; a desk of a list is what some have beside it."""


def desk_days(provisions: Sequence[ProvisionView], desk: Task) -> tuple[ProvisionView, ...]:
    """Who has the desk of a list and when, the newest first: its own provisions, and those of ``desk`` on the other days.

    ``provisions`` are those of one customer. What a provision leaves its provider when it ends is said of it only where it
    ends by itself.
    """
    own = [each for each in provisions if each.task is desk]
    if desk is Task.DESK:
        return tuple(own)
    rest = [each for each in provisions if each.task is Task.DESK]
    for apart in own:
        rest = [part for each in rest for part in _outside(each, apart.since, apart.until)]
    return tuple(sorted((*own, *rest), key=lambda each: each.since, reverse=True))


def has_desk_of_its_own(provisions: Iterable[ProvisionView], desk: Task, on: date) -> bool:
    """Whether somebody has the desk of this list beside whoever has ``desk``, on a day."""
    return any(each.task is desk and each.holds_on(on) for each in provisions)


def desk_provider(provisions: Sequence[ProvisionView], desk: Task, on: date) -> UUID | None:
    """Who has the desk of a list on a day, if anybody: its own provider, else that of ``desk``."""
    return provider_on(desk_days(provisions, desk), on)


def doer_of(task: Task, doers: Mapping[Task, UUID]) -> UUID | None:
    """The same where who does what on one day is known by task; of any task."""
    return doers.get(task) or (doers.get(Task.DESK) if task in OF_LISTS else None)


def _outside(provision: ProvisionView, since: date, until: date | None) -> Iterable[ProvisionView]:
    """The parts of a provision before and after some days."""
    if provision.until is not None and provision.until <= since:
        yield provision
        return
    if provision.since < since:
        yield replace(provision, until=since, finishes_open=False, reads_earlier=False)
    if until is not None and (provision.until is None or until < provision.until):
        yield replace(provision, since=max(provision.since, until))
