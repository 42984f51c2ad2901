"""Putting a file of people back: never by whoever gets power or their own work back with it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from bodemplaat.foundation.imports.api import RowChange
from bodemplaat.foundation.organisations.models import Employment
from bodemplaat.foundation.organisations.policies import comes_under
from bodemplaat.foundation.organisations.ports import functions_over_units
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import say

AT_A_TIME = 1000


def check_undo(actor: Actor, rows: Sequence[RowChange]) -> None:
    """Raise ``Refused`` where the file changed the actor's own employment, let somebody have another manager than them, or
    took somebody out of a unit over which they hold a function.
    """
    jobs = {row.id: row for row in rows if row.model is Employment}
    after: dict[UUID, bool] = {}
    """Of who had the actor as their manager before the file, whether they still had after it."""
    ids = list(jobs)
    functions = functions_over_units(actor, date.min)
    for start in range(0, len(ids), AT_A_TIME):
        there = Employment.records.of(actor).filter(id__in=ids[start : start + AT_A_TIME])
        for identity, person, manager, unit in there.values_list("id", "person_id", "manager_id", "unit_id"):
            if person in actor.people:
                _refuse()
            before = jobs[identity].before
            unit_before = before.get("unit_id", unit) if before is not None else unit
            if isinstance(unit_before, UUID) and comes_under(functions, unit_before, unit):
                _refuse()
            is_mine = manager in actor.people
            was_mine = before is not None and before.get("manager_id", manager) in actor.people
            ended = before is not None and "valid_until" in before
            if was_mine:
                after[person] = after.get(person, False) or (is_mine and not ended)
            elif is_mine:
                after[person] = True
    if not all(after.values()):
        _refuse()


def _refuse() -> None:
    raise Refused(
        say(
            "This file changed your own work, or about whom you decide. Nobody takes that back themselves: ask another"
            " administrator to undo it."
        )
    )
