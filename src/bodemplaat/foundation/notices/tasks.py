"""The job that mails a notice."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.notices.models import Notice
from bodemplaat.foundation.notices.wording import worded
from bodemplaat.foundation.tenancy import Actor, entered


@app.task(name="notices.mail", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def mail(organisation: str, notice: str) -> None:
    """Mail one notice in its reader's language, once unless the server fails between sending and noting it."""
    actor = Actor.system(UUID(organisation))
    with entered(actor):
        row = Notice.records.of(actor).select_related("person").locked().one(id=UUID(notice))
        if row.mailed_at is not None or not row.person.email:
            return
        with translation.override(row.person.language):
            lines = [worded(row.body, row.values)]
            if row.path:
                lines.append(f"{settings.PUBLIC_ADDRESS}{row.path}")
            message = EmailMessage(
                subject=worded(row.subject, row.values).replace("\n", " "),
                body="\n\n".join(line for line in lines if line),
                to=[row.person.email],
            )
            message.send()
        row.mailed_at = timezone.now()
        row.save(update_fields=["mailed_at"])
