"""The job that empties an organisation's outbox."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.outbox.delivery import deliver_waiting


@app.task(
    name="outbox.deliver",
    queue="outbox",
    retry=RetryStrategy(max_attempts=8, exponential_wait=3),
)
def deliver(organisation: str) -> None:
    """Deliver what waits for one organisation; raises after the round when something failed, to be tried again."""
    deliver_waiting(UUID(organisation))
