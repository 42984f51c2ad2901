"""Answers as they are written and read: frozen, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from bodemplaat.capabilities.knowledge.reckoning.content import AnswerContent


class Act(Enum):
    """What was done with an answer."""

    OPENED = "opened"
    ANSWERED = "answered"
    SENT = "sent"
    """Something was asked all the same."""


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer as a reader sees it on a day. ``until`` is the first day on which it no longer holds."""

    id: UUID
    cooperation_id: UUID
    number: int
    content: AnswerContent
    since: date
    until: date | None
    provider_id: UUID
    provider_name: str


@dataclass(frozen=True, slots=True)
class AnswerVersionView:
    """A version with who brought it where it is."""

    id: UUID
    number: int
    state: str
    content: AnswerContent
    owner: UUID
    owner_name: str
    review_on: date
    since: date | None
    until: date | None
    written_by: str
    written_at: datetime
    published_by: str
    moves: tuple[str, ...] = ()
    """What this actor can do with it now: ``change``, ``publish``, ``end``, ``review``."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer with its versions, the newest first."""

    id: UUID
    cooperation_id: UUID
    versions: tuple[AnswerVersionView, ...]

    @property
    def latest(self) -> AnswerVersionView:
        """The newest version, whatever its state."""
        return self.versions[0]

    @property
    def in_force(self) -> AnswerVersionView | None:
        """The version that was published last and not ended, if any."""
        return next((each for each in self.versions if each.state == "published"), None)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer in the list of whoever keeps it: its newest version."""

    id: UUID
    content: AnswerContent
    number: int
    state: str
    owner_name: str
    review_on: date
    is_to_review: bool


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often an answer was opened, was the answer, and was not enough."""

    answer: UUID
    content: AnswerContent
    counts: Mapping[Act, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GapCount:
    """Words that were searched and not found: how often in all, at how many organisations, and when last."""

    words: str
    times: int
    organisations: int
    last_at: datetime
