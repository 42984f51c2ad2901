"""Django's name for this room, and the kinds of record of the rooms that it stands on."""

import importlib

from django.apps import AppConfig
from django.db.models import Q

from bodemplaat.kernel import say


class RetentionConfig(AppConfig):
    """Terms, holds, and destruction by two people."""

    name = "bodemplaat.foundation.retention"
    label = "retention"

    def ready(self) -> None:
        """The trail and what is announced lie under this room, so it names them itself."""
        kinds = importlib.import_module("bodemplaat.foundation.retention.kinds")
        is_sign_in = Q(
            action__in=(
                "account.signed_in",
                "account.sign_in_failed",
                "account.code_failed",
                "account.shut_out",
            )
        )
        kinds.register(
            kinds.Log("trail", say("Trail of what was done"), "audit.AuditEntry", "at", ~is_sign_in),
            kinds.Log("sign_ins", say("Sign-ins"), "audit.AuditEntry", "at", is_sign_in),
            kinds.Log(
                "announcements",
                say("Announcements that were delivered"),
                "outbox.OutboxMessage",
                "delivered_at",
                Q(delivered_at__isnull=False),
            ),
        )
