"""What a capability above fills in: letters that go to whoever asked by e-mail, in the thread of their case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bodemplaat.foundation.tenancy.api import Actor


@dataclass(frozen=True, slots=True)
class CaseLetter:
    """What a requester is to read: marked texts with their values, and the words that somebody wrote (empty where nobody did).

    ``cause`` is the announcement that it comes from; ``path`` the page of the case.
    """

    case: UUID
    number: str
    subject: str
    person: UUID
    cause: UUID
    said: tuple[str, str]
    words: str
    path: str
    at: datetime


class Letters(Protocol):
    """Answers how a letter about a case is sent where its requester mails about it, ``None`` where they do not."""

    def __call__(self, *, actor: Actor, case: UUID) -> Callable[[CaseLetter], None] | None:
        """Look for the thread of a case."""
