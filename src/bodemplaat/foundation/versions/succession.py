"""How one version follows another: from a day on, and until a day."""

from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone

from bodemplaat.foundation.tenancy.api import GuardedQuerySet, Refused
from bodemplaat.foundation.versions.models import DatedVersion
from bodemplaat.kernel import Lifecycle, say

HELD: Final = ("state", "valid_from", "valid_until")
"""The fields that ``hold_from`` and ``hold_until`` set; the caller saves them."""


def hold_from(
    version: DatedVersion,
    since: date,
    *,
    shown: GuardedQuerySet[Any],
    life: Lifecycle,
    too_early: str,
    at: datetime,
) -> None:
    """Let a version hold from a day on; those ``shown`` before it that go on after that day end on it, and are saved.

    Raises ``IllegalMove`` for a version that cannot be published, and ``Refused`` for a day that has gone (``too_early``, marked
    text) or before the first day of a version that is shown.
    """
    state = life.after(version.state, "publish")
    if since < timezone.localdate(at):
        raise Refused(too_early)
    for earlier in shown.locked().order_by("number"):
        if earlier.valid_from is not None and earlier.valid_from > since:
            raise Refused(
                say("An earlier version holds from {since_day}: choose that day or a later one."),
                since_day=earlier.valid_from,
            )
        if earlier.valid_until is None or earlier.valid_until > since:
            earlier.state, earlier.valid_until = life.after("published", "end"), since
            earlier.save(update_fields=HELD)
    version.state, version.valid_from = state, since


def hold_until(version: DatedVersion, until: date, *, life: Lifecycle, too_early: str, at: datetime) -> None:
    """Let a version end; ``until`` is the first day on which it no longer holds, tomorrow at the earliest.

    Raises ``IllegalMove`` for a version that is not published, and ``Refused`` (``too_early``, marked text) for an earlier day and for
    one before it begins.
    """
    state = life.after(version.state, "end")
    if until <= timezone.localdate(at) or (version.valid_from is not None and until < version.valid_from):
        raise Refused(too_early)
    version.state, version.valid_until = state, until
