"""The jobs that notify people of open claims that now wait for them, and that let claims go over to another provider."""

from datetime import UTC, datetime, time
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.claims.commands.handing_over import hand_over_claims
from bodemplaat.capabilities.claims.commands.readdressing import tell_who_decides_now
from bodemplaat.foundation.organisations.api import customers_gone_over
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.tenancy.api import Actor


@app.task(name="claims.readdress", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def readdress(organisation: str) -> None:
    """Notify everyone for whom an open claim of this organisation waits since the last notice."""
    tell_who_decides_now(actor=Actor.system(UUID(organisation)), at=timezone.now())


@daily(time(0, 10))
@app.task(name="claims.hand_over", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def hand_over(timestamp: int) -> None:
    """What an earlier provider has finished, and may not go on reading, goes over: for each customer that has had another."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in customers_gone_over(on=timezone.localdate(at)):
        hand_over_claims(actor=Actor.system(organisation), organisation=organisation, at=timezone.now())
