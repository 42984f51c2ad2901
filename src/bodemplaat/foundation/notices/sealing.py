"""Words that lie in the queue and may hold a link that signs somebody in: unreadable without the site's secret key."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def sealed(text: str) -> str:
    """The text under a key of our own (Fernet: AES-128-CBC with HMAC)."""
    return _box().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """The text again; raises ``InvalidToken`` for what we did not seal."""
    return _box().decrypt(text.encode()).decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"letters in the queue:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
