"""The job that reminds owners of answers to be looked over."""

from datetime import UTC, datetime, time

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.knowledge.commands.reminding import remind_of_reviews
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.retention.api import every_organisation
from bodemplaat.foundation.tenancy.api import Actor


@daily(time(6, 30))
@app.task(name="knowledge.remind", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def remind(timestamp: int) -> None:
    """Remind at every organisation that has answers."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in every_organisation():
        remind_of_reviews(actor=Actor.system(organisation), at=at)
