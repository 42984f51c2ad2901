"""What passes this room's door: kinds of events, and webhooks with their deliveries as they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.secrets.api import SecretView
from bodemplaat.kernel import say


class EventKind(StrEnum):
    """What can be told."""

    CASE_OPENED = "case.opened"
    CASE_STATE_CHANGED = "case.state_changed"
    CASE_CLOSED = "case.closed"
    REPORT_OFFERED = "report.offered"
    REPORT_SIGNED = "report.signed"


SCOPE_OF: Final[Mapping[EventKind, Scope]] = {
    EventKind.CASE_OPENED: Scope.CASES_READ,
    EventKind.CASE_STATE_CHANGED: Scope.CASES_READ,
    EventKind.CASE_CLOSED: Scope.CASES_READ,
    EventKind.REPORT_OFFERED: Scope.REPORTS_READ,
    EventKind.REPORT_SIGNED: Scope.REPORTS_READ,
}
"""What a client must be allowed to read to be told of it."""

KIND_WORDS: Final[Mapping[EventKind, str]] = {
    EventKind.CASE_OPENED: say("Request came in"),
    EventKind.CASE_STATE_CHANGED: say("State of a request changed"),
    EventKind.CASE_CLOSED: say("Request closed, withdrawn or merged"),
    EventKind.REPORT_OFFERED: say("Report offered to sign"),
    EventKind.REPORT_SIGNED: say("Report signed by both"),
}


class Outcome(StrEnum):
    """What came of one try."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    REDIRECTED = "redirected"
    GONE = "gone"
    TOO_SLOW = "too_slow"
    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not_trusted"
    NOT_PUBLIC = "not_public"
    UNKNOWN_NAME = "unknown_name"
    NO_SECRET = "no_secret"  # noqa: S105  # a word


OUTCOME_WORDS: Final[Mapping[Outcome, str]] = {
    Outcome.DELIVERED: say("Delivered"),
    Outcome.REFUSED: say("The other system refused it"),
    Outcome.REDIRECTED: say("The other system pointed to another address; that is not followed"),
    Outcome.GONE: say("The other system says that this address is gone"),
    Outcome.TOO_SLOW: say("No answer in time"),
    Outcome.UNREACHABLE: say("No connection was made"),
    Outcome.NOT_TRUSTED: say("The certificate of the address is not in order"),
    Outcome.NOT_PUBLIC: say("The address is within a private network; nothing is sent there"),
    Outcome.UNKNOWN_NAME: say("The name of the address is not known"),
    Outcome.NO_SECRET: say("There is no secret to sign with: make a new one"),
}


class Off(StrEnum):
    """Why nothing is sent any more."""

    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """A webhook in a list."""

    id: UUID
    client: UUID
    address: str
    kinds: tuple[EventKind, ...]
    made_at: datetime
    off_at: datetime | None
    off_reason: Off | None
    ended_at: datetime | None

    @property
    def is_on(self) -> bool:
        """Whether anything is sent to it."""
        return self.off_at is None and self.ended_at is None


@dataclass(frozen=True, slots=True)
class Try:
    """One try: the status that was answered, 0 without one, and how long it took."""

    at: datetime
    outcome: Outcome
    status: int
    milliseconds: int


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One message with its tries, the last first. ``next_at`` is when it is tried again."""

    id: UUID
    kind: EventKind
    happened_at: datetime
    next_at: datetime | None
    delivered_at: datetime | None
    given_up_at: datetime | None
    tries: tuple[Try, ...]


@dataclass(frozen=True, slots=True)
class WebhookView:
    """One webhook with what was sent lately."""

    row: WebhookRow
    client_name: str
    secrets: tuple[SecretView, ...]
    deliveries: tuple[DeliveryView, ...]
    waiting: int
    given_up: int
    may_arrange: bool


@dataclass(frozen=True, slots=True)
class SigningSecret:
    """The newest secret of a webhook, for whoever checks what it signs."""

    text: str
    made_at: datetime
