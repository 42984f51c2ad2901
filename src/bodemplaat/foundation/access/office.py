"""Who can act on a day, as every chain of approval asks it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from bodemplaat.engines.approval import Office
from bodemplaat.foundation.access.queries import holdings_on, standing_of, substitutes_on
from bodemplaat.foundation.tenancy.api import Actor, Role, query


@query
def office_on(*, actor: Actor, managers: Collection[UUID], fallback: Mapping[UUID, str], on: date) -> Office:
    """Who can act within reach on a day: these managers, who holds a function, and their stand-ins; in a constant number of queries.

    ``fallback`` is the function, per organisation, that decides where nobody else can.
    """
    stand_ins = substitutes_on(actor=actor, on=on)
    holders: dict[tuple[UUID, str], dict[UUID | None, frozenset[UUID]]] = defaultdict(dict)
    people = set(managers) | set(stand_ins) | {each for deputies in stand_ins.values() for each in deputies}
    for holding in holdings_on(actor=actor, on=on):
        per_unit = holders[holding.organisation, holding.function]
        per_unit[holding.unit] = per_unit.get(holding.unit, frozenset()) | {holding.person}
        people.add(holding.person)
    standing = standing_of(actor=actor, people=people, on=on)
    return Office(
        able=standing.able,
        former_managers=standing.formerly(Role.MANAGER),
        stand_ins=stand_ins,
        holders=holders,
        fallback=fallback,
    )
