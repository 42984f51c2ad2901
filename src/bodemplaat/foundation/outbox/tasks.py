"""The jobs of this room."""

from contextlib import suppress
from datetime import time
from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from bodemplaat.foundation.outbox.delivery import deliver_waiting, is_waiting
from bodemplaat.foundation.outbox.schedule import daily

DAYS_KEPT = 30
SECONDS_TO_FINISH = 10
"""After which what another worker had in hand is looked at again."""


@app.task(
    name="outbox.deliver",
    queue="outbox",
    retry=RetryStrategy(max_attempts=8, exponential_wait=3),
)
def deliver(organisation: str) -> None:
    """Deliver what waits for one organisation; raises after the round when something failed, to be tried again.

    What another worker is in the middle of is looked at once more, because that one may never come to its end.
    """
    deliver_waiting(UUID(organisation))
    if is_waiting(UUID(organisation)):
        once_more = deliver.configure(
            schedule_in={"seconds": SECONDS_TO_FINISH}, queueing_lock=f"outbox.deliver {organisation}"
        )
        with suppress(AlreadyEnqueued):
            once_more.defer(organisation=organisation)


@daily(time(5, 30))
@app.task(name="outbox.tidy", queue="outbox", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> None:
    """Forget jobs that were done a month ago, and try once more what could not be delivered at all."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=24 * DAYS_KEPT)
    for job in await manager.list_jobs_async(status="failed", task="outbox.deliver"):
        await manager.retry_job(job)
