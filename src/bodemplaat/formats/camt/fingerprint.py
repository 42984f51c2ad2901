"""Recognising an entry or transaction that was read before.

The fingerprint is a hash of what the bank says of it. The bank's own reference makes it unique; where there is
none, the identification of the statement stands in for it, with its number, page and balances since pages share one
identification; so two equal payments on two statements or pages stay two.
What is equal in every respect within one statement is told apart by its place among its equals.
"""

from collections import Counter
from hashlib import blake2b

from bodemplaat.formats.camt.values import Entry, StatementHead, Transaction


class Fingerprints:
    """Gives fingerprints for one statement, in the order of its entries. Keeps a short key per item (some 120 bytes), to count equals."""

    def __init__(self, head: StatementHead) -> None:
        self._account = head.account
        balances = (each.cents if each is not None else None for each in (head.opening, head.closing))
        self._statement = "\x1e".join(map(str, (head.id, head.sequence, head.page, *balances)))
        self._seen: Counter[bytes] = Counter()

    def of_entry(self, entry: Entry) -> str:
        """The fingerprint of an entry, whatever its details."""
        batch = entry.batch
        return self._numbered(
            "entry",
            entry.bank_reference or self._statement,
            entry.status,
            str(entry.amount.cents),
            str(entry.booked_on),
            str(entry.value_on),
            entry.reference,
            batch.payment_id if batch else "",
            entry.bank_code,
            str(entry.reversal),
        )

    def of_transaction(self, transaction: Transaction, entry: Entry) -> str:
        """The fingerprint of a transaction within its entry."""
        reason = transaction.return_reason
        return self._numbered(
            "transaction",
            transaction.bank_reference or entry.bank_reference or self._statement,
            entry.status,
            str(entry.booked_on),
            str(transaction.amount.cents if transaction.amount is not None else None),
            transaction.end_to_end_id,
            transaction.message_id,
            transaction.payment_id,
            transaction.counterparty_iban,
            transaction.remittance,
            f"{reason.code} {reason.proprietary}" if reason else "",
        )

    def _numbered(self, *facts: str) -> str:
        text = "\x1f".join((self._account, *facts))
        key = blake2b(text.encode(), digest_size=16).digest()
        equals = self._seen[key]
        self._seen[key] = equals + 1
        if not equals:
            return key.hex()
        return blake2b(key + equals.to_bytes(8, "big"), digest_size=16).hexdigest()
