"""What is known of one person as somebody who asked, and as a clerk: their part of the file of their own data."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.cases.models import Case, CaseDocument, CaseEvent
from bodemplaat.capabilities.cases.queries.clock import where_asked
from bodemplaat.capabilities.catalogue.api import codes_of
from bodemplaat.foundation.privacy.api import Facts, OwnPart
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import say


def _cases(actor: Actor, person: UUID) -> Iterator[Facts]:
    rows = list(Case.records.of(actor).filter(requester_id=person).order_by("received_at", "id"))
    codes = codes_of(actor=where_asked(actor, rows), services={row.service_id for row in rows})
    for row in rows:
        yield {
            "number": row.number,
            "service": codes[row.service_id],
            "subject": row.subject,
            "question": row.question,
            "answers": str(row.answers) if row.answers else "",
            "channel": row.channel,
            "state": row.state,
            "received": row.received_at,
            "closed": row.closed_at,
        }


def _events(actor: Actor, person: UUID) -> Iterator[Facts]:
    """What happened to one's own cases. What colleagues wrote to each other is theirs to weigh before it is given."""
    rows = (
        CaseEvent.records.of(actor)
        .filter(case__requester_id=person, is_internal=False)
        .select_related("case")
    )
    for row in rows.order_by("at", "written_at"):
        yield {
            "case": row.case.number,
            "at": row.at,
            "what": row.act,
            "by": row.person_name,
            "role": row.role,
            "words": row.words,
        }


def _documents(actor: Actor, person: UUID) -> Iterator[tuple[UUID, str]]:
    rows = CaseDocument.records.of(actor).filter(case__requester_id=person)
    yield from rows.order_by("added_at", "id").values_list("document_id", "document__name")


def _work(actor: Actor, person: UUID) -> Iterator[Facts]:
    """What somebody did as a clerk: when and what, and nothing of whose case it was."""
    rows = CaseEvent.records.of(actor).filter(person_id=person).exclude(case__requester_id=person)
    for row in rows.select_related("case").order_by("at", "written_at"):
        yield {"case": row.case.number, "what": row.act, "at": row.at}


OWN: Final = (
    OwnPart("cases", say("Your requests"), _cases, _documents),
    OwnPart("case_events", say("What happened to your requests"), _events),
    OwnPart("case_work", say("What you did with requests of others"), _work),
)
