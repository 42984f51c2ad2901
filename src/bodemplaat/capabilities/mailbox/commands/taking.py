"""Taking a message from the mail server: once, whatever becomes of the worker that does it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox.commands.bringing import bring
from bodemplaat.capabilities.mailbox.commands.keeping import Arrived, keep_apart, row_of
from bodemplaat.capabilities.mailbox.commands.opening import Opened, head_of, looked_at, opened
from bodemplaat.capabilities.mailbox.commands.threads import note_thread
from bodemplaat.capabilities.mailbox.queries.incoming import (
    Asks,
    addressed_customers,
    has_sent_enough,
    is_known,
    whose,
)
from bodemplaat.capabilities.mailbox.queries.reach import Target, reach_of, targets_of
from bodemplaat.capabilities.mailbox.reckoning.judging import refusal_of
from bodemplaat.capabilities.mailbox.vocabulary import MailState, Reason
from bodemplaat.formats.mail import Letter, key_of
from bodemplaat.foundation.documents.api import UnusableFile
from bodemplaat.foundation.notices.api import domain
from bodemplaat.foundation.organisations.api import person_of
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command
from bodemplaat.kernel import say

WITHOUT_SUBJECT: Final = say("E-mail without a subject")


def take_mail(*, content: bytes, is_whole: bool = True, came_at: datetime, at: datetime) -> bool:
    """Let a message become a case, or a part of one, or wait for a clerk; says whether it is for any desk here.

    What was taken before is left alone, so a message whose worker died may come again. ``content`` may be the beginning
    alone of one that is larger than it may be: then it is not ``is_whole``.
    """
    arrived = _arrived(content, is_whole, min(came_at, at))
    if arrived is None:
        return False
    targets = targets_of(arrived.letter.recipients)
    for target in targets:
        _take(target, arrived, at)
    return bool(targets)


def _arrived(content: bytes, is_whole: bool, came_at: datetime) -> Arrived | None:
    letter = opened(content if is_whole else head_of(content))
    problem = None if is_whole else Reason.TOO_LARGE
    if letter is None:
        letter, problem = opened(head_of(content)), problem or Reason.UNREADABLE
    if letter is None:
        return None
    return Arrived(letter, key_of(letter, content), content if is_whole else None, problem, came_at)


def _take(target: Target, arrived: Arrived, at: datetime) -> None:
    on = timezone.localdate(at)
    actor = reach_of(target.provider, on)
    letter = arrived.letter
    if is_known(actor=actor, key=arrived.key):
        return
    customers = addressed_customers(actor=actor, target=target)
    if customers:
        bring(actor, target, customers, arrived, at)
        return
    reason = (
        refusal_of(letter, domain=domain(), longest=cases.MOST_MAIL_WORDS // 2)
        if arrived.problem is None
        else arrived.problem
    )
    if reason in (None, Reason.NO_TEXT, Reason.TOO_LONG) and has_sent_enough(
        actor=actor, sender=letter.sender, most=settings.MAIL_AN_HOUR, at=at
    ):
        reason = Reason.TOO_MANY
    asks: Asks | Reason = reason or whose(actor=actor, target=target, letter=letter, at=at)
    if isinstance(asks, Reason):
        keep_apart(actor=actor, target=target, arrived=arrived, reason=asks, at=at)
        return
    files, wrong = looked_at(letter)
    try:
        _put(actor=actor, target=target, arrived=arrived, asks=asks, files=files, wrong=wrong, at=at)
    except (Refused, NotFound, cases.CaseNotReady) as no:
        keep_apart(actor=actor, target=target, arrived=arrived, reason=_reason_of(no, asks), at=at)


def _reason_of(no: Exception, asks: Asks) -> Reason:
    if asks.case is not None:
        return Reason.CASE_OVER
    return Reason.NOT_READY if isinstance(no, cases.CaseNotReady) else Reason.NOT_OFFERED


@command
def _put(
    *,
    actor: Actor,
    target: Target,
    arrived: Arrived,
    asks: Asks,
    files: Opened,
    wrong: Collection[UnusableFile],
    at: datetime,
) -> None:
    person, letter = person_of(actor=actor, person=asks.requester), arrived.letter
    named = replace(actor, person_name=person.name)
    with translation.override(person.language):
        words, quoted_from = words_of(letter, wrong)
        subject = subject_of(letter)
    if asks.case is not None:
        case = asks.case
        cases.write_message_by_mail(
            actor=named,
            requester=asks.requester,
            case=case,
            words=words,
            quoted_from=quoted_from,
            files=files,
            at=at,
        )
    else:
        assert asks.service is not None, "what is not about a case is for a service"  # noqa: S101
        case = cases.open_case_by_mail(
            actor=named,
            requester=asks.requester,
            service=asks.service,
            question=cases.Question(subject, words, {}),
            quoted_from=quoted_from,
            files=files,
            received_at=arrived.came_at,
            key=arrived.key,
            at=at,
        )
    customer, known_as = person.organisation_id, letter.message_id
    note_thread(actor=actor, customer=customer, case=case, message_id=known_as, at=at)
    row = row_of(actor, target, arrived, at)
    row.state, row.case_id, row.decided_at = MailState.IN_CASE, case, at
    row.save(force_insert=True)


def words_of(letter: Letter, wrong: Collection[UnusableFile]) -> tuple[str, int | None]:
    """What goes into a case, with which files were not kept and why; and where it begins to repeat, if it does."""
    own = letter.text[: letter.quoted_from].strip()
    if wrong:
        lines = [each.finding.render(gettext) for each in wrong]
        own = "\n".join([own, "", gettext("Not kept of this e-mail:"), *(f"- {line}" for line in lines)])
    repeated = letter.text[letter.quoted_from :].strip()
    if not repeated:
        return own, None
    room = cases.MOST_MAIL_WORDS - len(own) - 2
    return f"{own}\n\n{repeated[:room].rstrip()}", len(own)


def subject_of(letter: Letter) -> str:
    """What it is about, no longer than a case takes."""
    subject = letter.subject or gettext(WITHOUT_SUBJECT)
    most = cases.LONGEST_SUBJECT
    return subject if len(subject) <= most else f"{subject[: most - 1].rstrip()}…"
