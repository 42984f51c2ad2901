"""How a case begins: sent by an employee, or written down by the desk for whoever called, wrote or came by."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from bodemplaat.capabilities.agreements.api import norms_agreed
from bodemplaat.capabilities.cases import events
from bodemplaat.capabilities.cases.commands.acting import place_in_queue
from bodemplaat.capabilities.cases.errors import (
    CaseNotReady,
    NotOfTheDesk,
    NotYourOwnCase,
    OutOfReach,
    OwnPages,
)
from bodemplaat.capabilities.cases.mapping import answers_as_stored, texts_of_answers
from bodemplaat.capabilities.cases.models import Case, CaseDocument
from bodemplaat.capabilities.cases.policies import check_desk, check_is_system
from bodemplaat.capabilities.cases.queries.clock import norm_on
from bodemplaat.capabilities.cases.queries.services import (
    begun_here,
    check_is_for,
    known_for,
    service_for,
    works_for,
)
from bodemplaat.capabilities.cases.reckoning.clock import Happened, read_clock
from bodemplaat.capabilities.cases.values import Question
from bodemplaat.capabilities.cases.vocabulary import CaseAct, Channel
from bodemplaat.capabilities.catalogue.api import OfferedView, read_answers
from bodemplaat.capabilities.clock.api import clocks
from bodemplaat.foundation.access.api import standing_of
from bodemplaat.foundation.documents.api import Inspected, keep_receipt
from bodemplaat.foundation.organisations.api import employments_of, person_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, command, shaped, write_at_end
from bodemplaat.kernel import Finding, say
from bodemplaat.kernel.written import Habit

LONGEST_SUBJECT, LONGEST_WORDS = 140, 4000
EARLIEST = 366
"""Days back that a case which came in by another channel may have been received."""
Files = Sequence[tuple[str, Inspected]]
"""Files that opened, each with the field of the form that asked for it (empty for one beside the form)."""


@command
def open_case(
    *, actor: Actor, service: UUID, question: Question, files: Files = (), key: str, at: datetime
) -> UUID:
    """Send a request from the portal; the same ``key`` again returns the same case.

    Raises ``CaseNotReady`` with every finding, ``NotFound`` for a service that is not offered to one's organisation,
    ``NotForYou`` for one that is for others there, ``OwnPages`` and ``OutOfReach`` for one that is not asked for here.
    """
    if (there := begun_with(actor, actor.person, key)) is not None:
        return there
    offered = service_for(actor, service, actor.organisation_id, timezone.localdate(at))
    check_is_for({actor.role}, offered)
    return begin(
        actor, offered, actor.organisation_id, actor.person, question, files, Channel.PORTAL, at, key, at
    )


@command
def write_down_case(
    *,
    actor: Actor,
    requester: UUID,
    service: UUID,
    channel: Channel,
    question: Question,
    files: Files = (),
    received_at: datetime | None = None,
    key: str,
    at: datetime,
) -> UUID:
    """A clerk writes down what somebody of a customer asked by telephone, at the counter or by post.

    ``received_at`` is when it came in, now unless given: a letter may lie a day. Raises as ``open_case``, and ``Refused`` for
    anyone who is no clerk, for what they ask themselves and for a moment in the future.
    """
    check_desk(actor)
    if (there := begun_with(actor, requester, key)) is not None:
        return there
    person = person_of(actor=actor, person=requester)
    check_not_oneself(actor, requester)
    received = received_at or at
    if received > at or (at - received).days > EARLIEST:
        raise Refused(say("It came in today or in the year before: choose such a moment."))
    offered = offered_by_desk(actor, service, person.organisation_id, received)
    return begin(
        actor, offered, person.organisation_id, requester, question, files, channel, received, key, at
    )


@command
def open_case_for(
    *,
    actor: Actor,
    client: UUID,
    requester: UUID,
    service: UUID,
    question: Question,
    key: str,
    at: datetime,
) -> UUID:
    """Another system sends a request in the name of somebody of the organisation that it works for; the same ``key`` again
    returns the same case.

    Raises as ``open_case``, and ``NotFound`` for somebody who does not work there.
    """
    check_is_system(actor)
    if (there := begun_with(actor, requester, key)) is not None:
        return there
    person, on = person_of(actor=actor, person=requester), timezone.localdate(at)
    if person.organisation_id != actor.organisation_id or not employments_of(
        actor=actor, person=requester, on=on
    ):
        raise NotFound("person")
    offered = service_for(actor, service, actor.organisation_id, on)
    roles = standing_of(actor=actor, people=(requester,), on=on).now.get(requester, frozenset())
    check_is_for({Role.EMPLOYEE, *roles}, offered)
    by = {"client": str(client)}
    return begin(
        actor,
        offered,
        actor.organisation_id,
        requester,
        question,
        (),
        Channel.SYSTEM,
        at,
        key,
        at,
        by=by,
        habit=Habit.STORED,
    )


def begin(
    actor: Actor,
    offered: OfferedView,
    customer: UUID,
    requester: UUID,
    question: Question,
    files: Files,
    channel: Channel,
    received: datetime,
    key: str,
    at: datetime,
    *,
    by: Mapping[str, object] | None = None,
    habit: Habit = Habit.DUTCH,
    most: int = LONGEST_WORDS,
) -> UUID:
    """Begin a case of a service that is offered to a customer; ``by`` says more of how it came in, ``most`` how long it may be."""
    on = timezone.localdate(received)
    if not begun_here(offered):
        raise OwnPages
    if not works_for(actor, offered, customer, on):
        raise OutOfReach(offered.provider_name)
    content = offered.content
    reading = read_answers(
        content.form,
        question.typed,
        known=known_for(actor, content.form, customer, on),
        today=on,
        habit=habit,
    )
    findings = (
        *check_question(question, needs_words=not content.form.fields, most=most),
        *reading.findings,
        *question.unusable,
    )
    if findings:
        raise CaseNotReady(findings)
    agreed = norms_agreed(actor=actor)
    hours = clocks(actor=actor).of(offered.provider_id, offered.cooperation_id)
    clock = read_clock(
        [Happened(CaseAct.RECEIVED, received)],
        norm_on(agreed, customer, offered.id, received, content.indicators),
        hours,
        at,
    )
    case = Case(
        organisation_id=customer,
        requester_id=requester,
        provider_id=offered.provider_id,
        cooperation_id=offered.cooperation_id,
        service_id=offered.id,
        version=offered.number,
        number=_next_number(offered.provider_id, on),
        numbered_by=offered.provider_id,
        channel=channel,
        subject=_tidy(question.subject),
        question=question.words.replace("\x00", "").strip(),
        answers=answers_as_stored(reading.answers),
        line=content.line,
        start_key=key,
        received_at=received,
        changed_at=at,
        due_at=place_in_queue(clock),
    )
    write_at_end(actor, [case])
    details = {"channel": channel.value, "service": offered.code, "version": offered.number, **(by or {})}
    events.happened(actor, case, CaseAct.RECEIVED, at=at, happened_at=received, details=details)
    events.state_changed(actor, case, "", at=at)
    events.note_words(
        actor, case, [case.number, case.subject, case.question, *texts_of_answers(case.answers)], at=at
    )
    keep_files(actor, case, files, at=at)
    return case.id


def check_not_oneself(actor: Actor, requester: UUID) -> None:
    """Raise ``NotYourOwnCase`` for a clerk who would begin what they ask themselves, in whatever job."""
    if requester == actor.person or requester in actor.people:
        raise NotYourOwnCase


def offered_by_desk(actor: Actor, service: UUID, customer: UUID, received: datetime) -> OfferedView:
    """A service that the actor's own organisation offers a customer on the day something came in; raises ``NotOfTheDesk``."""
    offered = service_for(actor, service, customer, timezone.localdate(received))
    if offered.provider_id != actor.organisation_id:
        raise NotOfTheDesk
    return offered


def keep_files(actor: Actor, case: Case, files: Files, *, at: datetime) -> None:
    """Put files in the file of a case."""
    for field, file in files:
        document = keep_receipt(actor=actor, organisation=case.organisation_id, file=file, at=at)
        kept = CaseDocument(
            organisation_id=case.organisation_id,
            case=case,
            document_id=document,
            field=field,
            added_at=at,
            added_by=actor.person_id,
            added_by_name=actor.person_name,
        )
        write_at_end(actor, [kept])


def check_question(
    question: Question, *, needs_words: bool, most: int = LONGEST_WORDS
) -> tuple[Finding, ...]:
    """What is wrong with the words of a question; the form beside it is read by the catalogue."""
    findings = []
    subject = _tidy(question.subject)
    if not subject:
        text = say("Say in a few words what it is about: you find your request back by it.")
        findings.append(Finding("case.subject", "subject", text))
    elif len(subject) > LONGEST_SUBJECT:
        text = say("This text is longer than {most} characters: shorten it.")
        findings.append(Finding("case.long", "subject", text, {"most": LONGEST_SUBJECT}))
    if needs_words and not question.words.strip():
        findings.append(
            Finding("case.words", "words", say("Write what you would like to know or have done."))
        )
    elif len(question.words) > most:
        text = say("This text is longer than {most} characters: shorten it.")
        findings.append(Finding("case.long", "words", text, {"most": most}))
    return tuple(findings)


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\x00", "")).strip()


def begun_with(actor: Actor, requester: UUID, key: str) -> UUID | None:
    """The case that somebody began with a key, if they did; whoever asks at the same moment waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"open_case {requester} {key}"]
        )
    there = list(_with_key(actor, requester, key))
    return there[0].id if there else None


@shaped
def _with_key(actor: Actor, requester: UUID, key: str) -> QuerySet[Case]:
    """The case that somebody began with a key, if they did."""
    return Case.records.of(actor).filter(requester_id=requester, start_key=key)


def _next_number(provider: UUID, on: date) -> str:
    """The next number of a provider in a year, held until the end so that numbers have no gaps. Raises ``NotFound`` out of reach."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_next_number(%s, %s)", [provider, on.year])
        row = cursor.fetchone()
    if row is None or row[0] is None:
        raise NotFound("provider")
    return f"Z{on.year}-{row[0]:06d}"
