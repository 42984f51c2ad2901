"""The door of this room."""

from bodemplaat.foundation.outbox.delivery import Heard, Subscriber, deliver_waiting, subscribe
from bodemplaat.foundation.outbox.publishing import Announcement, publish, publish_many
from bodemplaat.foundation.outbox.schedule import daily, often

__all__ = [
    "Announcement",
    "Heard",
    "Subscriber",
    "daily",
    "deliver_waiting",
    "often",
    "publish",
    "publish_many",
    "subscribe",
]
