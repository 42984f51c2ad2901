"""Messages: about accounts of suppliers, invoices that wait for whoever answers for a budget, and the rule of a second approval."""

from types import MappingProxyType
from typing import Final

from bodemplaat.capabilities.invoices.commands.supplier_accounts import (
    ACCOUNT_ASKED,
    ACCOUNT_CONFIRMED,
    ACCOUNT_REFUSED,
)
from bodemplaat.capabilities.invoices.events import (
    APPROVAL_ASKED,
    ORDER_MATCH_ASKED,
    ORDER_MATCH_CONFIRMED,
    ORDER_MATCH_REFUSED,
    SECOND_APPROVAL_ASKED,
    SECOND_APPROVAL_CONFIRMED,
    SECOND_APPROVAL_REFUSED,
)
from bodemplaat.foundation.access.api import MessagesByTwo, MessagesToDeciders
from bodemplaat.foundation.tenancy.api import Role
from bodemplaat.kernel import say

ASKED: Final = (
    say("An account of {name} waits for a second clerk"),
    say("It ends in {ends_in}. See how it was checked, then confirm or refuse it."),
)
CONFIRMED: Final = (
    say("The account of {name} is confirmed"),
    say("It ends in {ends_in}, and is paid to when the waiting time is over."),
)
REFUSED: Final = (say("The account of {name} was refused"), say("It ends in {ends_in}. Why not: {reason}"))

TO_APPROVE: Final = (
    say("An invoice of {name} waits for you"),
    say("Number {number}. See what it is for and where it is booked, then approve it, ask, or refuse."),
)

SECOND_ASKED: Final = (
    say("Another amount for a second approval waits for you"),
    say(
        "From {from_cents} on a director would decide on an invoice as well, from {since_day}. Confirm or refuse it."
    ),
)
SECOND_CONFIRMED: Final = (
    say("The amount for a second approval is confirmed"),
    say("From {from_cents} on a director decides on an invoice as well, from {since_day}."),
)
SECOND_REFUSED: Final = (
    say("The amount for a second approval was refused"),
    say("It was {from_cents}. Why not: {reason}"),
)

MATCH_ASKED: Final = (
    say("Another rule for invoices of orders waits for you"),
    say("It says what an invoice may differ from its order, from {since_day}. Confirm or refuse it."),
)
MATCH_CONFIRMED: Final = (
    say("The rule for invoices of orders is confirmed"),
    say("It holds for invoices that come from {since_day} on."),
)
MATCH_REFUSED: Final = (
    say("The rule for invoices of orders was refused"),
    say("It was to hold from {since_day}. Why not: {reason}"),
)


class OrderMatchMessages(MessagesByTwo):
    """Other rules about what an invoice may differ from its order."""

    asked = ORDER_MATCH_ASKED
    texts = MappingProxyType(
        {
            ORDER_MATCH_ASKED: MATCH_ASKED,
            ORDER_MATCH_CONFIRMED: MATCH_CONFIRMED,
            ORDER_MATCH_REFUSED: MATCH_REFUSED,
        }
    )
    roles = frozenset({Role.CONTROLLER})


class SecondApprovalMessages(MessagesByTwo):
    """Other amounts from which a director decides as well."""

    asked = SECOND_APPROVAL_ASKED
    texts = MappingProxyType(
        {
            SECOND_APPROVAL_ASKED: SECOND_ASKED,
            SECOND_APPROVAL_CONFIRMED: SECOND_CONFIRMED,
            SECOND_APPROVAL_REFUSED: SECOND_REFUSED,
        }
    )
    roles = frozenset({Role.CONTROLLER})


class ApprovalMessages(MessagesToDeciders):
    """Invoices that wait for somebody."""

    asked = APPROVAL_ASKED
    text = TO_APPROVE
    about = "invoice"


class SupplierMessages(MessagesByTwo):
    """Accounts of suppliers."""

    asked = ACCOUNT_ASKED
    texts = MappingProxyType({ACCOUNT_ASKED: ASKED, ACCOUNT_CONFIRMED: CONFIRMED, ACCOUNT_REFUSED: REFUSED})
    about = "supplier"
    roles = frozenset({Role.SSC_CLERK})
