"""Secrets of webhooks and signatures with them, as Standard Webhooks describes (HMAC-SHA256, ``v1``).

A signature needs the secret itself. It is worked out from the id of its row and the key of the installation, so neither the database nor a
copy of it holds one; the digest that is kept tells whether the key is still the one with which it was shown.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.crypto import salted_hmac

from bodemplaat.foundation.secrets.api import digest_of, opens
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.foundation.webhooks.models import WebhookSecret

PREFIX = "whsec_"


def secret_text(secret: UUID) -> str:
    """The secret of a row."""
    key = salted_hmac("bodemplaat.webhooks", secret.bytes, algorithm="sha256").digest()
    return PREFIX + base64.b64encode(key).decode()


def secrets_that_sign(actor: Actor, webhook: UUID, at: datetime) -> list[WebhookSecret]:
    """Those of a webhook that hold, the newest first; one that the key of the installation no longer makes is left out."""
    rows = WebhookSecret.records.of(actor).filter(opens(at), webhook_id=webhook).order_by("-made_at", "id")
    return [row for row in rows if hmac.compare_digest(digest_of(secret_text(row.id)), row.digest)]


def signatures(secrets: Sequence[str], message: str, second: int, body: str) -> str:
    """The header ``webhook-signature``: one signature by each secret, the second of the header ``webhook-timestamp`` in it."""
    signed = f"{message}.{second}.{body}".encode()
    made = []
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix(PREFIX))
        made.append("v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode())
    return " ".join(made)
