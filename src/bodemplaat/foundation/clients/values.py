"""What passes this room's door: what a client may, and clients as they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from bodemplaat.foundation.proposals.api import ProposalView
from bodemplaat.foundation.secrets.api import RefusalView, SecretView
from bodemplaat.kernel import say


class Scope(StrEnum):
    """What a client may, each as small as is useful by itself."""

    CATALOGUE_READ = "catalogue.read"
    CASES_READ = "cases.read"
    CASES_CONTENT = "cases.content"
    CASES_CREATE = "cases.create"
    REPORTS_READ = "reports.read"
    INVOICES_DELIVER = "invoices.deliver"
    WEBHOOKS = "webhooks"


BY_TWO: Final = frozenset({Scope.CASES_CONTENT, Scope.CASES_CREATE, Scope.INVOICES_DELIVER, Scope.WEBHOOKS})
"""What no administrator gives alone: words of people, speaking in their name, invoices that are to be paid, and sending to an
address that it names itself."""

SCOPE_WORDS: Final[Mapping[Scope, tuple[str, str]]] = {
    Scope.CATALOGUE_READ: (
        say("Read services"),
        say("The services that your organisation can ask for, with their forms."),
    ),
    Scope.CASES_READ: (
        say("Read facts of requests"),
        say(
            "Number, service, state, term and result of the requests of your organisation, and of those that it handles. No"
            " names and no words."
        ),
    ),
    Scope.CASES_CONTENT: (
        say("Read what requests say"),
        say(
            "Who asks, what they wrote and what was answered: of requests that this client sent itself, and of those that your"
            " organisation handles."
        ),
    ),
    Scope.CASES_CREATE: (
        say("Send requests"),
        say("In the name of people of your organisation, with messages about what it sent."),
    ),
    Scope.REPORTS_READ: (
        say("Read signed reports"),
        say("On how norms were kept, once both sides have signed them."),
    ),
    Scope.INVOICES_DELIVER: (
        say("Deliver invoices"),
        say(
            "Invoices of suppliers for your organisation, and for those whose invoices it takes in. Each is judged as one that a"
            " clerk takes in."
        ),
    ),
    Scope.WEBHOOKS: (
        say("Be told of what happens"),
        say(
            "At an address that it registers: which request or report it is, its state and when. Only of what it may read. No names"
            " and no words."
        ),
    ),
}
"""What a scope lets a client do: in few words, and what it comes to."""


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client in a list."""

    id: UUID
    name: str
    purpose: str
    scopes: tuple[Scope, ...]
    last_day: date
    ended_at: datetime | None
    last_used_at: datetime | None
    is_open: bool
    """Whether a secret of it can open anything today."""


@dataclass(frozen=True, slots=True)
class AskedScopes:
    """Scopes that wait for a second person, with the proposal that holds them."""

    proposal: ProposalView
    scopes: tuple[Scope, ...]
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class ClientView:
    """One client, with what it was used for."""

    row: ClientRow
    contact: str
    made_at: datetime
    answered: int
    refused: int
    secrets: tuple[SecretView, ...]
    refusals: tuple[RefusalView, ...]
    waits: AskedScopes | None
    may_arrange: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """The client that showed a secret which opens: for which organisation it works, and what it may."""

    client: UUID
    organisation: UUID
    name: str
    secret: UUID
    scopes: frozenset[Scope]
    last_day: date


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was answered to a request before: to which request (its digest), and the answer."""

    digest: str
    status: int
    location: str
    body: str
