"""The job that removes files which nobody carried out."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from bodemplaat.foundation.imports.models import Import
from bodemplaat.foundation.tenancy.api import Actor, command

KEPT_FOR: Final = timedelta(days=1)
"""How long a file that nobody carried out is kept (GDPR, article 5 (1)(e): no longer than needed)."""

OF_A_BEGINNING: Final = (Import.State.BEGINNING, Import.State.FOUNDING, Import.State.FOUNDED)
"""How far files of several organisations are, which are an import of none of them."""
WAITING: Final = (Import.State.PREVIEWED, *OF_A_BEGINNING)
"""How far a file is that nobody carried out as an import of an organisation."""


@app.task(name="imports.forget", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def forget(organisation: str) -> None:
    """Remove what has run out at one organisation; a second run finds nothing."""
    forget_previews(actor=Actor.system(UUID(organisation)), at=timezone.now())


@command
def forget_previews(*, actor: Actor, at: datetime) -> None:
    """Remove the files of the actor's organisation that nobody carried out within a day."""
    old = Import.records.of(actor).filter(organisation_id=actor.organisation_id)
    old.filter(state__in=WAITING, at__lte=at - KEPT_FOR).delete()
