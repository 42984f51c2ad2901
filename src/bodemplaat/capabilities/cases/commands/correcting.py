"""A moment that was written down wrongly is corrected by another event; the first stays to be seen."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements.api import norms_agreed
from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import act_on, held, place_in_queue
from bodemplaat.capabilities.cases.errors import ImpossibleMoment, NothingSaid
from bodemplaat.capabilities.cases.policies import check_may_work
from bodemplaat.capabilities.cases.queries.clock import contents_for, hours_for, norm_of, timelines
from bodemplaat.capabilities.cases.reckoning.clock import CLOCK_ACTS, Happened, read_clock
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.engines.service_time import ImpossibleHistory
from bodemplaat.foundation.tenancy.api import Actor, NotFound, change_at_end, command
from bodemplaat.kernel import IllegalMove


@command
def correct_moment(
    *, actor: Actor, case: UUID, event: UUID, moment: datetime, reason: str, at: datetime
) -> None:
    """Say that something on which the term rests happened at another moment; page, queue and term follow.

    Raises ``ImpossibleMoment`` for a moment to come, or one at which it cannot have happened beside the other events.
    """
    row = held(actor, case)
    check_may_work(actor, row, timezone.localdate(at), with_anybody=True)
    if not reason.strip():
        raise NothingSaid
    timeline = timelines(actor, [row.id], all_acts=True)[row.id]
    wrong = next((each for each in timeline if each.id == event and each.act in CLOCK_ACTS), None)
    if wrong is None:
        raise NotFound("event")
    if moment > at:
        raise ImpossibleMoment
    corrected = sorted(
        (Happened(each.act, moment if each.id == event else each.at) for each in timeline),
        key=lambda each: each.at,
    )
    try:
        if corrected[0].act is not CaseAct.RECEIVED:
            raise ImpossibleMoment
        if lifecycle.state_of(each.act for each in corrected) != row.state:
            raise ImpossibleMoment
        norm = norm_of(
            norms_agreed(actor=actor), row, contents_for(actor, [row])[row.service_id, row.version]
        )
        hours = hours_for(actor, [row]).of(row.provider_id, row.cooperation_id)
        clock = read_clock(corrected, norm, hours, at)
    except (IllegalMove, ImpossibleHistory):
        raise ImpossibleMoment from None
    row.due_at = place_in_queue(clock)
    changed = ["due_at"]
    if wrong.act is CaseAct.RECEIVED:
        row.received_at = moment
        changed.append("received_at")
    elif wrong.act in (CaseAct.CLOSED, CaseAct.WITHDRAWN, CaseAct.MERGED) and row.closed_at is not None:
        row.closed_at = moment
        changed.append("closed_at")
    change_at_end(actor, row, *changed)
    details = {
        "event": str(event),
        "act": wrong.act.value,
        "was": wrong.at.isoformat(),
        "moment": moment.isoformat(),
    }
    act_on(actor, row, CaseAct.CORRECTED, at=at, words=reason.strip(), is_internal=False, details=details)
