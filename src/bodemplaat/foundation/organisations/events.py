"""What this room announces."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor

WHO_CAN_ACT_CHANGED = "organisation.who_can_act_changed"
EMPLOYEE_ACCOUNT_CHANGED = "employment.account_changed"
"""Announced when somebody changed the account that is known of ``people``; ``name`` is who did."""
TASK_MOVE_PROPOSED, TASK_MOVE_REFUSED = "task.move_proposed", "task.move_refused"
"""Announced for the customer when somebody proposes to let a task go over, and when a controller refuses it.

``task``, ``earlier``, ``next``, ``since_day`` as below, ``by`` who proposed it, and ``reason`` of a refusal.
"""
TASK_GOES_OVER, TASK_STAYS = "task.goes_over", "task.stays"
"""Announced for the customer when its task is to go over to another provider, and when that is taken back.

``task``, ``earlier`` and ``next`` (ids of the providers), ``since_day`` (ISO), ``finishes_open`` and ``reads_earlier``, and
``by``: the person who decided it, ``proposed_by`` who proposed it; both empty for the platform.
"""


def who_can_act_changed(*, actor: Actor, organisation: UUID, days: Iterable[date], at: datetime) -> None:
    """Announce that from each of these days on others may be able to act: a job, manager, role, function or substitute."""
    facts = {"days": sorted(day.isoformat() for day in days)}
    publish(actor, Announcement(WHO_CAN_ACT_CHANGED, organisation, facts), at=at)
