"""The life of a version: writing, publishing from a day, looking it over, ending."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.knowledge import lifecycle
from bodemplaat.capabilities.knowledge.errors import UnsoundAnswer
from bodemplaat.capabilities.knowledge.models import Answer, AnswerVersion
from bodemplaat.capabilities.knowledge.policies import check_may_edit
from bodemplaat.capabilities.knowledge.queries.keeping import editors_at, services_to_answer_for
from bodemplaat.capabilities.knowledge.reckoning.content import (
    AnswerContent,
    answer_as_stored,
    answer_from_stored,
    check_answer,
)
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.foundation.versions.api import HELD, hold_from, hold_until
from bodemplaat.kernel import Finding, say


@command
def write_answer(
    *, actor: Actor, cooperation: UUID, content: AnswerContent, owner: UUID, review_on: date, at: datetime
) -> UUID:
    """Write a new answer as a draft. Raises ``UnsoundAnswer`` with every finding, and ``Refused`` for who may not."""
    check_may_edit(actor, timezone.localdate(at), cooperation)
    _check(actor, content, owner, review_on, at)
    answer = Answer.records.of(actor).create(
        organisation_id=actor.organisation_id, cooperation_id=cooperation, created_at=at
    )
    row = _version(answer, 1, content, owner, review_on, actor, at)
    row.save()
    _record(actor, row, "written", at)
    return answer.id


@command
def change_answer(
    *, actor: Actor, version: UUID, content: AnswerContent, owner: UUID, review_on: date, at: datetime
) -> None:
    """Let a draft say something else. Raises ``UnsoundAnswer``, and ``Refused`` for what was published already."""
    row = _own(actor, version, at)
    if row.state != lifecycle.DRAFT:
        raise Refused(
            say(
                "This version was published, so it stays as it is. Write the next version to change the answer."
            )
        )
    _check(actor, content, owner, review_on, at)
    row.content, row.is_for_customers = answer_as_stored(content), content.is_for_customers
    row.owner, row.review_on = owner, review_on
    row.written_by, row.written_at = actor.person_id, at
    row.save()
    _record(actor, row, "changed", at)


@command
def write_next_answer(*, actor: Actor, answer: UUID, at: datetime) -> UUID:
    """Begin the next version as a draft that says what the newest says; the one in the making, if there is one."""
    check_may_edit(actor, timezone.localdate(at))
    kept = Answer.records.of(actor).filter(organisation_id=actor.organisation_id).locked().one(id=answer)
    newest = AnswerVersion.records.of(actor).filter(answer=kept).order_by("-number").first()
    if newest is None:
        raise NotFound("answer")
    if newest.state == lifecycle.DRAFT:
        return newest.id
    content = answer_from_stored(newest.content)
    row = _version(kept, newest.number + 1, content, newest.owner, newest.review_on, actor, at)
    row.save()
    _record(actor, row, "begun", at)
    return row.id


@command
def publish_answer(*, actor: Actor, version: UUID, since: date, at: datetime) -> None:
    """Let a draft hold from a day on, today at the earliest; the version before it ends on that day."""
    row = _own(actor, version, at)
    _check(actor, answer_from_stored(row.content), row.owner, row.review_on, at)
    hold_from(
        row,
        since,
        shown=AnswerVersion.records.of(actor).filter(answer_id=row.answer_id, state__in=lifecycle.SHOWN),
        life=lifecycle.VERSION,
        too_early=say("An answer holds from today at the earliest: nobody could have read it before."),
        at=at,
    )
    row.published_by = actor.person_id
    row.save(update_fields=[*HELD, "published_by"])
    _record(actor, row, "published", at, {"since": since.isoformat()})


@command
def end_answer(*, actor: Actor, version: UUID, until: date, at: datetime) -> None:
    """Let what is published end; ``until`` is the first day on which nobody reads it, tomorrow at the earliest."""
    row = _own(actor, version, at)
    too_early = say("An answer ends tomorrow at the earliest, and not before it begins: choose a later day.")
    hold_until(row, until, life=lifecycle.VERSION, too_early=too_early, at=at)
    row.save(update_fields=HELD)
    _record(actor, row, "ended", at, {"until": until.isoformat()})


@command
def review_answer(*, actor: Actor, version: UUID, review_on: date, at: datetime) -> None:
    """Say that a published answer is still right, and on which day it is looked over next."""
    row = _own(actor, version, at)
    if row.state != lifecycle.PUBLISHED:
        raise Refused(say("What is looked over is an answer that is published."))
    if review_on <= timezone.localdate(at):
        raise Refused(say("Choose a day to come on which this answer is looked over next."))
    row.review_on = review_on
    row.save(update_fields=["review_on"])
    _record(actor, row, "reviewed", at, {"next": review_on.isoformat()})


def _own(actor: Actor, version: UUID, at: datetime) -> AnswerVersion:
    check_may_edit(actor, timezone.localdate(at))
    rows = AnswerVersion.records.of(actor).filter(organisation_id=actor.organisation_id)
    return rows.locked().one(id=version)


def _check(actor: Actor, content: AnswerContent, owner: UUID, review_on: date, at: datetime) -> None:
    """Raise ``UnsoundAnswer`` with everything that is wrong."""
    today = timezone.localdate(at)
    findings = list(check_answer(content, services_to_answer_for(actor=actor, on=today)))
    if owner not in editors_at(actor=actor, on=today):
        text = say("Choose somebody of your organisation who writes answers.")
        findings.append(Finding("answer.owner", "owner", text))
    if review_on <= today:
        findings.append(
            Finding(
                "answer.review", "review_on", say("Choose a day to come on which this answer is looked over.")
            )
        )
    if findings:
        raise UnsoundAnswer(*findings)


def _version(
    answer: Answer,
    number: int,
    content: AnswerContent,
    owner: UUID,
    review_on: date,
    actor: Actor,
    at: datetime,
) -> AnswerVersion:
    return AnswerVersion(
        organisation_id=answer.organisation_id,
        cooperation_id=answer.cooperation_id,
        answer=answer,
        number=number,
        content=answer_as_stored(content),
        is_for_customers=content.is_for_customers,
        owner=owner,
        review_on=review_on,
        written_by=actor.person_id,
        written_at=at,
    )


def _record(
    actor: Actor, row: AnswerVersion, act: str, at: datetime, details: Mapping[str, object] | None = None
) -> None:
    facts = {"number": row.number, **(details or {})}
    record(actor, f"answer.{act}", "answer", row.answer_id, row.organisation_id, at=at, details=facts)
