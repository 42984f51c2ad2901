"""The job that looks, two bank days after a batch was to be paid, whether the bank said what became of it."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.payments.notifications import announce_unanswered
from bodemplaat.foundation.tenancy.api import Actor


@app.task(name="payments.unanswered", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def unanswered(batch: str, organisations: list[str]) -> None:
    """Announce a batch of which payments are still without an answer; the first organisation is that of the batch."""
    actor = Actor.system(*map(UUID, organisations))
    announce_unanswered(actor=actor, batch=UUID(batch), at=timezone.now())
