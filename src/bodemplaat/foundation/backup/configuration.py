"""The settings of an installation that are no secrets, and which secrets have to be kept beside a backup."""

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from typing import Any

PLAIN = (
    "DJANGO_SETTINGS_MODULE",
    "BODEMPLAAT_HOSTS",
    "BODEMPLAAT_PROXIES",
    "BODEMPLAAT_ADDRESS",
    "BODEMPLAAT_STATIC_ROOT",
    "BODEMPLAAT_DESK_CHECK_DAYS",
    "BODEMPLAAT_BACKUPS",
    "BODEMPLAAT_OIDC_CLIENT_ID",
    "BODEMPLAAT_OIDC_SERVER",
    "BODEMPLAAT_OIDC_NAME",
    "BODEMPLAAT_OIDC_ORGANISATIONS",
    "BODEMPLAAT_SMTP_HOST",
    "BODEMPLAAT_SMTP_PORT",
    "BODEMPLAAT_SMTP_USER",
    "BODEMPLAAT_SMTP_TLS",
    "BODEMPLAAT_MAIL_FROM",
)
SECRET = (
    "BODEMPLAAT_SECRET_KEY",
    "BODEMPLAAT_OIDC_SECRET",
    "BODEMPLAAT_SMTP_PASSWORD",
    "DATABASE_URL",
    "BODEMPLAAT_OWNER_URL",
)
KEY = "BODEMPLAAT_SECRET_KEY"
_WORK: Mapping[str, int] = {"n": 2**14, "r": 8, "p": 1, "dklen": 16}


def configuration(environment: Mapping[str, str] = os.environ) -> bytes:
    """As JSON: ``settings`` by name, ``keep_beside`` the names of the secrets that are set, and what the secret key is
    known again by.
    """
    salt = secrets.token_bytes(16)
    key = environment.get(KEY, "")
    values: dict[str, Any] = {
        "settings": {name: environment[name] for name in PLAIN if name in environment},
        "keep_beside": [name for name in SECRET if environment.get(name)],
        "secret_key": {"salt": salt.hex(), "print": _print(key, salt)} if key else None,
    }
    return json.dumps(values, indent=1, ensure_ascii=False).encode() + b"\n"


def is_same_secret_key(content: bytes, key: str) -> bool | None:
    """Whether ``key`` is the secret key of a configuration; ``None`` when that cannot be told."""
    try:
        known = json.loads(content)["secret_key"]
        return _print(key, bytes.fromhex(known["salt"])) == known["print"] if known and key else None
    except (KeyError, TypeError, ValueError):
        return None


def _print(key: str, salt: bytes) -> str:
    """Slow to make on purpose, so that a weak key cannot be guessed from a backup."""
    return hashlib.scrypt(key.encode(), salt=salt, **_WORK).hex()
