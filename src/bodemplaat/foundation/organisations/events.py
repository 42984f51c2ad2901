"""What this room announces."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor

WHO_CAN_ACT_CHANGED = "organisation.who_can_act_changed"


def who_can_act_changed(*, actor: Actor, organisation: UUID, days: Iterable[date], at: datetime) -> None:
    """Announce that from each of these days on others may be able to act: a job, manager, role, function or substitute."""
    facts = {"days": sorted(day.isoformat() for day in days)}
    publish(actor, Announcement(WHO_CAN_ACT_CHANGED, organisation, facts), at=at)
