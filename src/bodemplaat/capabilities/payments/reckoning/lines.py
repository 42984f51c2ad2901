"""The amounts of a statement, each with what it names. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.payments.identification import PREFIX, identified, payment_id
from bodemplaat.formats.camt import Entry, Transaction
from bodemplaat.kernel import bare_iban

_THIRTY_TWO = (
    r"(?:[0-9a-fA-F]\s?){31}[0-9a-fA-F](?![0-9a-fA-F])"  # banks break a text where a line of theirs ends
)
_OF_BATCH = re.compile(rf"(?<![0-9a-fA-F]){_THIRTY_TWO}")
_OF_PAYMENT = re.compile(rf"(?<![0-9a-zA-Z]){PREFIX[0]}\s?{PREFIX[1]}\s?{_THIRTY_TWO}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One amount that the bank booked, on one account; negative when it left. What it names may not be ours."""

    account: UUID
    fingerprint: str
    day: date
    cents: int
    end_to_end_id: str = ""
    message_id: str = ""
    payment_id: str = ""
    counterparty: str = ""
    counterparty_iban: str = ""
    remittance: str = ""
    return_code: str = ""
    return_reason: str = ""
    has_reference: bool = True
    """Whether the bank gave it a reference of its own, by which it is recognised on another statement."""
    reversal: bool = False
    booked_as_batch: bool = False
    """Whether the bank says so, whatever reference of its own it gives."""
    whole: bool = False
    """Whether this is all that the bank booked in this entry, so that it may stand for a batch."""
    group: str = ""
    """Shared by the lines of one entry that the bank lists in parts."""
    parts: tuple["Line", ...] = ()
    """Payments that an entry names without saying what each came to; their own ``cents`` are 0."""
    part_of: str = ""
    """The fingerprint of the line that this is one payment's share of."""
    texts: str = ""
    """What else the bank wrote beside it, where it may name what it gives no reference of."""
    payment: UUID | None = field(init=False)
    """The payment it names, if it names one of ours."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "payment", payment_id(self.end_to_end_id) or self._written())

    def _written(self) -> UUID | None:
        """The one payment of ours that the bank's texts name."""
        text = f"{self.remittance} {self.texts}"
        if PREFIX not in text.upper():
            return None
        named = {payment_id(_joined(match)) for match in _OF_PAYMENT.findall(text)}
        return named.pop() if len(named) == 1 else None

    @property
    def has_name(self) -> bool:
        """Whether the bank says with any reference what it is of, ours or not."""
        return bool(self.end_to_end_id or self.payment_id or self.message_id)

    @property
    def batch(self) -> UUID | None:
        """The block, or else the batch, that it may stand for or be a part of."""
        if self.payment is not None and not self.whole:
            return None
        foreign = self.end_to_end_id and self.payment is None and identified(self.end_to_end_id) is None
        if foreign and not self.booked_as_batch:
            return None
        for reference in (self.payment_id, self.message_id, self.end_to_end_id):
            if (named := identified(reference)) is not None:
                return named
        written = _OF_BATCH.search(f"{self.remittance} {self.texts}")
        return identified(_joined(written[0])) if written else None

    @property
    def marks(self) -> tuple[str, ...]:
        """The fingerprints by which it is known again: its own and those of its parts."""
        return (self.fingerprint, *(part.fingerprint for part in self.parts))


def lines_of(account: UUID, entry: Entry, otherwise: date) -> Iterator[Line]:
    """The amounts of one booked entry: its transactions where they add up to it, else the entry as a whole.

    ``otherwise`` is the day of an entry that has none.
    """
    day = entry.booked_on or entry.value_on or otherwise
    stated = [transaction.amount for transaction in entry.transactions]
    amounts = [amount.cents for amount in stated if amount is not None]
    if stated and len(amounts) == len(stated) and sum(amounts) == entry.amount.cents:
        for transaction, cents in zip(entry.transactions, amounts, strict=True):
            yield _line(account, entry, transaction, day, cents, alone=len(stated) == 1)
        return
    if len(stated) == 1:  # a fee was kept or added: its one detail still names the payment
        one = _line(account, entry, entry.transactions[0], day, entry.amount.cents, alone=True)
        yield replace(one, fingerprint=entry.fingerprint)
        return
    batch = entry.batch
    yield Line(
        account=account,
        fingerprint=entry.fingerprint,
        day=day,
        cents=entry.amount.cents,
        message_id=(batch.message_id if batch else "") or _common(t.message_id for t in entry.transactions),
        payment_id=(batch.payment_id if batch else "") or _common(t.payment_id for t in entry.transactions),
        remittance=" ".join(filter(None, (entry.additional_text, entry.reference))),
        has_reference=bool(entry.bank_reference),
        reversal=entry.reversal,
        whole=True,
        parts=tuple(
            _line(account, entry, transaction, day, 0, alone=False)
            for transaction in entry.transactions
            if payment_id(transaction.end_to_end_id) is not None
        ),
    )


def key_of(lines: Sequence[Line]) -> tuple[UUID, int]:
    """The account and sum under which ``alike`` holds a block that these could be."""
    return lines[0].account, abs(sum(line.cents for line in lines))


def _line(
    account: UUID, entry: Entry, transaction: Transaction, day: date, cents: int, *, alone: bool
) -> Line:
    reason, batch = transaction.return_reason, entry.batch
    texts = (transaction.remittance, transaction.creditor_reference, transaction.additional_text)
    beside = (entry.additional_text, entry.reference)
    return Line(
        account=account,
        fingerprint=transaction.fingerprint,
        day=day,
        cents=cents,
        end_to_end_id=transaction.end_to_end_id,
        message_id=transaction.message_id or (batch.message_id if batch else ""),
        payment_id=transaction.payment_id or (batch.payment_id if batch else ""),
        counterparty=transaction.counterparty,
        counterparty_iban=_bare(transaction.counterparty_iban),
        remittance=next(filter(None, texts), ""),
        texts=" ".join(filter(None, (*texts, *(beside if alone else ())))),
        return_code=(reason.code or reason.proprietary) if reason else "",
        return_reason=(reason.text or reason.explanation) if reason else "",
        has_reference=bool(transaction.bank_reference or entry.bank_reference),
        reversal=entry.reversal,
        booked_as_batch=alone and batch is not None,
        whole=alone,
        group="" if alone else entry.fingerprint,
    )


def _bare(iban: str) -> str:
    return iban if iban.isalnum() and iban.isupper() else bare_iban(iban)


def _joined(written: str) -> str:
    return "".join(written.split())


def _common(references: Iterable[str]) -> str:
    """The reference that all share, if they do."""
    different = set(references)
    return different.pop() if len(different) == 1 else ""
