"""Making a secret, finding it again by its digest, and ending it."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.db.models import Q

from bodemplaat.foundation.secrets.values import SecretView
from bodemplaat.foundation.tenancy.api import GuardedQuerySet, Refused
from bodemplaat.kernel import say


def new_secret(head: str) -> tuple[str, dict[str, str]]:
    """A new secret that begins with ``head``, to be shown once; and the fields of its row that are kept of it."""
    secret = f"{head}{secrets.token_urlsafe(32)}"
    return secret, {"digest": digest_of(secret), "ending": secret[-4:]}


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def opens(at: datetime) -> Q:
    """The secrets that open at a moment, as far as they say themselves."""
    return Q(ends_at=None) | Q(ends_at__gt=at)


def end_secrets(rows: GuardedQuerySet[Any], ends_at: datetime, at: datetime) -> None:
    """Let those of the secrets that open end at a moment, or earlier where that was said already."""
    rows.filter(opens(at)).filter(opens(ends_at)).update(ends_at=ends_at)


def make_way(rows: GuardedQuerySet[Any], old_until: datetime | None, at: datetime) -> None:
    """Let the secrets that open end for a new one: at a moment, or now without one.

    Raises ``Refused`` for a moment that has passed.
    """
    if old_until is not None and old_until <= at:
        raise Refused(say("Choose a moment that is still to come, or let the old secret end now."))
    end_secrets(rows, old_until or at, at)


def secrets_shown(rows: GuardedQuerySet[Any], at: datetime) -> tuple[SecretView, ...]:
    """Those of the secrets that open, the newest first; one statement."""
    return tuple(
        SecretView(each.id, each.ending, each.made_at, each.ends_at, each.last_used_at)
        for each in rows.filter(opens(at)).order_by("-made_at", "id")
    )
