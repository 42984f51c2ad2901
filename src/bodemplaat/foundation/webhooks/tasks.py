"""The jobs of this room, in a queue of their own: a receiver that is slow keeps nothing else waiting."""

import importlib
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from bodemplaat.foundation.outbox.api import daily
from bodemplaat.foundation.retention.api import every_organisation
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.foundation.webhooks.models import Webhook, WebhookDelivery

QUEUE: Final = "webhooks"
DAYS_KEPT: Final = 90
"""How long a delivery is kept with its tries."""


@app.task(name="webhooks.send", queue=QUEUE, retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def send(organisation: str, webhook: str) -> None:
    """Send one message, and queue what follows: so the messages of many webhooks take turns."""
    sending = importlib.import_module("bodemplaat.foundation.webhooks.sending")
    moment = sending.send_next(UUID(organisation), UUID(webhook))
    if moment is None:
        return
    is_due = moment <= timezone.now()
    later = send.configure(
        schedule_at=None if is_due else moment,
        queueing_lock=f"webhook {webhook} {'now' if is_due else int(moment.timestamp())}",
    )
    with suppress(AlreadyEnqueued):
        later.defer(organisation=organisation, webhook=webhook)


@daily(time(5, 45))
@app.task(name="webhooks.tidy", queue="outbox", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def tidy(timestamp: int) -> None:
    """Forget deliveries of three months ago, and look at every webhook for which something waits: a job may be lost."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for organisation in every_organisation():
        actor = Actor.system(organisation)
        with entered(actor):
            rows = WebhookDelivery.records.of(actor).filter(organisation_id=organisation)
            rows.filter(next_at=None, happened_at__lt=at - timedelta(days=DAYS_KEPT)).delete()
            waiting = rows.exclude(next_at=None).values_list("webhook_id", flat=True)
            hooks = Webhook.records.of(actor).filter(id__in=waiting, ended_at=None, off_at=None)
            for hook in hooks.values_list("id", flat=True):
                send.defer(organisation=str(organisation), webhook=str(hook))
