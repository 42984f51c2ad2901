"""Trying an organisation's own provider before it is switched on: remembered in the session of whoever tries it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest

TRYING: Final = "bodemplaat.tries_provider"


@dataclass(frozen=True, slots=True)
class Trial:
    """Which provider is tried, and the path of the page to come back to."""

    provider: UUID
    back: str


def begin_trial(request: HttpRequest, *, provider: UUID, back: str) -> None:
    """From now on the next answer of this provider is looked at, and signs nobody in."""
    request.session[TRYING] = [str(provider), back]


def trial_of(request: HttpRequest) -> Trial | None:
    """What is being tried in this session."""
    kept = request.session.get(TRYING)
    return Trial(UUID(kept[0]), kept[1]) if kept else None


def end_trial(request: HttpRequest) -> None:
    """Look at answers as signing in again."""
    request.session.pop(TRYING, None)
