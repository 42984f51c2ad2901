"""The pieces a bank's answer is made of, for a demo bank, a check or a benchmark."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from bodemplaat.formats.camt.values import Batch, Entry, ReturnReason, Statement, StatementHead, Transaction
from bodemplaat.kernel import Euro

PAID, RETURNED, RECEIVED = "PMNT/ICDT/ESCT", "PMNT/ICDT/RRTN", "PMNT/RCDT/ESCT"
"""Bank transaction codes (ISO 20022): SEPA credit transfer out, its return, SEPA credit transfer in."""


class Transfer(TypedDict):
    """Whom a payment went to, and by what names it is known: those of the payment file."""

    end_to_end_id: str
    creditor: str
    iban: str
    remittance: NotRequired[str]
    message_id: NotRequired[str]
    payment_id: NotRequired[str]


def paid_transaction(*, amount: Euro, **transfer: Unpack[Transfer]) -> Transaction:
    """A payment that was carried out; ``amount`` positive as in the payment file."""
    return _transaction(-amount, PAID, None, transfer)


def returned_transaction(*, amount: Euro, reason: ReturnReason, **transfer: Unpack[Transfer]) -> Transaction:
    """A payment that came back; ``amount`` positive as in the payment file."""
    return _transaction(amount, RETURNED, reason, transfer)


def _transaction(amount: Euro, code: str, reason: ReturnReason | None, transfer: Transfer) -> Transaction:
    return Transaction(
        amount,
        transfer["end_to_end_id"],
        transfer.get("message_id", ""),
        transfer.get("payment_id", ""),
        counterparty=transfer["creditor"],
        counterparty_iban=transfer["iban"],
        remittance=transfer.get("remittance", ""),
        bank_code=code,
        return_reason=reason,
    )


def single_entry(transaction: Transaction, *, booked_on: date, bank_reference: str) -> Entry:
    """An entry of one transaction. Raises ``ValueError`` when it has no amount."""
    if transaction.amount is None:
        raise ValueError("a transaction that is booked has an amount")
    return Entry(
        transaction.amount,
        booked_on,
        booked_on,
        bank_reference=bank_reference,
        bank_code=transaction.bank_code or RECEIVED,
        transactions=(transaction,),
    )


def batch_entry(transactions: Iterable[Transaction], *, booked_on: date, bank_reference: str) -> Entry:
    """Payments of one block booked as one amount, with their details. Raises ``ValueError`` without an amount."""
    details = tuple(transactions)
    amounts = [transaction.amount for transaction in details if transaction.amount is not None]
    if not details or len(amounts) < len(details):
        raise ValueError("a batch has at least one transaction and each has an amount")
    return Entry(
        Euro.total(amounts),
        booked_on,
        booked_on,
        bank_reference=bank_reference,
        bank_code=details[0].bank_code,
        batch=Batch(details[0].message_id, details[0].payment_id, len(details)),
        transactions=details,
    )


def statement(
    *,
    identification: str,
    account: str,
    sequence: int,
    opening: Euro,
    entries: Iterable[Entry],
    on: date,
    created_at: datetime,
) -> Statement:
    """A statement of one day whose closing balance follows from its booked entries."""
    lines = tuple(entries)
    closing = opening + Euro.total(entry.amount for entry in lines if entry.booked)
    head = StatementHead(identification, account, sequence, created_at, opening, on, closing, on)
    return Statement(head, lines)
