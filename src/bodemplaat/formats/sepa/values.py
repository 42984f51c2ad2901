"""What a payment file says, as values."""

from dataclasses import dataclass
from datetime import date, datetime

from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class StructuredAddress:
    """An address in parts. Town and country (ISO 3166, ``NL``) are needed: banks refuse address lines since 15-11-2026."""

    town: str
    country: str
    street: str = ""
    building_number: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class CreditTransfer:
    """One payment to one creditor. ``end_to_end_id`` travels with it and comes back on the bank statement.

    A sound ``reference`` (``structured_reference``) goes with it instead of the text ``remittance``.
    """

    end_to_end_id: str
    amount: Euro
    creditor: str
    iban: str
    remittance: str = ""
    bic: str = ""
    address: StructuredAddress | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class DebtorBlock:
    """The payments from one account on one day (a PmtInf). ``payment_id`` is what the statement names as PmtInfId.

    ``batch_booking`` asks the bank to book the block as one entry on the statement.
    """

    payment_id: str
    debtor: str
    iban: str
    requested_on: date
    transfers: tuple[CreditTransfer, ...]
    bic: str = ""
    address: StructuredAddress | None = None
    batch_booking: bool = True

    @property
    def total(self) -> Euro:
        """The sum of the transfers."""
        return Euro.total(transfer.amount for transfer in self.transfers)


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """One message to the bank, from one or more accounts."""

    message_id: str
    created_at: datetime
    initiating_party: str
    blocks: tuple[DebtorBlock, ...]

    @property
    def count(self) -> int:
        """How many transfers."""
        return sum(len(block.transfers) for block in self.blocks)

    @property
    def total(self) -> Euro:
        """The control sum: the sum of all transfers."""
        return Euro.total(block.total for block in self.blocks)
