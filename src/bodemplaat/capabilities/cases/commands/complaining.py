"""Complaints about a case: made by whoever asked or by their organisation, dealt with by somebody who had no part in it."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import act_on, needed_words
from bodemplaat.capabilities.cases.errors import (
    ComplaintUnderWay,
    NoSuchRequest,
    NotForYouToComplain,
    NotPossibleNow,
    TooLateToComplain,
)
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.cases.policies import FOR_CUSTOMER, check_may_handle
from bodemplaat.capabilities.cases.queries.clock import timelines
from bodemplaat.capabilities.cases.queries.complaints import complaint_term
from bodemplaat.capabilities.cases.reckoning.complaints import (
    COMPLAINED_WITHIN,
    complaints_in,
    not_to_handle,
)
from bodemplaat.capabilities.cases.values import Complaint
from bodemplaat.capabilities.cases.vocabulary import CaseAct, Verdict
from bodemplaat.foundation.outbox.api import Announcement, publish_many
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command


@command
def complain_about_case(*, actor: Actor, case: UUID, words: str, at: datetime) -> None:
    """Whoever asked complains about how their request was dealt with.

    Raises ``ComplaintUnderWay`` while an earlier one is open, ``TooLateToComplain`` a year after it was over.
    """
    rows = Case.records.of(actor).locked().filter(requester_id=actor.person)
    _complain(actor, rows.one(id=case), words, at)


@command
def complain_by_number(*, actor: Actor, number: str, words: str, at: datetime) -> None:
    """The controller or contract manager of a customer complains about a case of its employees, which they do not open.

    Raises ``NoSuchRequest``, and as ``complain_about_case``.
    """
    if actor.role not in FOR_CUSTOMER:
        raise NotForYouToComplain
    wanted = number.replace("\x00", "").strip().upper()[:16]
    theirs = Case.records.of(actor).locked().filter(organisation_id=actor.organisation_id, number=wanted)
    row = theirs.order_by("-received_at", "id").first()
    if row is None:
        raise NoSuchRequest(wanted)
    _complain(actor, row, words, at)


@command
def take_complaint(*, actor: Actor, case: UUID, complaint: UUID, at: datetime) -> None:
    """Take up a complaint; raises ``ComplainedAbout`` for who had a part in the case, ``NotTheHandler`` for who has no say."""
    row, about = _to_handle(actor, case, complaint)
    if about.taken_by != actor.person:
        details = {"complaint": str(about.id)}
        act_on(actor, row, CaseAct.COMPLAINT_TAKEN, at=at, details=details)


@command
def decide_complaint(
    *, actor: Actor, case: UUID, complaint: UUID, verdict: Verdict, reason: str, at: datetime
) -> None:
    """Say what comes of a complaint, with the reason that whoever complained reads. Raises as ``take_complaint``."""
    row, about = _to_handle(actor, case, complaint)
    details = {"complaint": str(about.id), "verdict": verdict.value}
    act_on(actor, row, CaseAct.COMPLAINT_DECIDED, at=at, words=needed_words(reason), details=details)
    if about.person_id is not None:
        _announce(actor, row, CaseAct.COMPLAINT_DECIDED, at, about.person_id)


def _complain(actor: Actor, row: Case, words: str, at: datetime) -> None:
    words = needed_words(words)
    if row.state == lifecycle.MERGED:
        raise NotPossibleNow
    if row.closed_at is not None and at - row.closed_at > COMPLAINED_WITHIN:
        raise TooLateToComplain(COMPLAINED_WITHIN.days)
    if any(each.is_open for each in complaints_in(timelines(actor, [row.id], all_acts=True)[row.id])):
        raise ComplaintUnderWay
    act_on(actor, row, CaseAct.COMPLAINED, at=at, words=words)
    _announce(actor, row, CaseAct.COMPLAINED, at, actor.person)


def _announce(actor: Actor, row: Case, act: CaseAct, at: datetime, complainer: UUID) -> None:
    due = timezone.localdate(complaint_term(actor, row, at))
    facts = {
        "case": str(row.id),
        "number": row.number,
        "due_day": due.isoformat(),
        "provider": str(row.provider_id),
        "person": str(complainer),
        "own": complainer == row.requester_id,
    }
    publish_many(actor, [Announcement(act, row.organisation_id, facts)], at=at)


def _to_handle(actor: Actor, case: UUID, complaint: UUID) -> tuple[Case, Complaint]:
    """A case, locked, with an open complaint about it that the actor may deal with."""
    row = Case.records.of(actor).locked().filter(provider_id=actor.organisation_id).one(id=case)
    timeline = timelines(actor, [row.id], all_acts=True)[row.id]
    about = next((each for each in complaints_in(timeline) if each.id == complaint), None)
    if about is None:
        raise NotFound("complaint")
    check_may_handle(actor, row, not_to_handle(timeline, about), about.taken_by)
    if not about.is_open:
        raise NotPossibleNow
    return row, about
