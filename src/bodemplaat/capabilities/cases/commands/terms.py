"""The place of cases in the queue when the hours of their provider change."""

from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import place_in_queue
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.queries.clock import clocks_of, contents_for, timelines
from bodemplaat.foundation.tenancy.api import Actor, change_at_end, command

AT_ONCE = 500
"""Cases whose term is worked out again in one go."""


@command
def work_out_terms_again(*, actor: Actor, provider: UUID, at: datetime) -> int:
    """Put every open case of a provider where it belongs in the queue; answers how many moved.

    The page of a case and each row of the queue work their term out themselves: this is only about the order.
    """
    moved = 0
    rows = Case.records.of(actor).filter(provider_id=provider, state__in=lifecycle.OPEN).order_by("id")
    last = None
    while True:
        page = list((rows if last is None else rows.filter(id__gt=last)).locked()[:AT_ONCE])
        if not page:
            return moved
        last = page[-1].id
        clocks = clocks_of(
            actor, page, contents_for(actor, page), timelines(actor, [row.id for row in page]), at
        )
        for row in page:
            due = place_in_queue(clocks[row.id])
            if due != row.due_at:
                row.due_at = due
                change_at_end(actor, row, "due_at")
                moved += 1
