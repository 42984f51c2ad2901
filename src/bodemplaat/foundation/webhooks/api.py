"""The door of webhooks: other systems are told of what happened.

A client registers an address and kinds of events (``register_webhook``). A connector puts events down (``tell_webhooks``) for those that may
read what they are about; the job worker sends them, signed, and tries again for three days. An administrator sees every delivery
(``webhook_of``), sends anew what failed, and renews secrets.
"""

from bodemplaat.foundation.webhooks.commands import (
    end_webhook,
    end_webhook_secret,
    register_webhook,
    renew_webhook_secret,
    send_all_anew,
    send_anew,
    turn_on_webhook,
)
from bodemplaat.foundation.webhooks.events import tell_webhooks
from bodemplaat.foundation.webhooks.notifications import WebhookMessages
from bodemplaat.foundation.webhooks.queries import own_webhook, signing_secret, webhook_of, webhooks_of_client
from bodemplaat.foundation.webhooks.values import (
    KIND_WORDS,
    OUTCOME_WORDS,
    SCOPE_OF,
    DeliveryView,
    EventKind,
    Off,
    Outcome,
    SigningSecret,
    Try,
    WebhookRow,
    WebhookView,
)

__all__ = [
    "KIND_WORDS",
    "OUTCOME_WORDS",
    "SCOPE_OF",
    "DeliveryView",
    "EventKind",
    "Off",
    "Outcome",
    "SigningSecret",
    "Try",
    "WebhookMessages",
    "WebhookRow",
    "WebhookView",
    "end_webhook",
    "end_webhook_secret",
    "own_webhook",
    "register_webhook",
    "renew_webhook_secret",
    "send_all_anew",
    "send_anew",
    "signing_secret",
    "tell_webhooks",
    "turn_on_webhook",
    "webhook_of",
    "webhooks_of_client",
]
