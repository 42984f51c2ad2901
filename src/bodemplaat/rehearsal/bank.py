"""A bank that reads payment files and answers each at once with the statement a real one would send."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bodemplaat.formats.camt import (
    Entry,
    FileHead,
    ReturnReason,
    Statement,
    StatementFile,
    StatementHead,
    Transaction,
    Version,
    batch_entry,
    paid_transaction,
    returned_transaction,
    single_entry,
    statement,
    write_statement_file,
)
from bodemplaat.formats.sepa import CreditTransfer, DebtorBlock, read_payment_file
from bodemplaat.kernel import Euro

OPENING = Euro.of(1_000_000)


@dataclass(frozen=True, slots=True)
class Stray:
    """An amount on the account that has nothing to do with any payment of ours; negative left the account."""

    amount: Euro
    counterparty: str
    remittance: str


@dataclass
class SimulatedBank:
    """A bank that keeps its books: every statement of an account opens with the balance the one before it closed
    with, and has the next number. One story uses one bank.
    """

    _last: dict[str, StatementHead] = field(default_factory=dict)

    def answer(
        self,
        payment_file: bytes,
        *,
        day: date,
        at: datetime,
        returns: Mapping[str, ReturnReason] | None = None,
        strays: Iterable[Stray] = (),
        version: Version = Version.V08,
    ) -> bytes:
        """Carry out every block on ``day`` as one booking, return what ``returns`` names, and add ``strays``.

        One statement per block, valid camt.053 of the version asked.
        """
        file = read_payment_file(payment_file)
        strays = tuple(strays)
        statements = tuple(
            self._statement(block, file.message_id, day, at, returns or {}, strays if number == 0 else ())
            for number, block in enumerate(file.blocks)
        )
        head = FileHead(version=version, message_id=f"DEMO{file.message_id}"[:35], created_at=at)
        return write_statement_file(StatementFile(head, statements))

    def _statement(
        self,
        block: DebtorBlock,
        message: str,
        day: date,
        at: datetime,
        returns: Mapping[str, ReturnReason],
        strays: Iterable[Stray],
    ) -> Statement:
        before = self._last.get(block.iban)
        written = statement(
            identification=f"{block.iban[-10:]}-{day:%Y%m%d}-{message}"[:35],
            account=block.iban,
            sequence=(before.sequence or 0) + 1 if before else 1,
            opening=before.closing if before and before.closing is not None else OPENING,
            entries=_entries(block, message, day, returns, strays),
            on=day,
            created_at=at,
        )
        self._last[block.iban] = written.head
        return written


def _entries(
    block: DebtorBlock,
    message: str,
    day: date,
    returns: Mapping[str, ReturnReason],
    strays: Iterable[Stray],
) -> list[Entry]:
    reference = f"{block.payment_id}"[:30]
    paid = [_paid(transfer, block, message) for transfer in block.transfers]
    entries: list[Entry] = [batch_entry(paid, booked_on=day, bank_reference=reference)]
    entries += [
        single_entry(
            returned_transaction(
                end_to_end_id=transfer.end_to_end_id,
                amount=transfer.amount,
                creditor=transfer.creditor,
                iban=transfer.iban,
                reason=returns[transfer.end_to_end_id],
                message_id=message,
                payment_id=block.payment_id,
            ),
            booked_on=day,
            bank_reference=f"R{number}{reference}"[:35],
        )
        for number, transfer in enumerate(block.transfers)
        if transfer.end_to_end_id in returns
    ]
    entries += [
        single_entry(
            Transaction(stray.amount, counterparty=stray.counterparty, remittance=stray.remittance),
            booked_on=day,
            bank_reference=f"S{number}{reference}"[:35],
        )
        for number, stray in enumerate(strays)
    ]
    return entries


def _paid(transfer: CreditTransfer, block: DebtorBlock, message: str) -> Transaction:
    return paid_transaction(
        end_to_end_id=transfer.end_to_end_id,
        amount=transfer.amount,
        creditor=transfer.creditor,
        iban=transfer.iban,
        remittance=transfer.remittance,
        message_id=message,
        payment_id=block.payment_id,
    )
