"""Reading one's inbox."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bodemplaat.foundation.notices.models import Notice
from bodemplaat.foundation.notices.wording import worded
from bodemplaat.foundation.tenancy.api import Actor, query


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice in the reader's language."""

    id: UUID
    subject: str
    body: str
    path: str
    created_at: datetime
    is_read: bool


@query
def inbox_of(*, actor: Actor, start: int = 0, count: int = 50) -> tuple[NoticeView, ...]:
    """The actor's own notices, newest first, worded in the active language."""
    rows = Notice.records.of(actor).filter(person_id=actor.person).order_by("-created_at", "id")
    return tuple(
        NoticeView(
            n.id,
            worded(n.subject, n.values),
            worded(n.body, n.values),
            n.path,
            n.created_at,
            n.read_at is not None,
        )
        for n in rows[start : start + count]
    )


@query
def unread_count(*, actor: Actor) -> int:
    """How many of the actor's own notices are unread."""
    return Notice.records.of(actor).filter(person_id=actor.person, read_at=None).count()
