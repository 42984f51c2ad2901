"""What changes in opening hours: a week from a day on, and single days that differ."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.clock.errors import UnsoundHours
from bodemplaat.capabilities.clock.models import OpeningWeek, SpecialDay
from bodemplaat.capabilities.clock.policies import check_may_keep
from bodemplaat.capabilities.clock.reckoning.week import DAYS, is_ever_open, read_day
from bodemplaat.formats.free_days import FreeDays
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import Finding, say

LONGEST_REASON: Final = 120
HOURS_CHANGED: Final = "hours.changed"
"""Announced by a provider for a ``cooperation``: what is sorted by terms is put in order again."""


@command
def open_on_week(
    *,
    actor: Actor,
    cooperation: UUID,
    since: date,
    week: Sequence[str],
    free_days: FreeDays,
    at: datetime,
) -> None:
    """Let a week hold from a day on; the same day again replaces what was written for it.

    ``week`` is seven texts such as ``09:00-12:30 13:00-17:00``, Monday first, empty for a day that is closed. A day before
    today is refused: terms that were promised would move without a reason; a single day is what ``close_day`` is for.
    Raises ``UnsoundHours`` with every finding.
    """
    today = timezone.localdate(at)
    check_may_keep(actor, cooperation, today)
    read = [read_day(text, place) for text, place in zip(week, DAYS, strict=True)]
    findings = [each for day in read for each in day.findings]
    kept = [day.stretches for day in read]
    if not findings and not is_ever_open(kept):
        findings.append(
            Finding("hours.never", "monday", say("Write at least one day on which you are open."))
        )
    rows = OpeningWeek.records.of(actor).filter(
        organisation_id=actor.organisation_id, cooperation_id=cooperation
    )
    if since < today and rows.exists():
        findings.append(Finding("hours.past", "since", say("Another week holds from today at the earliest.")))
    if findings:
        raise UnsoundHours(*findings)
    values = {
        "week": [list(day) for day in kept],
        "free_days": free_days.value,
        "written_by": actor.person_id,
        "written_at": at,
    }
    rows.update_or_create(
        organisation_id=actor.organisation_id,
        cooperation_id=cooperation,
        valid_from=since,
        defaults=values,
    )
    _record(actor, "hours.week_written", cooperation, at, {"since": since.isoformat()})


@command
def open_otherwise(
    *, actor: Actor, cooperation: UUID, day: date, stretches: str, reason: str, at: datetime
) -> None:
    """Let one day differ from the week: other stretches, or closed when there are none. Also afterwards, with a reason.

    Every term that holds the day moves with it: pages, queues and reports work it out anew. What was sealed stays.
    """
    check_may_keep(actor, cooperation, timezone.localdate(at))
    read = read_day(stretches, "stretches")
    findings = list(read.findings)
    if not reason.strip():
        text = say("Write why this day differs: whoever reads a term sees it.")
        findings.append(Finding("hours.reason", "reason", text))
    if len(reason) > LONGEST_REASON:
        text = say("This text is longer than {most} characters: shorten it.")
        findings.append(Finding("hours.long", "reason", text, {"most": LONGEST_REASON}))
    if findings:
        raise UnsoundHours(*findings)
    SpecialDay.records.of(actor).update_or_create(
        organisation_id=actor.organisation_id,
        cooperation_id=cooperation,
        day=day,
        defaults={
            "stretches": list(read.stretches),
            "reason": reason.strip(),
            "written_by": actor.person_id,
            "written_at": at,
        },
    )
    _record(actor, "hours.day_written", cooperation, at, {"day": day.isoformat()})


@command
def open_as_usual(*, actor: Actor, cooperation: UUID, day: date, at: datetime) -> None:
    """Let a day be like its week again."""
    check_may_keep(actor, cooperation, timezone.localdate(at))
    rows = SpecialDay.records.of(actor).filter(
        organisation_id=actor.organisation_id, cooperation_id=cooperation, day=day
    )
    removed, _ = rows.delete()
    if not removed:
        raise Refused(say("That day is like its week already."))
    _record(actor, "hours.day_taken_back", cooperation, at, {"day": day.isoformat()})


def _record(actor: Actor, act: str, cooperation: UUID, at: datetime, details: dict[str, object]) -> None:
    record(actor, act, "opening_hours", cooperation, actor.organisation_id, at=at, details=details)
    changed = Announcement(HOURS_CHANGED, actor.organisation_id, {"cooperation": str(cooperation)})
    publish(actor, changed, at=at)
