"""Cases of a desk by the number that people name, and the other way round."""

from collections.abc import Collection, Mapping
from uuid import UUID

from bodemplaat.capabilities.cases.errors import NoSuchCase
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.policies import check_desk, visible_cases
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def case_with_number(*, actor: Actor, number: str) -> UUID:
    """The case of the desk with a number, one's own numbers first; raises ``NoSuchCase``."""
    check_desk(actor)
    wanted = number.replace("\x00", "").strip().upper()[:16]
    rows = Case.records.of(actor).filter(provider_id=actor.organisation_id, number=wanted)
    for row in sorted(rows, key=lambda each: each.numbered_by != actor.organisation_id):
        return row.id
    raise NoSuchCase(wanted)


@query
def case_numbers(*, actor: Actor, cases: Collection[UUID]) -> Mapping[UUID, str]:
    """The numbers of those of the cases that the actor may open."""
    return dict(visible_cases(actor).filter(id__in=cases).values_list("id", "number")) if cases else {}
