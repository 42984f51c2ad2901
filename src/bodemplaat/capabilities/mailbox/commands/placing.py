"""What a clerk does with a message that waits or was refused: make a case of it, put it with one, or throw it away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox.commands.opening import Opened, looked_at, opened
from bodemplaat.capabilities.mailbox.commands.taking import subject_of, words_of
from bodemplaat.capabilities.mailbox.commands.threads import note_thread
from bodemplaat.capabilities.mailbox.errors import AlreadyPlaced, NotWhole
from bodemplaat.capabilities.mailbox.models import Mail
from bodemplaat.capabilities.mailbox.policies import check_desk
from bodemplaat.capabilities.mailbox.ports import InvoiceMail, taker_of_invoices
from bodemplaat.capabilities.mailbox.vocabulary import OPEN, MailState
from bodemplaat.formats.mail import Letter
from bodemplaat.foundation.access.api import people_with_address
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.documents.api import UnusableFile
from bodemplaat.foundation.organisations.api import person_of
from bodemplaat.foundation.tenancy.api import Actor, Refused, command, entered
from bodemplaat.kernel import say

LONGEST_WORDS = 500
Unfolded = tuple[Letter, Opened, tuple[UnusableFile, ...]]
MailToTakeIn = tuple[Letter, bytes, Any]
"""A message, the bytes of it, and what its files were judged to be."""


def unfold(*, actor: Actor, mail: UUID) -> Unfolded:
    """A message that is kept whole with its files, looked at anew; outside any transaction. Raises ``NotWhole``."""
    with entered(actor):
        check_desk(actor)
        content = Mail.records.of(actor).one(id=mail).content
    letter = opened(bytes(content)) if content is not None else None
    if letter is None:
        raise NotWhole
    return letter, *looked_at(letter)


@command
def make_case_of_mail(
    *, actor: Actor, mail: UUID, requester: UUID, service: UUID, unfolded: Unfolded, at: datetime
) -> UUID:
    """A clerk makes a case of a message for somebody of a customer; answers the case. Raises as ``cases.open_case_by_mail``.

    What is answered goes to the address with which they sign in, whoever sent the message.
    """
    row, (letter, files, wrong) = _held(actor, mail), unfolded
    person = person_of(actor=actor, person=requester)
    with translation.override(person.language):
        words, quoted_from = words_of(letter, wrong)
        subject = subject_of(letter)
    case = cases.open_case_by_mail(
        actor=actor,
        requester=requester,
        service=service,
        question=cases.Question(subject, words, {}),
        quoted_from=quoted_from,
        files=files,
        received_at=row.came_at,
        key=row.key,
        at=at,
    )
    is_theirs = requester in people_with_address(actor=actor, email=letter.sender)
    known_as = letter.message_id if is_theirs else ""
    note_thread(actor=actor, customer=person.organisation_id, case=case, message_id=known_as, at=at)
    _decide(actor, row, MailState.IN_CASE, case=case, at=at)
    return case


def judge_mail(*, actor: Actor, mail: UUID) -> MailToTakeIn:
    """A message that is kept whole, with those of its files judged that may be an invoice; outside any transaction.

    Raises ``NotWhole``, and ``Refused`` where no file may be one.
    """
    with entered(actor):
        check_desk(actor)
        content = Mail.records.of(actor).one(id=mail).content
    letter = opened(bytes(content)) if content is not None else None
    if letter is None or content is None:
        raise NotWhole
    judged = taker_of_invoices().judge(letter)
    if not judged:
        raise Refused(say("No XML or PDF came with this message, so there is no invoice to take in."))
    return letter, bytes(content), judged


@command
def take_mail_in(
    *, actor: Actor, mail: UUID, customer: UUID, to_take_in: MailToTakeIn, at: datetime
) -> Sequence[UUID]:
    """A clerk takes in what came with a message as invoices of a customer, as ``judge_mail`` judged it; answers those."""
    row, (letter, content, judged) = _held(actor, mail), to_take_in
    came = InvoiceMail(letter, content, row.key, row.came_at)
    taken = taker_of_invoices().take(actor=actor, organisation=customer, mail=came, judged=judged, at=at)
    _decide(actor, row, MailState.IN_INVOICE, case=None, at=at)
    return taken


@command
def put_mail_with_case(*, actor: Actor, mail: UUID, number: str, unfolded: Unfolded, at: datetime) -> UUID:
    """A clerk puts a message with an open case of the desk, by its number, as a contact that its requester reads too."""
    row, (letter, files, wrong) = _held(actor, mail), unfolded
    case = cases.case_with_number(actor=actor, number=number)
    words, quoted_from = words_of(letter, wrong)
    cases.note_mail(
        actor=actor,
        case=case,
        words=words,
        sender=letter.sender,
        quoted_from=quoted_from,
        files=files,
        at=at,
    )
    _decide(actor, row, MailState.IN_CASE, case=case, at=at)
    return case


@command
def throw_mail_away(*, actor: Actor, mail: UUID, words: str, at: datetime) -> None:
    """A clerk throws a message away and says why; who sent it, when and why it went are kept, its words are not."""
    row, words = _held(actor, mail), words.replace("\x00", "").strip()
    if not words:
        raise cases.NothingSaid
    if len(words) > LONGEST_WORDS:
        raise Refused(say("This text is longer than {most} characters: shorten it."), most=LONGEST_WORDS)
    row.words = words
    _decide(actor, row, MailState.THROWN_AWAY, case=None, at=at)


def _held(actor: Actor, mail: UUID) -> Mail:
    check_desk(actor)
    row = Mail.records.of(actor).locked().defer("content").one(id=mail)
    if row.state not in OPEN:
        raise AlreadyPlaced
    return row


def _decide(actor: Actor, row: Mail, state: MailState, *, case: UUID | None, at: datetime) -> None:
    row.state, row.case_id, row.content, row.text = state, case, None, ""
    if state is not MailState.THROWN_AWAY:
        row.subject, row.sender_name, row.files = "", "", []
    row.quoted_from = None
    row.decided_at, row.decided_by, row.decided_by_name = at, actor.person, actor.person_name
    row.save()
    details = {"case": str(case)} if case else {}
    record(actor, f"mail.{state.value}", "mail", row.id, row.organisation_id, at=at, details=details)
