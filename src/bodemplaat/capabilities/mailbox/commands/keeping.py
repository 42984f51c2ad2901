"""What is kept of a message that came, and keeping apart one that did not go where it was sent by itself."""

from dataclasses import dataclass
from datetime import datetime

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.capabilities.mailbox.models import Mail
from bodemplaat.capabilities.mailbox.queries.reach import Target
from bodemplaat.capabilities.mailbox.vocabulary import WAITS, MailState, Reason
from bodemplaat.formats.mail import Letter
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.tenancy.api import Actor, command, insert_bytes


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as it came: what it says, the bytes to keep until somebody decides, and why it cannot be read if so."""

    letter: Letter
    key: str
    content: bytes | None
    problem: Reason | None
    came_at: datetime


@command
def keep_apart(*, actor: Actor, target: Target, arrived: Arrived, reason: Reason, at: datetime) -> None:
    """Let a message wait for a clerk, or be refused and stay to be seen, with the reason."""
    row, letter = row_of(actor, target, arrived, at), arrived.letter
    row.state = MailState.WAITING if reason in WAITS else MailState.REFUSED
    row.reason, row.case_id = reason, target.case
    row.sender_name, row.subject = letter.sender_name, letter.subject
    most = cases.MOST_MAIL_WORDS
    row.text, row.quoted_from = letter.text[:most], min(letter.quoted_from, len(letter.text[:most]))
    row.files = [each.name for each in letter.attachments]
    row.content = arrived.content
    insert_bytes(actor, row)
    record(
        actor,
        f"mail.{row.state.value}",
        "mail",
        row.id,
        row.organisation_id,
        at=at,
        details={"reason": reason.value},
    )


def row_of(actor: Actor, target: Target, arrived: Arrived, at: datetime) -> Mail:
    """What is kept of every message; the caller says what became of it."""
    return Mail(
        organisation_id=actor.organisation_id,
        key=arrived.key,
        address_id=target.address,
        sender=arrived.letter.sender,
        came_at=arrived.came_at,
        taken_at=at,
    )
