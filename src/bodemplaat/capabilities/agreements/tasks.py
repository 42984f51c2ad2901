"""The job that reminds both sides of their deliveries."""

from datetime import UTC, datetime, time

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.agreements.commands.reminding import remind_of_deliveries
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.retention.api import every_organisation
from bodemplaat.foundation.tenancy.api import Actor


@daily(time(6, 45))
@app.task(name="agreements.remind", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def remind(timestamp: int) -> None:
    """Before the day begins, at every organisation that delivers or receives."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in every_organisation():
        remind_of_deliveries(actor=Actor.system(organisation), at=at)
