"""What the status codes of pain.002 mean for a payment: carried on with, not decided yet, or not carried out.

Codes of ExternalPaymentGroupStatus1Code and ExternalPaymentTransactionStatus1Code, in own words. Source: ISO 20022
external code sets (https://www.iso20022.org/catalogue-messages/additional-content-messages/external-code-sets), with
the codes of the verification of payees, as read on ``READ_ON``. Where Dutch banks use a code otherwise, the careful
reading counts: Rabobank's ``ACTC`` waits for a signature and its ``ACWC`` is withdrawn
(https://developer.rabobank.nl/statuses-business-bulk-payment-initiation, read on the same day).
"""

from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bodemplaat.kernel import say

READ_ON = date(2026, 11, 29)


class Verdict(StrEnum):
    """What a status says of a payment."""

    ACCEPTED = "accepted"
    UNDECIDED = "undecided"
    REFUSED = "refused"
    MIXED = "mixed"
    """Only of a file or block: its payments differ."""
    UNKNOWN = "unknown"
    """A code that the list does not have."""


_OF_CODES = {
    Verdict.UNDECIDED: {
        "RCVD": say("received by the bank"),
        "RVNC": say("received by the bank, which still checks the names of the receivers"),
        "RCVC": say("received by the bank; the names of the receivers agree"),
        "RVMC": say("received by the bank; the name of the receiver agrees almost"),
        "RVNM": say("received by the bank; the name of the receiver does not agree"),
        "RVCM": say("received by the bank; names of receivers do not agree"),
        "RVNA": say("received by the bank; the name of the receiver cannot be checked"),
        "PDNG": say("waits at the bank"),
        "PATC": say("waits at the bank for somebody who still has to sign"),
        "ACTC": say("the file is sound; the bank has still to accept it or waits for a signature"),
        "ACFW": say("waits at the bank for a confirmation of yours"),
        "ACWC": say("accepted with a change, at some banks: withdrawn. Ask the bank which"),
        "BLCK": say("blocked: it does not reach the receiver and does not come back. Ask the bank"),
        "PRES": say("shown to the payer"),
    },
    Verdict.ACCEPTED: {
        "ACCP": say("accepted: the bank will look at each payment"),
        "ACFC": say("accepted: there is money enough"),
        "ACSP": say("accepted: the bank is carrying it out"),
        "ACPD": say("accepted: passed on to the bank of the receiver"),
        "ACWP": say("accepted: not yet on the account of the receiver"),
        "ACIS": say("accepted: a cheque was issued"),
        "ACSC": say("carried out"),
        "ACCC": say("carried out and credited"),
        "CPUC": say("carried out: collected in cash"),
    },
    Verdict.REFUSED: {
        "RJCT": say("refused"),
        "CANC": say("cancelled"),
    },
    Verdict.MIXED: {"PART": say("accepted in part")},
}

STATUSES = MappingProxyType({code: text for texts in _OF_CODES.values() for code, text in texts.items()})
"""Each code in words, what says least first."""

CARRIED_OUT = frozenset({"ACSC", "ACCC", "CPUC"})
"""The statuses of what left the account, before any statement tells of it."""

REFUSED = frozenset(_OF_CODES[Verdict.REFUSED])
"""The statuses of what will not be carried out."""


def verdict_of(code: str) -> Verdict:
    """What a code says; ``UNKNOWN`` for one that is not in the list."""
    return next((verdict for verdict, texts in _OF_CODES.items() if code in texts), Verdict.UNKNOWN)
