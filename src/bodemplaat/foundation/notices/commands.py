"""Sending and reading notices."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from bodemplaat.foundation.notices.models import Notice
from bodemplaat.foundation.notices.tasks import mail
from bodemplaat.foundation.outbox.api import Heard
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def notify(
    *,
    actor: Actor,
    person: UUID,
    organisation: UUID,
    cause: UUID,
    subject: str,
    body: str = "",
    values: Mapping[str, object],
    path: str = "",
    is_mailed: bool = True,
    at: datetime,
) -> bool:
    """Put a message in a person's inbox and let it be mailed; the same cause never makes two. Says if it is new.

    Not ``is_mailed`` where whoever calls mails it otherwise.

    ``subject`` and ``body`` are English texts marked with ``say``; their ``{named}`` places are filled from
    ``values`` (JSON values; ``*_cents``, ``*_day`` and ``*_text``, itself marked, are written in the reader's notation and language)
    when they are read.
    """
    made = Notice.records.of(actor).bulk_create(
        [
            Notice(
                organisation_id=organisation,
                person_id=person,
                cause=cause,
                subject=subject,
                body=body,
                values=dict(values),
                path=path,
                created_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    is_new = Notice.records.of(actor).filter(id=made[0].id).exists()
    if is_new and is_mailed:
        mail.defer(organisation=str(organisation), notice=str(made[0].id))
    return is_new


def tell(
    *,
    actor: Actor,
    people: Collection[UUID],
    text: tuple[str, str],
    heard: Heard,
    path: str = "",
    values: Mapping[str, object] | None = None,
) -> None:
    """Notify people at the actor's organisation of what was heard, each once; ``text`` is subject and body.

    The places in the text are filled from ``values``, or from what was announced.
    """
    for person in sorted(people):
        notify(
            actor=actor,
            person=person,
            organisation=actor.organisation_id,
            cause=heard.message,
            subject=text[0],
            body=text[1],
            values=heard.payload if values is None else values,
            path=path,
            at=heard.at,
        )


@command
def open_notice(*, actor: Actor, notice: UUID, at: datetime) -> str:
    """Note that its reader opened it, and answer the path of what it is about; ``NotFound`` for another's."""
    row = Notice.records.of(actor).one(id=notice, person_id=actor.person)
    if row.read_at is None:
        row.read_at = at
        row.save(update_fields=["read_at"])
    return row.path


@command
def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """Note that the actor has read everything; returns how many were unread."""
    return Notice.records.of(actor).filter(person_id=actor.person, read_at=None).update(read_at=at)
