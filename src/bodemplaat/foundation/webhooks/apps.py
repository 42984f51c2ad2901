"""Django's name for this room."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Messages to other systems about what happened."""

    name = "bodemplaat.foundation.webhooks"
    label = "webhooks"
