"""Django's name for this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "bodemplaat.foundation.audit"
    label = "audit"
