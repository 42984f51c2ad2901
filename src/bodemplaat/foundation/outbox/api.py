"""The door of this room."""

from bodemplaat.foundation.outbox.delivery import Heard, Subscriber, deliver_waiting, subscribe
from bodemplaat.foundation.outbox.publishing import Announcement, publish, publish_many

__all__ = ["Announcement", "Heard", "Subscriber", "deliver_waiting", "publish", "publish_many", "subscribe"]
