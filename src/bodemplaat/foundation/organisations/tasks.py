"""The job of this room: each night units are called and placed as they are from that day on."""

from datetime import UTC, datetime, time

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.organisations.unit_states import let_units_change
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.retention.api import every_organisation
from bodemplaat.foundation.tenancy.api import Actor


@daily(time(0, 5))
@app.task(
    name="organisations.nightly", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3)
)
def nightly(timestamp: int) -> None:
    """Let the units of every organisation change whose day has come."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in every_organisation():
        let_units_change(actor=Actor.system(organisation), at=at)
