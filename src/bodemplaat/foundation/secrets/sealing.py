"""What has to be read again and nobody may read in the database: under a key that follows from the site's secret key."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def sealed(text: str, purpose: str) -> str:
    """The text under a key of its own for a purpose (Fernet: AES-128-CBC with HMAC)."""
    return _box(purpose).encrypt(text.encode()).decode()


def unsealed(text: str, purpose: str) -> str:
    """The text again; raises ``InvalidToken`` for what was not sealed for this purpose under this key."""
    return _box(purpose).decrypt(text.encode()).decode()


def _box(purpose: str) -> Fernet:
    key = hashlib.sha256(f"{purpose}:".encode() + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
