"""Rows to a payment file, and the checksum that holds what was prepared against what is released."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from bodemplaat.capabilities.payments.identification import end_to_end_id, message_id
from bodemplaat.formats.sepa import CreditTransfer, DebtorBlock, PaymentFile
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """What of a payment goes to the bank."""

    id: UUID
    organisation_id: UUID
    cents: int
    creditor_name: str
    creditor_iban: str
    remittance: str
    reference: str

    FIELDS = (
        *("id", "organisation_id", "amount_cents", "creditor_name", "creditor_iban"),
        *("remittance", "reference"),
    )


@dataclass(frozen=True, slots=True)
class BlockRow:
    """The account that an organisation's payments in a batch are paid from."""

    id: UUID
    organisation_id: UUID
    debtor: str
    iban: str
    bic: str
    count: int
    cents: int


def checksum(payments: Iterable[PaymentRow]) -> str:
    """SHA-256 over everything of these payments that goes to the bank, whatever their order."""
    digest = sha256()
    for row in sorted(payments, key=lambda each: each.id):
        facts: tuple[object, ...] = (
            *(row.id.hex, row.cents, row.creditor_iban, row.creditor_name, row.remittance),
            *((row.reference,) if row.reference else ()),
        )
        digest.update(repr(facts).encode())
    return digest.hexdigest()


def totals(payments: Iterable[PaymentRow]) -> dict[UUID, tuple[int, int]]:
    """Count and cents per organisation."""
    totals: dict[UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in payments:
        count, cents = totals[row.organisation_id]
        totals[row.organisation_id] = count + 1, cents + row.cents
    return dict(totals)


def payment_file(
    *,
    batch: UUID,
    created_at: datetime,
    initiating_party: str,
    requested_on: date,
    blocks: Sequence[BlockRow],
    payments: Iterable[PaymentRow],
) -> PaymentFile:
    """The message: one block per paying organisation, in the order of ``blocks``, payments in the order given."""
    transfers: Mapping[UUID, list[CreditTransfer]] = defaultdict(list)
    for row in payments:
        transfers[row.organisation_id].append(
            CreditTransfer(
                end_to_end_id=end_to_end_id(row.id),
                amount=Euro(row.cents),
                creditor=row.creditor_name,
                iban=row.creditor_iban,
                remittance=row.remittance,
                reference=row.reference,
            )
        )
    return PaymentFile(
        message_id=message_id(batch),
        created_at=created_at,
        initiating_party=initiating_party,
        blocks=tuple(
            DebtorBlock(
                payment_id=message_id(block.id),
                debtor=block.debtor,
                iban=block.iban,
                bic=block.bic,
                requested_on=requested_on,
                transfers=tuple(transfers[block.organisation_id]),
            )
            for block in blocks
        ),
    )
