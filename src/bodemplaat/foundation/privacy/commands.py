"""Asking for one's own data, fetching them, asking for a correction, and answering it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.privacy.clock import clock_on
from bodemplaat.foundation.privacy.events import CORRECTION_ANSWERED, CORRECTION_ASKED
from bodemplaat.foundation.privacy.making import make
from bodemplaat.foundation.privacy.models import (
    CorrectionRequest,
    CorrectionState,
    DataRequest,
    DataRequestPiece,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, entered
from bodemplaat.kernel import say


@command
def ask_own_data(*, actor: Actor, language: str, at: datetime) -> UUID:
    """Let the file of one's own data be made at the organisation of the role; while one is being made, that one."""
    row = DataRequest(
        id=uuid4(),
        organisation_id=actor.organisation_id,
        person_id=actor.person,
        asked_at=at,
        language=language[:5],
    )
    requests = DataRequest.records.of(actor).filter(person_id=actor.person)
    DataRequest.records.of(actor).bulk_create([row], ignore_conflicts=True)
    waiting = requests.filter(ready_at=None).values_list("id", flat=True)[0]
    if waiting == row.id:
        record(actor, "own_data.asked", "person", actor.person, actor.organisation_id, at=at)
        make.defer(organisation=str(actor.organisation_id), request=str(row.id))
    return UUID(str(waiting))


@command
def fetch_own_data(*, actor: Actor, request: UUID, at: datetime) -> "FetchedFile":
    """The file, to whom it is about and nobody else; raises ``NotFound``, also while it is being made."""
    row = DataRequest.records.of(actor).one(id=request, person_id=actor.person)
    if row.ready_at is None:
        raise NotFound("file")
    record(actor, "own_data.fetched", "person", actor.person, actor.organisation_id, at=at)
    return FetchedFile(row.size, _pieces(actor, row.id))


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file of so many bytes, read piece by piece, once."""

    size: int
    pieces: Iterator[bytes]


def _pieces(actor: Actor, request: UUID) -> Iterator[bytes]:
    """Each piece in a transaction of its own: whoever reads slowly holds nothing up."""
    for place in itertools.count():
        with entered(actor):
            rows = DataRequestPiece.records.of(actor).filter(request_id=request, place=place)
            piece = rows.values_list("content", flat=True).first()
        if piece is None:
            return
        yield bytes(piece)


@command
def ask_correction(*, actor: Actor, text: str, at: datetime) -> UUID:
    """Say what is wrong about oneself; the administrators are told. Raises ``Refused`` without a text."""
    if not text.strip():
        raise Refused(say("Write what is wrong, and what it should be."))
    row = CorrectionRequest.records.of(actor).create(
        organisation_id=actor.organisation_id,
        person_id=actor.person,
        text=text.strip()[:4000],
        asked_at=at,
        answer_by=clock_on(timezone.localdate(at)).last_day(timezone.localdate(at)),
    )
    facts = {"answer_by_day": row.answer_by.isoformat()}
    record(actor, "correction.asked", "person", actor.person, row.organisation_id, at=at)
    publish(
        actor,
        Announcement(CORRECTION_ASKED, row.organisation_id, {"request": str(row.id), **facts}),
        at=at,
    )
    return row.id


@command
def answer_correction(*, actor: Actor, request: UUID, is_granted: bool, answer: str, at: datetime) -> None:
    """Answer a request: granted with what was changed, or refused with the reason. The person is told.

    Raises ``Refused`` for who is no administrator, for one's own request, without a text, and once it was answered.
    """
    row = CorrectionRequest.records.of(actor).locked().one(id=request, organisation_id=actor.organisation_id)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if row.person_id in actor.people:
        raise Refused(say("Nobody answers their own request: ask another administrator."))
    if row.state != CorrectionState.ASKED:
        raise Refused(say("This request has been answered already."))
    if not answer.strip():
        raise Refused(say("Write what was changed, or why nothing was."))
    row.state = CorrectionState.GRANTED if is_granted else CorrectionState.REFUSED
    row.answer, row.answered_by, row.answered_at = answer.strip()[:4000], actor.person, at
    row.save()
    record(
        actor,
        f"correction.{row.state}",
        "person",
        row.person_id,
        row.organisation_id,
        at=at,
    )
    facts = {"person": str(row.person_id)}
    publish(actor, Announcement(CORRECTION_ANSWERED, row.organisation_id, facts), at=at)
