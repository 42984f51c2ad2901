"""What a bank statement says, as values. Money that comes in is positive, money that goes out negative."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from bodemplaat.formats.camt.reasons import RETURN_REASONS
from bodemplaat.kernel import Euro, Finding


class Version(Enum):
    """The two versions of the message that Dutch banks send."""

    V02 = "camt.053.001.02"
    V08 = "camt.053.001.08"

    @property
    def namespace(self) -> str:
        """The XML namespace of this version."""
        return f"urn:iso:std:iso:20022:tech:xsd:{self.value}"


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """Why a payment came back: an ISO code (``AC04``) or the bank's own, and what the bank added in words."""

    code: str = ""
    proprietary: str = ""
    text: str = ""

    @property
    def explanation(self) -> str:
        """The ISO code in plain English, marked for translation; empty for a code that is not in the table."""
        return RETURN_REASONS.get(self.code, "")


@dataclass(frozen=True, slots=True)
class Transaction:
    """One payment within an entry (TxDtls).

    ``amount`` is ``None`` where a bank details a batch without amounts. ``end_to_end_id``, ``message_id`` and
    ``payment_id`` are what the payment file said, empty where not given (``NOTPROVIDED`` counts as not given).
    ``bank_code`` is domain/family/sub-family (``PMNT/ICDT/ESCT``) or the bank's own code. ``fingerprint`` is the
    same each time this transaction is read, in either version, and differs from every other one.
    """

    amount: Euro | None
    end_to_end_id: str = ""
    message_id: str = ""
    payment_id: str = ""
    bank_reference: str = ""
    counterparty: str = ""
    counterparty_iban: str = ""
    counterparty_bic: str = ""
    remittance: str = ""
    creditor_reference: str = ""
    bank_code: str = ""
    additional_text: str = ""
    return_reason: ReturnReason | None = None
    fingerprint: str = field(default="", compare=False)

    @property
    def returned(self) -> bool:
        """Whether this is money coming back from a payment that was made earlier."""
        return self.return_reason is not None or self.bank_code.endswith("/RRTN")


@dataclass(frozen=True, slots=True)
class Batch:
    """What the bank says of a batch it booked as one entry (Btch)."""

    message_id: str = ""
    payment_id: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the statement (Ntry) with what is known of the payments in it, possibly nothing.

    Only a ``booked`` entry moved money. ``reversal`` says that it undoes an earlier entry.
    """

    amount: Euro
    booked_on: date | None
    value_on: date | None = None
    status: str = "BOOK"
    reference: str = ""
    bank_reference: str = ""
    bank_code: str = ""
    reversal: bool = False
    additional_text: str = ""
    batch: Batch | None = None
    transactions: tuple[Transaction, ...] = ()
    fingerprint: str = field(default="", compare=False)

    @property
    def booked(self) -> bool:
        """Whether the bank has booked it; pending and informative entries only announce."""
        return self.status == "BOOK"


@dataclass(frozen=True, slots=True)
class StatementHead:
    """What stands above the entries. ``account`` is the IBAN, or the bank's own number where it has none.

    ``opening`` and ``closing`` are booked balances, ``None`` where the bank gives none; where it gives one for each day
    they are those of the first and the last. ``page`` counts from one on a statement sent in pages, each with the same
    ``id``; a page that is not the first or the last opens or closes with an interim balance. ``last_page`` is ``None``
    where the bank does not say.
    """

    id: str
    account: str
    sequence: int | None = None
    created_at: datetime | None = None
    opening: Euro | None = None
    opening_on: date | None = None
    closing: Euro | None = None
    closing_on: date | None = None
    page: int | None = None
    last_page: bool | None = None


@dataclass(frozen=True, slots=True)
class FileHead:
    """Which message this is."""

    version: Version
    message_id: str
    created_at: datetime | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account."""

    head: StatementHead
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A whole file, with everything that was found wrong or worth noting in it."""

    head: FileHead
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...] = ()
