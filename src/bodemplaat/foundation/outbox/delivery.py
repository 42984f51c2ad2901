"""Taking things out of the outbox."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bodemplaat.foundation.outbox.models import OutboxMessage
from bodemplaat.foundation.tenancy.api import Actor, entered


@dataclass(frozen=True, slots=True)
class Heard:
    """An announcement as a subscriber hears it: ``message`` is the idempotency key, ``at`` when it was published."""

    message: UUID
    topic: str
    payload: Mapping[str, object]
    at: datetime


class Subscriber(Protocol):
    """Called with the system as actor. Raising means: try again later."""

    def __call__(self, *, actor: Actor, heard: Heard) -> None:
        """Act on one announcement."""


class DeliveryFailed(RuntimeError):
    """Some announcements could not be delivered; they wait, with their reason."""


_subscribers: dict[str, list[Subscriber]] = defaultdict(list)


def subscribe(topic: str, subscriber: Subscriber) -> None:
    """Let a subscriber hear a topic; twice is once."""
    if subscriber not in _subscribers[topic]:
        _subscribers[topic].append(subscriber)


def deliver_waiting(organisation: UUID) -> int:
    """Deliver everything that waits for one organisation, oldest first; returns how many were delivered.

    Each announcement has a transaction of its own; several workers share the work, because a row that one holds
    is skipped by the others. Raises ``DeliveryFailed`` when at least one failed.
    """
    actor = Actor.system(organisation)
    delivered, failed = 0, set[UUID]()
    while (outcome := _deliver_one(actor, failed)) is not None:
        message, done = outcome
        if done:
            delivered += 1
        else:
            failed.add(message)
    if failed:
        raise DeliveryFailed(f"{len(failed)} announcements could not be delivered")
    return delivered


def is_waiting(organisation: UUID) -> bool:
    """Whether an announcement of an organisation waits: another worker is in the middle of it, or it failed."""
    actor = Actor.system(organisation)
    with entered(actor):
        return OutboxMessage.records.of(actor).filter(delivered_at=None).exists()


def _deliver_one(actor: Actor, skip: set[UUID]) -> tuple[UUID, bool] | None:
    with entered(actor):
        row = (
            OutboxMessage.records.of(actor)
            .filter(delivered_at=None)
            .exclude(id__in=skip)
            .select_for_update(skip_locked=True)
            .order_by("published_at", "id")
            .first()
        )
        if row is None:
            return None
        row.attempts += 1
        try:
            with transaction.atomic():
                heard = Heard(row.id, row.topic, row.payload, row.published_at)
                for subscriber in _subscribers[row.topic]:
                    subscriber(actor=actor, heard=heard)
        except Exception as error:  # whatever a subscriber raises, the announcement must wait
            row.last_error = type(error).__name__
            row.save(update_fields=["attempts", "last_error"])
            return row.id, False
        row.delivered_at = timezone.now()
        row.last_error = ""
        row.save(update_fields=["attempts", "delivered_at", "last_error"])
        return row.id, True
