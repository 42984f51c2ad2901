"""Telling that a term runs out, along four roles: each step of a case once, whatever happens to the job that does it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.cases import events, lifecycle
from bodemplaat.capabilities.cases.models import NOT_RUNNING, Case, CaseEvent
from bodemplaat.capabilities.cases.queries.clock import clocks_of, contents_for, timelines
from bodemplaat.capabilities.cases.reckoning.clock import Clock
from bodemplaat.capabilities.cases.reckoning.escalation import Step, steps_due
from bodemplaat.capabilities.cases.vocabulary import CaseAct
from bodemplaat.foundation.outbox.api import Announcement, publish_many
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, command

AT_ONCE = 500
"""Cases that are looked at in one go."""


@command
def escalate_cases(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    """Tell of the open cases of a customer whose term runs out; answers how many steps were told.

    What was told is an event of the case in the same transaction as its announcement: a step that was told is never told
    again, and one of a job that died half way is told by the next.
    """
    there = _running(actor, organisation).order_by().values_list("provider_id", "cooperation_id").distinct()
    pairs = list(there)
    if not pairs:
        return 0
    providers = sorted({provider for provider, _ in pairs} - {organisation})
    cooperations = sorted({cooperation for _, cooperation in pairs})
    reach = Actor.system(organisation, *providers, cooperations=cooperations)
    return _escalate(actor=reach, organisation=organisation, at=at)


@command
def _escalate(*, actor: Actor, organisation: UUID, at: datetime) -> int:
    return sum(_tell(actor, page, at) for page in _pages(actor, organisation))


def _pages(actor: Actor, organisation: UUID) -> Iterator[list[Case]]:
    rows, last = _running(actor, organisation).order_by("id"), None
    while True:
        page = list((rows if last is None else rows.filter(id__gt=last)).locked()[:AT_ONCE])
        if not page:
            return
        last = page[-1].id
        yield page


def _tell(actor: Actor, page: list[Case], at: datetime) -> int:
    ids = [row.id for row in page]
    clocks = clocks_of(actor, page, contents_for(actor, page), timelines(actor, ids), at)
    before = _told_before(actor, ids)
    by_step: dict[Step, list[Case]] = defaultdict(list)
    for row in page:
        for step in steps_due(clocks[row.id]):
            if step not in before[row.id]:
                by_step[step].append(row)
    for step, rows in sorted(by_step.items()):
        details = {"step": step.value}
        events.happened_many(actor, rows, CaseAct.ESCALATED, at=at, is_internal=True, details=details)
        publish_many(actor, [_announcement(row, step, clocks[row.id]) for row in rows], at=at)
    return sum(map(len, by_step.values()))


def _announcement(row: Case, step: Step, clock: Clock | None) -> Announcement:
    facts = {
        "case": str(row.id),
        "number": row.number,
        "step": step.value,
        "due_day": clock.due_day.isoformat() if clock else "",
        "person": str(row.taken_by or ""),
    }
    hears = row.organisation_id if step is Step.CUSTOMER else row.provider_id
    return Announcement(CaseAct.ESCALATED, hears, facts)


def _told_before(actor: Actor, cases: Collection[UUID]) -> Mapping[UUID, set[int]]:
    rows = CaseEvent.records.of(actor).filter(case_id__in=cases, act=CaseAct.ESCALATED)
    steps: dict[UUID, set[int]] = defaultdict(set)
    for case, details in rows.values_list("case_id", "details"):
        steps[case].add(details["step"])
    return steps


def _running(actor: Actor, organisation: UUID) -> GuardedQuerySet[Case]:
    rows = Case.records.of(actor).filter(organisation_id=organisation, state__in=lifecycle.OPEN)
    return rows.filter(due_at__lt=NOT_RUNNING)
