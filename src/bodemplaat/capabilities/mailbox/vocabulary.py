"""What became of a message, and why one did not go into a case by itself: as codes and as words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from bodemplaat.capabilities.cases.api import Words


class MailState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    """Somebody wrote it, and a clerk says where it belongs."""
    REFUSED = "refused"
    """No person wrote it to the desk, or nobody can read it."""
    IN_CASE = "in_case"
    IN_INVOICE = "in_invoice"
    """What came with it was taken in as invoices, and it is kept with those."""
    THROWN_AWAY = "thrown_away"


OPEN: Final = (MailState.WAITING, MailState.REFUSED)
"""A clerk can still say what becomes of it."""


class Reason(StrEnum):
    """Why a message did not go into a case by itself."""

    UNKNOWN_SENDER = "unknown_sender"
    OTHER_SENDER = "other_sender"
    SEVERAL_PEOPLE = "several_people"
    NOT_PROVEN = "not_proven"
    CASE_OVER = "case_over"
    NOT_OFFERED = "not_offered"
    NOT_READY = "not_ready"
    NO_INVOICE = "no_invoice"
    SEVERAL_CUSTOMERS = "several_customers"
    NOT_TAKEN_IN = "not_taken_in"
    TOO_MANY_FILES = "too_many_files"
    AUTOMATIC = "automatic"
    LIST = "list"
    OURS = "ours"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NO_TEXT = "no_text"
    UNREADABLE = "unreadable"


WAITS: Final = frozenset(
    {
        Reason.UNKNOWN_SENDER,
        Reason.OTHER_SENDER,
        Reason.SEVERAL_PEOPLE,
        Reason.NOT_PROVEN,
        Reason.CASE_OVER,
        Reason.NOT_OFFERED,
        Reason.NOT_READY,
        Reason.NO_INVOICE,
        Reason.SEVERAL_CUSTOMERS,
        Reason.NOT_TAKEN_IN,
        Reason.TOO_MANY_FILES,
    }
)
"""The reasons for which a person has to look."""
STATE_WORDS: Mapping[MailState, Words] = {
    MailState.WAITING: Words(_("To be placed"), "warning", "question"),
    MailState.REFUSED: Words(_("Refused"), "neutral", "warning"),
    MailState.IN_CASE: Words(_("In a case"), "success", "check"),
    MailState.IN_INVOICE: Words(_("With an invoice"), "success", "check"),
    MailState.THROWN_AWAY: Words(_("Thrown away"), "neutral", "return"),
}
REASON_WORDS: Mapping[Reason, Any] = {
    Reason.UNKNOWN_SENDER: _("Nobody whom your desk works for signs in with this address."),
    Reason.OTHER_SENDER: _("It was sent to the address of a case, by somebody else than whoever asked."),
    Reason.SEVERAL_PEOPLE: _("Whoever sent it works for more than one of your customers."),
    Reason.NOT_PROVEN: _("The mail server could not establish that it comes from this address."),
    Reason.CASE_OVER: _("The case that it is about is over."),
    Reason.NOT_OFFERED: _("The service of this address is not offered to the sender’s organisation now."),
    Reason.NOT_READY: _("The service asks for more than an e-mail says."),
    Reason.NO_INVOICE: _("No XML or PDF came with it, and it names no invoice that is here."),
    Reason.SEVERAL_CUSTOMERS: _(
        "It was sent to the addresses for invoices of more than one of your customers."
    ),
    Reason.NOT_TAKEN_IN: _("Your desk does not take in the invoices of this organisation now."),
    Reason.TOO_MANY_FILES: _("More files came with it than are taken from one e-mail."),
    Reason.AUTOMATIC: _("A program sent it: an absence, a report of delivery or the like."),
    Reason.LIST: _("It was sent to a list."),
    Reason.OURS: _("It is a message of our own that came back."),
    Reason.TOO_MANY: _("Too much came from this address within an hour."),
    Reason.TOO_LARGE: _("It is larger than 25 MB."),
    Reason.TOO_LONG: _("Its text is longer than anybody reads."),
    Reason.NO_TEXT: _("There is no readable text in it."),
    Reason.UNREADABLE: _("It does not open as an e-mail."),
}
