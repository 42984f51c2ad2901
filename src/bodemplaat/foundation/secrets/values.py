"""Secrets and refusals as they may be shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SecretView:
    """A secret as it may be shown: never itself. ``ends_at`` is from when it opens nothing any more."""

    id: UUID
    ending: str
    made_at: datetime
    ends_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A request that was refused: ``reason`` is marked text."""

    at: datetime
    method: str
    about: str
    status: int
    reason: str
