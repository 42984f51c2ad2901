"""The daily job that notifies people of open claims that now wait for them: an employment ended, a substitute began."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.claims.commands.readdressing import tell_who_decides_now
from bodemplaat.foundation.tenancy.api import Actor


@app.task(name="claims.readdress", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def readdress(organisation: str) -> None:
    """Notify everyone for whom an open claim of this organisation waits since the last notice."""
    tell_who_decides_now(actor=Actor.system(UUID(organisation)), at=timezone.now())
