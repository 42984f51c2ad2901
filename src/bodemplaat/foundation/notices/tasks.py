"""The jobs that mail: a notice, and a letter that another room wrote."""

import json
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils import timezone, translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.notices import sealing
from bodemplaat.foundation.notices.models import Notice
from bodemplaat.foundation.notices.wording import worded
from bodemplaat.foundation.tenancy.api import Actor, entered

OURS = "X-Bodemplaat"


@app.task(name="notices.mail", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def mail(organisation: str, notice: str) -> None:
    """Mail one notice in its reader's language. No row is held while the mail server thinks.

    When the worker dies between sending and noting it, the notice goes out again under the same ``Message-ID``.
    """
    actor = Actor.system(UUID(organisation))
    with entered(actor):
        message = _message(actor, UUID(notice))
    if message is None:
        return
    message.send()
    with entered(actor):
        Notice.records.of(actor).filter(id=UUID(notice)).update(mailed_at=timezone.now())


def _message(actor: Actor, notice: UUID) -> EmailMessage | None:
    """The notice as a message; nothing when it was mailed already or its reader has no address."""
    row = Notice.records.of(actor).select_related("person").one(id=notice)
    if row.mailed_at is not None or not row.person.email:
        return None
    with translation.override(row.person.language):
        lines = [worded(row.body, row.values)]
        if row.path:
            lines.append(f"{settings.PUBLIC_ADDRESS}{row.path}")
        return EmailMessage(
            subject=worded(row.subject, row.values).replace("\n", " "),
            body="\n\n".join(line for line in lines if line),
            to=[row.person.email],
            headers={"Message-ID": f"<notice.{row.id}@{domain()}>", "Auto-Submitted": "auto-generated"}
            | our_mark(),
        )


@app.task(name="notices.letter", queue="mail", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
def letter(sealed: str) -> None:
    """Mail what ``post`` sealed; tried again for an hour and a half, since such letters hold links that end."""
    fields = json.loads(sealing.opened(sealed))
    message = EmailMultiAlternatives(
        subject=fields["subject"],
        body=fields["body"],
        from_email=fields["from"],
        to=fields["to"],
        headers=fields["headers"] | our_mark(),
    )
    for content, media_type in fields["alternatives"]:
        message.attach_alternative(content, media_type)
    message.content_subtype = fields["subtype"]
    message.send()


def post(message: EmailMessage) -> None:
    """Let the worker mail a message, so that nobody waits for a mail server. Its words are sealed in the queue.

    In a transaction, it goes with it. Attachments are not taken: ``ValueError``.
    """
    if message.attachments:
        raise ValueError("a letter has no attachments")
    fields = {
        "subject": message.subject,
        "body": message.body,
        "from": message.from_email,
        "to": list(message.to),
        "headers": {name: str(value) for name, value in message.extra_headers.items()},
        "alternatives": [[str(one[0]), str(one[1])] for one in getattr(message, "alternatives", ())],
        "subtype": message.content_subtype,
    }
    letter.defer(sealed=sealing.sealed(json.dumps(fields)))


def our_mark() -> dict[str, str]:
    """The header by which we know a mail of our own again when it comes back to us."""
    return {OURS: domain()}


def domain() -> str:
    """The part of our addresses after the @; the ids of what we mail end with it."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
