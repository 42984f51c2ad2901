"""The job that tells people of open claims that came to them on a day: a job that ended, a substitute who begins."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.claims.commands.readdressing import tell_who_decides_now
from bodemplaat.foundation.tenancy.api import Actor


@app.task(name="claims.readdress", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def readdress(organisation: str) -> None:
    """Tell everyone to whom an open claim of this organisation has come since they were last told."""
    tell_who_decides_now(actor=Actor.system(UUID(organisation)), at=timezone.now())
