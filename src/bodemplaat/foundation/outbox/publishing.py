"""Putting something in the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from bodemplaat.foundation.outbox.models import OutboxMessage
from bodemplaat.foundation.outbox.tasks import deliver
from bodemplaat.foundation.tenancy.api import Actor, once_at_end, write_at_end


@dataclass(frozen=True, slots=True)
class Announcement:
    """What happened: a topic such as ``claim.submitted``, whose it is, and the facts as JSON values."""

    topic: str
    organisation: UUID
    payload: Mapping[str, object] = field(default_factory=dict)


def publish(actor: Actor, *announcements: Announcement, at: datetime) -> None:
    """Store announcements and the jobs that deliver them, in the caller's transaction: both or neither."""
    publish_many(actor, announcements, at=at)


def publish_many(actor: Actor, announcements: Sequence[Announcement], *, at: datetime) -> None:
    """The same for any number, set-based: one job per organisation, at the end of the command that calls it."""
    write_at_end(
        actor,
        [
            OutboxMessage(
                organisation_id=each.organisation,
                topic=each.topic,
                payload=dict(each.payload),
                published_at=at,
            )
            for each in announcements
        ],
    )
    for organisation in sorted({each.organisation for each in announcements}):
        once_at_end((deliver, organisation), partial(deliver.defer, organisation=str(organisation)))
