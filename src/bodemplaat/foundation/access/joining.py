"""Who provides the tasks of an organisation that joins, and of those that joined before there was any provider."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import COMMON_TASKS, ONE_FOR_ALL, CooperationView, Part, Task
from bodemplaat.foundation.tenancy.api import Actor, Refused, entered
from bodemplaat.kernel import say


def providers_in(cooperation: CooperationView) -> Mapping[UUID, str]:
    """Names by id of the members that provide now or later, by name."""
    return {
        member.id: member.name
        for member in cooperation.members
        if any(part == Part.PROVIDER and until is None for part, _, until in member.parts)
    }


def provide_for_newcomer(
    *,
    system: Actor,
    cooperation: CooperationView,
    added: UUID,
    parts: tuple[str, ...],
    chosen: Mapping[Task, UUID | None] | None,
    since: date,
    at: datetime,
) -> None:
    """Let somebody provide the tasks of a customer that joins.

    ``chosen`` names the provider of a task, ``None`` for the newcomer itself; a task that is not in it is chosen later
    by its own administrator. Without ``chosen`` the only provider of the cooperation does everything. Raises
    ``Refused`` when the newcomer should do a task itself and is no provider.
    """
    if Part.CUSTOMER not in parts:
        return
    provides_itself = Part.PROVIDER in parts
    if chosen is None:
        providers = {*providers_in(cooperation), *([added] if provides_itself else [])}
        chosen = dict.fromkeys(COMMON_TASKS, next(iter(providers))) if len(providers) == 1 else {}
    for task, provider in chosen.items():
        if provider is None and not provides_itself:
            raise Refused(
                say("An organisation that does a task itself takes part as a provider: choose that part too.")
            )
        organisations.provide_task(
            actor=system,
            cooperation=cooperation.id,
            organisation=added,
            task=task,
            provider=provider or added,
            since=since,
            at=at,
        )


def provide_for_those_before(
    *, cooperation: CooperationView, provider: UUID, since: date, at: datetime
) -> None:
    """Let the first provider of a cooperation in which one works for all do what nobody does yet for its customers."""
    if cooperation.variant not in ONE_FOR_ALL or providers_in(cooperation):
        return
    for member in cooperation.members:
        begun = [day for part, day, until in member.parts if part == Part.CUSTOMER and until is None]
        if not begun:
            continue
        system = Actor.system(member.id, cooperations=[cooperation.id])
        with entered(system):
            known = {each.task for each in organisations.provisions_of(actor=system, organisation=member.id)}
            for task in COMMON_TASKS:
                if task not in known:
                    organisations.provide_task(
                        actor=system,
                        cooperation=cooperation.id,
                        organisation=member.id,
                        task=task,
                        provider=provider,
                        since=max(since, *begun),
                        at=at,
                    )
