"""What this room announces, for the organisation of whoever did it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from bodemplaat.capabilities.agreements.models import Agreement, Handover
from bodemplaat.capabilities.agreements.values import DeliveryView
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor

OFFERED, SIGNED_BY_ONE, SIGNED = "agreement.offered", "agreement.signed_by_one", "agreement.signed"
REFUSED, WITHDRAWN, ENDED = "agreement.refused", "agreement.withdrawn", "agreement.ended"
"""Each carries ``agreement``, ``kind``, ``number``, ``provider`` and ``customer`` (ids), ``since_day``, ``by`` and ``reason``;
``until_day``, the last on which it holds, when it ends."""

HANDED_OVER, RECEIVED, SENT_BACK = "delivery.handed_over", "delivery.received", "delivery.sent_back"
"""Each carries ``handover``, ``what``, ``due_day``, ``from_name``, ``to`` (the organisation that hears of it), ``by`` and ``reason``."""


def announce(
    actor: Actor, topic: str, row: Agreement, at: datetime, more: Mapping[str, object] | None = None
) -> None:
    """Tell what happened to an agreement."""
    facts: dict[str, object] = {
        "agreement": str(row.id),
        "kind": row.kind,
        "number": row.number,
        "provider": str(row.organisation_id),
        "customer": str(row.customer_id),
        "since_day": row.valid_from.isoformat(),
        "by": str(actor.person_id or ""),
        "reason": "",
    }
    publish(actor, Announcement(topic, _home(actor, row), facts | dict(more or {})), at=at)


def _home(actor: Actor, row: Agreement) -> UUID:
    return actor.organisation_id if actor.organisation_id == row.customer_id else row.organisation_id


def announce_delivery(actor: Actor, topic: str, row: Handover, view: DeliveryView, at: datetime) -> None:
    """Tell the other side what happened to a delivery."""
    facts: dict[str, object] = {
        "handover": str(row.id),
        "what": view.line.what,
        "due_day": view.due.isoformat(),
        "from_name": actor.organisation_name,
        "to": str(view.awaited_by if topic == HANDED_OVER else view.owed_by),
        "by": str(actor.person_id or ""),
        "reason": row.reason,
    }
    publish(actor, Announcement(topic, actor.organisation_id, facts), at=at)
