"""The job of this room: each night organisations and units are what they are from that day on."""

from datetime import UTC, datetime, time

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.organisations.organisation_states import let_organisation_change
from bodemplaat.foundation.organisations.unit_states import let_units_change
from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.retention.api import every_organisation
from bodemplaat.foundation.tenancy.api import Actor


@daily(time(0, 5))
@app.task(
    name="organisations.nightly", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3)
)
def nightly(timestamp: int) -> None:
    """Let every organisation, and its units, change where the day has come."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in every_organisation():
        system = Actor.system(organisation)
        let_organisation_change(actor=system, at=at)
        let_units_change(actor=system, at=at)
