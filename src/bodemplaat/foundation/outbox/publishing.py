"""Putting something in the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from bodemplaat.foundation.outbox.models import OutboxMessage
from bodemplaat.foundation.outbox.tasks import deliver
from bodemplaat.foundation.tenancy.api import Actor


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
    """The same for any number, set-based: one job per organisation."""
    OutboxMessage.records.of(actor).bulk_create(
        [
            OutboxMessage(
                organisation_id=each.organisation,
                topic=each.topic,
                payload=dict(each.payload),
                published_at=at,
            )
            for each in announcements
        ],
        batch_size=1000,
    )
    for organisation in sorted({each.organisation for each in announcements}):
        deliver.defer(organisation=str(organisation))
