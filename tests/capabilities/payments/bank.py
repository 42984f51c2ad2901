"""A bank that answers payment files with statements, for tests of what we make of them."""

import uuid
from collections.abc import Iterable
from datetime import date

from tests.capabilities.payments.world import LATER, NEDERLEK, TOMORROW

from bodemplaat.formats import camt
from bodemplaat.formats.sepa import read_payment_file
from bodemplaat.kernel import Euro

CLOSED = camt.ReturnReason(code="AC04")


def bank_file(*statements: camt.Statement, version: camt.Version = camt.Version.V08) -> bytes:
    """A statement file in either version."""
    head = camt.FileHead(version, uuid.uuid4().hex, LATER)
    return camt.write_statement_file(camt.StatementFile(head, statements))


def statement(
    *entries: camt.Entry, on: date = TOMORROW, account: str = NEDERLEK, name: str = "S1"
) -> camt.Statement:
    """A statement of one day, of Nederlek's account unless said otherwise."""
    return camt.statement(
        identification=name,
        account=account,
        sequence=1,
        opening=Euro.of("1000.00"),
        entries=entries,
        on=on,
        created_at=LATER,
    )


def sent(file: bytes, account: str = NEDERLEK) -> list[camt.Transaction]:
    """What the bank carried out of a payment file, for one account."""
    told = read_payment_file(file)
    return [
        camt.paid_transaction(
            end_to_end_id=transfer.end_to_end_id,
            amount=transfer.amount,
            creditor=transfer.creditor,
            iban=transfer.iban,
            message_id=told.message_id,
            payment_id=block.payment_id,
        )
        for block in told.blocks
        if block.iban == account
        for transfer in block.transfers
    ]


def back(paid: camt.Transaction, reason: camt.ReturnReason = CLOSED) -> camt.Transaction:
    """The same payment, coming back."""
    if paid.amount is None:
        raise ValueError("what was paid has an amount")
    return camt.returned_transaction(
        end_to_end_id=paid.end_to_end_id,
        amount=-paid.amount,
        creditor=paid.counterparty,
        iban=paid.counterparty_iban,
        reason=reason,
    )


def booked(transaction: camt.Transaction, reference: str, on: date = TOMORROW) -> camt.Entry:
    """An entry of its own."""
    return camt.single_entry(transaction, booked_on=on, bank_reference=reference)


def all_paid(file: bytes, accounts: Iterable[str]) -> bytes:
    """A statement file in which everything sent was paid, one block per entry."""
    return bank_file(
        *(
            statement(
                camt.batch_entry(
                    sent(file, account), booked_on=TOMORROW, bank_reference=uuid.uuid4().hex[:30]
                ),
                account=account,
            )
            for account in accounts
        )
    )
