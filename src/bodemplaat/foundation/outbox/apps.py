"""Django's name for this room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Announcements and their delivery."""

    name = "bodemplaat.foundation.outbox"
    label = "outbox"
