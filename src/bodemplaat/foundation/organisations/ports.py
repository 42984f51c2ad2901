"""What the room above knows of power that hangs on a unit: who holds a function for it."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from bodemplaat.foundation.tenancy.api import Actor

Functions = Callable[[UUID], frozenset[str]]
"""The functions by which somebody decides about who works in a unit."""

_askers: list[Callable[[Actor, date], Functions]] = []


def register_functions(asker: Callable[[Actor, date], Functions]) -> None:
    """Let a room say which functions the actor, in whatever job, holds over units from a day on."""
    _askers.append(asker)


def functions_over_units(actor: Actor, since: date) -> Functions:
    """Which functions the actor holds over each unit from a day on; none for the platform itself."""
    answers = [asker(actor, since) for asker in _askers] if actor.people else []
    return lambda unit: frozenset[str]().union(*(functions(unit) for functions in answers))
