"""The thread of a case: its token, the messages that came, and the letters that go out in it."""

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox.models import Thread
from bodemplaat.capabilities.mailbox.policies import is_mail_read
from bodemplaat.capabilities.mailbox.reckoning.judging import address_with
from bodemplaat.foundation.access.api import address_of
from bodemplaat.foundation.notices.api import domain, post, worded
from bodemplaat.foundation.organisations.api import person_of
from bodemplaat.foundation.tenancy.api import Actor, command, write_at_end

MOST_IDS: Final = 20


@command
def note_thread(*, actor: Actor, customer: UUID, case: UUID, message_id: str, at: datetime) -> None:
    """Note that a message came about a case of a customer; its thread begins with the first."""
    came = [message_id] if message_id else []
    row = Thread.records.of(actor).locked().filter(case_id=case).first()
    if row is None:
        token = secrets.token_hex(16)
        new = Thread(organisation_id=customer, case_id=case, token=token, came=came, made_at=at)
        write_at_end(actor, [new])  # the case itself may still have to be written
    elif came:
        row.came = [*(each for each in row.came if each != message_id), *came][-MOST_IDS:]
        row.save(update_fields=["came"])


def thread_letters(*, actor: Actor, case: UUID) -> Callable[[cases.CaseLetter], None] | None:
    """How a letter about a case is mailed where its requester mails about it and can be answered; fills the port of cases."""
    if not is_mail_read() or not settings.MAIL_ADDRESS:
        return None
    row = Thread.records.of(actor).filter(case_id=case).first()
    return None if row is None else partial(_mail, actor, row)


def _mail(actor: Actor, thread: Thread, letter: cases.CaseLetter) -> None:
    person = person_of(actor=actor, person=letter.person)
    to = address_of(actor=actor, person=letter.person) or person.email
    if not to:
        return
    values = {"number": letter.number, "subject": letter.subject}
    with translation.override(person.language):
        subject = worded(letter.said[0], values).replace("\n", " ")
        parts = [subject]
        if letter.words:
            parts += [letter.words, "-- "]
        parts += [
            worded(letter.said[1], values) if not letter.words else "",
            gettext("Answer this e-mail to write to the service centre, or open the request:"),
            f"{settings.PUBLIC_ADDRESS}{letter.path}",
        ]
        title = f"Re: {letter.subject} [{letter.number}]".replace("\n", " ")
    headers = {
        "Message-ID": f"<case.{letter.cause}@{domain()}>",
        "Reply-To": address_with(thread.token, base=settings.MAIL_ADDRESS),
        **({} if letter.words else {"Auto-Submitted": "auto-replied"}),
    }
    if thread.came:
        headers |= {
            "In-Reply-To": f"<{thread.came[-1]}>",
            "References": " ".join(f"<{each}>" for each in thread.came),
        }
    body = "\n\n".join(part for part in parts if part)
    post(EmailMessage(subject=title, body=body, to=[to], headers=headers))
