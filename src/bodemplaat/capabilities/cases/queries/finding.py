"""Cases by words."""

from datetime import datetime

from bodemplaat.capabilities.cases.models import CaseWord
from bodemplaat.capabilities.cases.policies import visible_cases
from bodemplaat.capabilities.cases.values import FoundCase
from bodemplaat.capabilities.cases.vocabulary import CaseState
from bodemplaat.foundation.finding.api import MOST_FOUND, records_found
from bodemplaat.foundation.tenancy.api import Actor, Role, query


@query
def cases_found(*, actor: Actor, text: str, most: int = MOST_FOUND, at: datetime) -> tuple[FoundCase, ...]:
    """Cases that the actor may open with every word that was typed in number, subject, form or messages, newest first.

    A note for colleagues is found by who reads it. The number of statements is the same however many there are.
    """
    ids = records_found(actor=actor, model=CaseWord, text=text, only_own=True, most=most)
    if actor.role is Role.SSC_CLERK:
        more = records_found(actor=actor, model=CaseWord, text=text, only_own=False, most=most)
        ids = tuple(dict.fromkeys((*more, *ids)))
    rows = visible_cases(actor).filter(id__in=ids).select_related("requester", "organisation")
    by_id = {row.id: row for row in rows}
    cases = [by_id[each] for each in ids if each in by_id]
    return tuple(
        FoundCase(
            id=row.id,
            number=row.number,
            subject=row.subject,
            organisation_name=row.organisation.name,
            requester_name=row.requester.name,
            state=CaseState(row.state),
            is_own=row.requester_id == actor.person_id,
        )
        for row in cases[:most]
    )
