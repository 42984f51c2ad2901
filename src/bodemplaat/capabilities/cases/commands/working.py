"""What is done with a case: at the desk, and by whoever asked. Each act is an event; nothing is ever changed in one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.cases import lifecycle
from bodemplaat.capabilities.cases.commands.acting import (
    MOST_WORDS,
    act_on,
    end,
    give_to,
    held,
    is_open,
    needed_words,
    open_to_work_on,
    short_words,
)
from bodemplaat.capabilities.cases.commands.opening import Files, keep_files
from bodemplaat.capabilities.cases.commands.skilled import check_can
from bodemplaat.capabilities.cases.commands.tasks import tasks_still_open
from bodemplaat.capabilities.cases.errors import NotPossibleNow, TasksOpen, TooManyFiles
from bodemplaat.capabilities.cases.mapping import answers_from_stored
from bodemplaat.capabilities.cases.models import Case, CaseDocument
from bodemplaat.capabilities.cases.policies import check_is_system, check_may_work, is_at_desk
from bodemplaat.capabilities.cases.queries.clock import contents_for
from bodemplaat.capabilities.cases.queries.outside import client_that_sent
from bodemplaat.capabilities.cases.reckoning.checking import needs_second_check
from bodemplaat.capabilities.cases.vocabulary import CaseAct, CaseState, Channel, Result
from bodemplaat.foundation.access.api import holders_of_role
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, change_at_end, command
from bodemplaat.kernel import say

REOPENED_WITHIN = timedelta(days=30)
"""So long after closing the requester can say that it was not done after all."""
MOST_FILES = 50


@command
def take_case(*, actor: Actor, case: UUID, despite: str = "", at: datetime) -> None:
    """A clerk puts their name on a case; refused, with the name, when a colleague works on it.

    Where it asks a skill that they have not it raises ``SkillLacking``, unless ``despite`` tells colleagues why they take it.
    """
    row = open_to_work_on(actor, case, at)
    if row.taken_by == actor.person:
        return
    if despite := short_words(despite):
        act_on(actor, row, CaseAct.NOTE, at=at, words=despite, is_internal=True)
    else:
        check_can(actor, row, actor.person, at)
    give_to(actor, row, actor.person, CaseAct.TAKEN, at=at)


@command
def put_back_case(*, actor: Actor, case: UUID, at: datetime) -> None:
    """A clerk puts a case back in the queue, also a colleague's who is away."""
    row = open_to_work_on(actor, case, at, with_anybody=True)
    if row.taken_by is not None:
        give_to(actor, row, None, CaseAct.PUT_BACK, at=at)


@command
def assign_case(*, actor: Actor, case: UUID, person: UUID, words: str = "", at: datetime) -> None:
    """A clerk gives a case to a colleague, or takes over what a colleague works on.

    To who has not got the skill that it asks it goes only with ``words`` that say why; else it raises ``SkillLacking`` or
    ``ColleagueLacksSkill``.
    """
    row = open_to_work_on(actor, case, at, with_anybody=True)
    _check_clerk(actor, row, person, at)
    if person != row.taken_by:
        if not (words := short_words(words)):
            check_can(actor, row, person, at)
        act = CaseAct.TAKEN if person == actor.person else CaseAct.ASSIGNED
        give_to(actor, row, person, act, at=at, words=words)


@command
def ask_requester(*, actor: Actor, case: UUID, question: str, at: datetime) -> None:
    """Ask the requester something; the clock stands still until there is an answer."""
    row = _mine(actor, case, at)
    act_on(actor, row, CaseAct.WAITS_FOR_CUSTOMER, at=at, words=needed_words(question))


@command
def wait_for_third(*, actor: Actor, case: UUID, words: str, at: datetime) -> None:
    """Let a case wait for somebody who is neither requester nor provider; ``words`` say for whom and for what."""
    row = _mine(actor, case, at)
    act_on(actor, row, CaseAct.WAITS_FOR_THIRD, at=at, words=needed_words(words))


@command
def resume_case(*, actor: Actor, case: UUID, words: str = "", at: datetime) -> None:
    """What a case waited for has come; its clock runs again."""
    row = _mine(actor, case, at)
    act_on(actor, row, CaseAct.RESUMED, at=at, words=short_words(words))


@command
def answer_case(*, actor: Actor, case: UUID, words: str, files: Files = (), at: datetime) -> None:
    """Write to the requester; the case stays open."""
    row = _mine(actor, case, at)
    add_files(actor, row, files, at)
    act_on(actor, row, CaseAct.ANSWERED, at=at, words=needed_words(words))


@command
def close_case(
    *, actor: Actor, case: UUID, result: Result, words: str, despite: str = "", at: datetime
) -> CaseState:
    """Close a case with a result and the words that the requester reads; answers the state that it is in then.

    Where its service says so a second person checks it first: then nobody but the desk reads result and words yet.
    With a task open it raises ``TasksOpen``, unless ``despite`` tells colleagues why it is closed all the same.
    """
    row = _mine(actor, case, at)
    words, despite = needed_words(words), short_words(despite)
    if still_open := tasks_still_open(actor, row):
        if not despite:
            raise TasksOpen(still_open)
        act_on(actor, row, CaseAct.NOTE, at=at, words=despite, is_internal=True)
    content = contents_for(actor, [row])[row.service_id, row.version]
    if needs_second_check(content, answers_from_stored(content.form, row.answers), row.id):
        if row.state in lifecycle.WAITING:
            act_on(actor, row, CaseAct.RESUMED, at=at)
        details = {"result": result.value}
        act_on(actor, row, CaseAct.CHECK_ASKED, at=at, words=words, is_internal=True, details=details)
    else:
        end(actor, row, CaseAct.CLOSED, at=at, words=words, result=result.value)
    return CaseState(row.state)


@command
def reopen_case(*, actor: Actor, case: UUID, words: str, at: datetime) -> None:
    """Open a closed case again: by the desk, or within thirty days by whoever asked. Its term goes on where it stopped."""
    row = held(actor, case)
    if row.requester_id == actor.person_id:
        if row.closed_at is not None and at - row.closed_at > REOPENED_WITHIN:
            raise Refused(
                say(
                    "This was closed more than {days} {days:day|days} ago. Ask anew, and name the number {number}."
                ),
                days=REOPENED_WITHIN.days,
                number=row.number,
            )
    else:
        check_may_work(actor, row, timezone.localdate(at), with_anybody=True)
    words = needed_words(words)
    if row.state != lifecycle.CLOSED:
        raise NotPossibleNow
    row.closed_at, row.result = None, ""
    change_at_end(actor, row, "closed_at", "result")
    act_on(actor, row, CaseAct.REOPENED, at=at, words=words)


@command
def withdraw_case(*, actor: Actor, case: UUID, words: str = "", at: datetime) -> None:
    """Whoever asked needs it no longer. Raises ``NotPossibleNow`` when it is over already."""
    row = _own(actor, case)
    end(actor, row, CaseAct.WITHDRAWN, at=at, words=short_words(words))


@command
def write_message(*, actor: Actor, case: UUID, words: str, files: Files = (), at: datetime) -> None:
    """The requester writes to the desk; where it waited for them, it goes on."""
    row = _own(actor, case)
    if not is_open(row):
        raise NotPossibleNow
    add_files(actor, row, files, at)
    message(actor, row, words, at)


@command
def write_message_for(*, actor: Actor, client: UUID, case: UUID, words: str, at: datetime) -> None:
    """Another system passes on what the requester of a case that it sent itself writes to the desk.

    Raises ``NotFound`` for a case that it did not send.
    """
    check_is_system(actor)
    row = held(actor, case)
    if client_that_sent(actor, row.id) != client:
        raise NotFound(Case._meta.verbose_name)
    if not is_open(row):
        raise NotPossibleNow
    message(actor, row, words, at, by={"client": str(client)})


def message(
    actor: Actor,
    row: Case,
    words: str,
    at: datetime,
    *,
    by: Mapping[str, object] | None = None,
    most: int = MOST_WORDS,
) -> None:
    """Write down what the requester of a case that is held writes; where it waited for them, it goes on."""
    act_on(actor, row, CaseAct.MESSAGE, at=at, words=needed_words(words, most), details=by)
    if row.state == lifecycle.WAITS_FOR_CUSTOMER:
        act_on(actor, row, CaseAct.RESUMED, at=at)


@command
def note_contact(*, actor: Actor, case: UUID, channel: Channel, words: str, at: datetime) -> None:
    """A clerk notes that there was contact by telephone, counter or post, and what was said; the requester reads it too."""
    row = open_to_work_on(actor, case, at, with_anybody=True)
    act_on(actor, row, CaseAct.CONTACT, at=at, words=needed_words(words), details={"channel": channel.value})


@command
def note_for_colleagues(*, actor: Actor, case: UUID, words: str, at: datetime) -> None:
    """A clerk writes something that only the service centre reads."""
    row = open_to_work_on(actor, case, at, with_anybody=True)
    act_on(actor, row, CaseAct.NOTE, at=at, words=needed_words(words), is_internal=True)


@command
def hand_to_line(
    *, actor: Actor, case: UUID, line: int, words: str, person: UUID | None = None, at: datetime
) -> None:
    """Hand a case to another line, with what is known and why; its term and its history stay.

    It goes to the queue of that line, or to a colleague who has the skill that is asked there; raises ``ColleagueLacksSkill``
    (of oneself ``SkillLacking``) for one who has not.
    """
    row = _mine(actor, case, at, hands_on=True)
    if line not in (1, 2, 3) or line == row.line:
        raise Refused(say("Choose another line than the one that the case is with."))
    words, before = needed_words(words), row.line
    row.line, row.taken_by = line, None
    change_at_end(actor, row, "line", "taken_by")
    details = {"from": before, "line": line}
    act_on(actor, row, CaseAct.OTHER_LINE, at=at, words=words, is_internal=True, details=details)
    if person is not None:
        _check_clerk(actor, row, person, at)
        check_can(actor, row, person, at)
        give_to(actor, row, person, CaseAct.TAKEN if person == actor.person else CaseAct.ASSIGNED, at=at)


@command
def add_documents(*, actor: Actor, case: UUID, files: Files, at: datetime) -> None:
    """Put documents in the file of a case, from either side. Raises ``TooManyFiles``."""
    row = held(actor, case)
    if row.requester_id != actor.person_id:
        check_may_work(actor, row, timezone.localdate(at), with_anybody=True)
    if not is_open(row):
        raise NotPossibleNow
    add_files(actor, row, files, at)


def add_files(actor: Actor, row: Case, files: Files, at: datetime) -> None:
    """Put files in the file of a case that is held; raises ``TooManyFiles``."""
    if not files:
        return
    if CaseDocument.records.of(actor).filter(case=row).count() + len(files) > MOST_FILES:
        raise TooManyFiles
    keep_files(actor, row, files, at=at)
    names = ", ".join(file.name for _, file in files)
    act_on(actor, row, CaseAct.DOCUMENT, at=at, words=names)


def _own(actor: Actor, case: UUID) -> Case:
    """One's own case, held; another's is not there."""
    row = held(actor, case)
    if row.requester_id != actor.person_id:
        if is_at_desk(actor, row):
            raise Refused(
                say("Only whoever asked this can do that. At the desk you close it, with a result.")
            )
        raise NotFound(Case._meta.verbose_name)
    return row


def _check_clerk(actor: Actor, row: Case, person: UUID, at: datetime) -> None:
    clerks = holders_of_role(
        actor=actor, organisation=row.provider_id, role=Role.SSC_CLERK, on=timezone.localdate(at)
    )
    if person not in clerks:
        raise Refused(say("Choose a clerk of your service centre."))


def _mine(actor: Actor, case: UUID, at: datetime, *, hands_on: bool = False) -> Case:
    """A case to work on; nobody's becomes the actor's, who has the skill that it asks unless they only hand it on."""
    row = open_to_work_on(actor, case, at)
    if row.state == lifecycle.SECOND_CHECK:
        raise NotPossibleNow
    if row.taken_by != actor.person:
        if not hands_on:
            check_can(actor, row, actor.person, at)
        give_to(actor, row, actor.person, CaseAct.TAKEN, at=at)
    return row
