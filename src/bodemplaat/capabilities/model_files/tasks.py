"""The job that removes what is only remembered for a while, on the day it has run out."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.capabilities.model_files.models import HandedIn, Outcome
from bodemplaat.foundation.tenancy.api import Actor, command

HANDED_IN_FOR: Final = timedelta(days=1)
"""No longer than it takes to look at a report and give it a name (GDPR, article 5 (1)(e): no longer than needed)."""
REMEMBERED_FOR: Final = timedelta(days=90)
"""A quarter, in which a report is looked at again; it can always be worked out anew."""


@app.task(name="model_files.forget", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def forget(organisation: str) -> None:
    """Remove what has run out at one organisation; a second run finds nothing."""
    forget_past(actor=Actor.system(UUID(organisation)), at=timezone.now())


@command
def forget_past(*, actor: Actor, at: datetime) -> None:
    """Remove the files that nobody kept and the outcomes of which the time is over, of the actor's organisation."""
    files = HandedIn.records.of(actor).filter(organisation_id=actor.organisation_id)
    files.filter(handed_in_at__lte=at - HANDED_IN_FOR).delete()
    outcomes = Outcome.records.of(actor).filter(organisation_id=actor.organisation_id)
    outcomes.filter(worked_out_at__lte=at - REMEMBERED_FOR).delete()
