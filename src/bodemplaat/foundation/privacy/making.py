"""Making the file of somebody's own data: by the worker, part by part, so that its page shows how far it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone, translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.documents.api import content_of
from bodemplaat.foundation.organisations.api import organisations_in_scope
from bodemplaat.foundation.privacy.models import DataRequest, DataRequestPiece
from bodemplaat.foundation.privacy.own import OwnFile, own_parts
from bodemplaat.foundation.tenancy.api import Actor, command, entered

KEPT_FOR: Final = timedelta(days=7)
"""How long the file stays to be fetched (GDPR, article 5 (1)(e): no longer than needed)."""

_RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)


@app.task(name="privacy.make", queue="outbox", retry=_RETRY)
def make(organisation: str, request: str) -> None:
    """Make the file that somebody asked for; a second run finds it made."""
    make_own_file(actor=Actor.system(UUID(organisation)), request=UUID(request), at=timezone.now())


@app.task(name="privacy.forget", queue="outbox", retry=_RETRY)
def forget(organisation: str) -> None:
    """Remove the files of which the time is over."""
    forget_files(actor=Actor.system(UUID(organisation)), at=timezone.now())


def make_own_file(*, actor: Actor, request: UUID, at: datetime) -> None:
    """Gather every part of one person into one file. Each part is read in a transaction of its own.

    The file and the job that removes it are stored together: whoever dies before leaves neither.
    """
    parts = own_parts()
    with entered(actor):
        row = DataRequest.records.of(actor).filter(id=request, ready_at=None).first()
        if row is None:
            return
        DataRequest.records.of(actor).filter(id=request).update(done=0, total=len(parts))
        (organisation,) = organisations_in_scope(actor=actor)
    person, papers = row.person_id, dict[UUID, str]()
    with translation.override(row.language):
        file = OwnFile(organisation.name, at)
        for number, part in enumerate(parts, start=1):
            with entered(actor):
                file.add(part, part.rows(actor, person))
                papers |= dict(part.papers(actor, person)) if part.papers else {}
                DataRequest.records.of(actor).filter(id=request).update(
                    done=number, total=len(parts) + len(papers)
                )
        for number, (document, name) in enumerate(papers.items(), start=1):
            with entered(actor):
                file.add_paper(number, name, content_of(actor=actor, document=document))
                DataRequest.records.of(actor).filter(id=request).update(done=len(parts) + number)
    with entered(actor):
        _keep(actor, request, file.pieces())
        forget.configure(schedule_at=timezone.now() + KEPT_FOR).defer(organisation=str(actor.organisation_id))


def _keep(actor: Actor, request: UUID, pieces: Iterator[bytes]) -> None:
    """Keep the file, unless another run kept it meanwhile."""
    row = DataRequest.records.of(actor).locked().filter(id=request, ready_at=None).first()
    if row is None:
        return
    stored = DataRequestPiece.records.of(actor)
    for place, piece in enumerate(pieces):
        stored.create(organisation_id=row.organisation_id, request=row, place=place, content=piece)
        row.size += len(piece)
    row.ready_at = timezone.now()
    row.save(update_fields=["size", "ready_at"])


@command
def forget_files(*, actor: Actor, at: datetime) -> None:
    """Remove what was made more than ``KEPT_FOR`` ago at the actor's organisation."""
    rows = DataRequest.records.of(actor).filter(organisation_id=actor.organisation_id)
    rows.filter(ready_at__lte=at - KEPT_FOR).delete()
