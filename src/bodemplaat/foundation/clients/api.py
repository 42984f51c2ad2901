"""The door of clients: other systems that work for one organisation.

An administrator makes a client with a name, a purpose, a contact and a last day (``make_client``); its secret is shown once.
What reads words of people or speaks in their name waits for a second person (``SCOPES``). A connector asks whose a secret
is (``opened_by``), counts what it answered (``note_client_use``), and keeps the answer to what wrote something
(``answer_for_key``, ``keep_answer``).
"""

from bodemplaat.foundation.clients.commands import LONGEST, change_scopes, end_client, make_client
from bodemplaat.foundation.clients.notifications import ClientMessages
from bodemplaat.foundation.clients.queries import client_in_use, client_of, clients_of
from bodemplaat.foundation.clients.scoping import SCOPES
from bodemplaat.foundation.clients.secrets import end_client_secret, opened_by, renew_client_secret
from bodemplaat.foundation.clients.use import (
    ANSWERS_KEPT,
    THROUGH,
    answer_for_key,
    keep_answer,
    note_client_use,
)
from bodemplaat.foundation.clients.values import (
    BY_TWO,
    SCOPE_WORDS,
    AskedScopes,
    ClientRow,
    ClientView,
    KeptAnswer,
    Opened,
    Scope,
)

__all__ = [
    "ANSWERS_KEPT",
    "BY_TWO",
    "LONGEST",
    "SCOPES",
    "SCOPE_WORDS",
    "THROUGH",
    "AskedScopes",
    "ClientMessages",
    "ClientRow",
    "ClientView",
    "KeptAnswer",
    "Opened",
    "Scope",
    "answer_for_key",
    "change_scopes",
    "client_in_use",
    "client_of",
    "clients_of",
    "end_client",
    "end_client_secret",
    "keep_answer",
    "make_client",
    "note_client_use",
    "opened_by",
    "renew_client_secret",
]
