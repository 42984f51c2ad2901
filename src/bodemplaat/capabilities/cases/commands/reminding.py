"""Telling whoever deals with a complaint that its term runs out, before it does: each step once, whatever happens to the job."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import events
from bodemplaat.capabilities.cases.models import Case, CaseEvent
from bodemplaat.capabilities.cases.queries.clock import timelines
from bodemplaat.capabilities.cases.queries.complaints import complaint_term
from bodemplaat.capabilities.cases.reckoning.complaints import (
    COMPLAINT_ACTS,
    COMPLAINT_NORM,
    complaints_in,
)
from bodemplaat.capabilities.cases.reckoning.escalation import Step, complaint_steps_due
from bodemplaat.capabilities.cases.values import Complaint
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.foundation.outbox.api import Announcement, publish_many
from bodemplaat.foundation.tenancy.api import Actor, command

LOOKED_BACK: Final = timedelta(days=365)
"""A complaint of which nothing came for a year is told of no more."""


@command
def remind_of_complaints(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    """Tell of the open complaints about cases of a customer whose term runs out; answers how many steps were told."""
    cases = _complained_about(actor, organisation, at)
    if not cases:
        return 0
    providers = sorted({row.provider_id for row in cases} - {organisation})
    reach = Actor.system(organisation, *providers, cooperations=sorted({row.cooperation_id for row in cases}))
    return _remind(actor=reach, organisation=organisation, at=at)


def _complained_about(actor: Actor, organisation: UUID, at: datetime) -> list[Case]:
    came = CaseEvent.records.of(actor).filter(
        organisation_id=organisation, act=CaseAct.COMPLAINED, at__gt=at - LOOKED_BACK, at__lte=at
    )
    ids = set(came.values_list("case_id", flat=True))
    return list(Case.records.of(actor).filter(id__in=ids).order_by("id"))


@command
def _remind(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    rows = {row.id: row for row in _complained_about(actor, organisation, at)}
    acts = (*COMPLAINT_ACTS, CaseAct.COMPLAINT_REMINDED)
    of_case = timelines(actor, list(rows), acts=acts)
    reminders = 0
    for case, row in rows.items():
        reminded: dict[str, set[int]] = defaultdict(set)
        for each in of_case[case]:
            if each.act is CaseAct.COMPLAINT_REMINDED:
                reminded[str(each.details["complaint"])].add(int(str(each.details["step"])))
        happened = [each for each in of_case[case] if each.act in COMPLAINT_ACTS]
        for complaint in complaints_in(happened):
            for step in _due(complaint, at):
                if step not in reminded[str(complaint.id)]:
                    _tell(actor, row, complaint, step, at)
                    reminders += 1
    return reminders


def _due(complaint: Complaint, at: datetime) -> Iterator[Step]:
    if complaint.is_open:
        days = (timezone.localdate(at) - timezone.localdate(complaint.at)).days
        yield from complaint_steps_due(days, int(COMPLAINT_NORM.amount))


def _tell(actor: Actor, row: Case, complaint: Complaint, step: Step, at: datetime) -> None:
    details = {"complaint": str(complaint.id), "step": step.value}
    events.happened(actor, row, CaseAct.COMPLAINT_REMINDED, at=at, is_internal=True, details=details)
    facts = {
        "number": row.number,
        "step": step.value,
        "due_day": timezone.localdate(complaint_term(actor, row, complaint.at)).isoformat(),
        "person": str(complaint.taken_by or ""),
    }
    publish_many(actor, [Announcement(CaseAct.COMPLAINT_REMINDED, row.provider_id, facts)], at=at)
