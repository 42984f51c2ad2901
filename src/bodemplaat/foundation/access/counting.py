"""How often another system asks, and how often somebody at one place shows a secret that opens nothing."""

from datetime import datetime
from typing import Final

from allauth.core.internal import ratelimit  # the one that sign-in counts places with
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

MOST_GUESSES: Final = 20
"""Wrong secrets in ``GUESSED_WITHIN`` seconds, from one place."""
GUESSED_WITHIN: Final = 300


def guesses_too_often(request: HttpRequest, what: str, at: datetime) -> bool:
    """Whether from where a request comes too many wrong secrets of a kind were shown."""
    return int(cache.get(_guesses(request, what, at), 0)) >= MOST_GUESSES


def note_guess(request: HttpRequest, what: str, at: datetime) -> None:
    """One more wrong secret of a kind, from where a request comes."""
    _one_more(_guesses(request, what, at), GUESSED_WITHIN)


def asked_this_minute(who: str, at: datetime) -> int:
    """How often somebody asked in the minute of a moment, this time included."""
    return _one_more(f"{who}:{int(at.timestamp()) // 60}", 60)


def _guesses(request: HttpRequest, what: str, at: datetime) -> str:
    return f"{what}_guessed:{_place_of(request)}:{int(at.timestamp()) // GUESSED_WITHIN}"


def _place_of(request: HttpRequest) -> str:
    """From where it comes; all whose place the server does not tell count as one."""
    try:
        return str(ratelimit.get_ip(request))
    except PermissionDenied:
        return ""


def _one_more(key: str, seconds: int) -> int:
    cache.add(key, 0, seconds * 2)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out in between
        return 1
