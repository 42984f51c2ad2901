"""What somebody holds, in whatever job, that they may not give themselves more of: functions over units, and addresses."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q

from bodemplaat.foundation.access.models import FunctionAssignment, User
from bodemplaat.foundation.organisations.api import Functions, addresses_of
from bodemplaat.foundation.tenancy.api import Actor


def functions_held(actor: Actor, since: date) -> Functions:
    """The functions that the actor holds over a unit, on or after a day: where it has its own holders, as one of them."""
    lasting = Q(valid_until=None) | Q(valid_until__gt=since)
    rows = FunctionAssignment.records.of(actor).filter(lasting, organisation_id=actor.organisation_id)
    holders: dict[str, dict[UUID | None, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    for function, unit, person in rows.values_list("function", "unit_id", "person_id"):
        holders[function][unit].add(person)

    def over(unit: UUID) -> frozenset[str]:
        return frozenset(
            function
            for function, by_unit in holders.items()
            if (by_unit.get(unit) or by_unit.get(None, set())) & actor.people
        )

    return over


def own_addresses(actor: Actor) -> Collection[str]:
    """Every address at which an invitation would reach the human being who acts, in small letters."""
    account = User.objects.filter(pk=actor.user_id or 0).values_list("email", flat=True)
    return {each.casefold() for each in (*account, *addresses_of(actor=actor)) if each}
