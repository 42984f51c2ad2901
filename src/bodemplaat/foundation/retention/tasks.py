"""The jobs of this room: each night what closed gets its date, and once a month what is due is proposed."""

from datetime import UTC, datetime, time
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.retention.commands import propose_destruction
from bodemplaat.foundation.retention.marking import note_closed
from bodemplaat.foundation.retention.partners import every_organisation, working_for


@daily(time(4, 20))
@app.task(name="retention.nightly", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def nightly(timestamp: int) -> None:
    """Give what closed its date at every organisation, and propose what is due, once a month."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in every_organisation():
        keep_up(organisation, at)


def keep_up(organisation: UUID, at: datetime) -> None:
    """Dates and, once a month, a proposal for one organisation."""
    actor = working_for(organisation)
    note_closed(actor=actor, at=at)
    propose_destruction(actor=actor, at=at)
