"""What each amount on a statement means for the payments we know. Pure: values in, decisions out.

An amount that left the account and names a released payment, from the right account and to the cent, pays it. An
amount that came in and names one gives it back. A batch that the bank books as one amount pays its block when the
total is right and nothing of it was settled otherwise. Everything else waits for a person, with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.payments.identification import identified, payment_id
from bodemplaat.capabilities.payments.lifecycle import PAID, RELEASED, RETURNED
from bodemplaat.formats.camt import Entry, Transaction
from bodemplaat.kernel import say

WHY = {
    "unknown": say("No payment of ours carries this reference."),
    "other_amount": say("The amount is not that of the payment it names."),
    "other_account": say("The payment it names goes from another account."),
    "paid_already": say("The payment it names was paid already."),
    "not_sent": say("The payment it names was not sent to the bank."),
    "returned_already": say("The payment it names came back already."),
    "not_all_open": say("It names a batch of which some payments were settled in another way."),
}
"""Why an entry waits for a person."""


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

    @property
    def payment(self) -> UUID | None:
        """The payment it names, if it names one of ours."""
        return payment_id(self.end_to_end_id)

    @property
    def batch(self) -> UUID | None:
        """The block, or else the batch, that it names as a whole: it says nothing of one payment."""
        return None if self.end_to_end_id else identified(self.payment_id) or identified(self.message_id)


@dataclass(slots=True)
class Known:
    """A payment as far as a statement can change it; ``state`` and ``paid_on`` follow the lines as they are read."""

    id: UUID
    source_type: str
    source_id: UUID
    cents: int
    state: str
    paid_on: date | None
    account: UUID | None
    """The account its batch pays it from; ``None`` while it is in none."""


@dataclass(slots=True)
class KnownBlock:
    """A block that the bank may have booked as one amount."""

    id: UUID
    batch: UUID
    organisation: UUID
    cents: int
    count: int
    open: int
    """How many of its payments are released and not yet paid or returned."""


@dataclass(slots=True)
class Decisions:
    """What a statement changes. ``waiting`` and ``matched`` are lines with what they name and why they wait."""

    matched: list[tuple[Line, UUID | None, UUID | None]] = field(default_factory=list)
    """Line, payment, block."""
    waiting: list[tuple[Line, UUID | None, str]] = field(default_factory=list)
    """Line, the payment it names, a key of ``WHY``."""
    repeated: list[Line] = field(default_factory=list)
    paid: list[tuple[UUID, date]] = field(default_factory=list)
    debited: list[tuple[UUID, date]] = field(default_factory=list)
    """Returned payments whose debit is told only now: they stay returned."""
    returned: list[tuple[UUID, Line]] = field(default_factory=list)
    paid_blocks: list[tuple[KnownBlock, date]] = field(default_factory=list)


def lines_of(account: UUID, entry: Entry, otherwise: date) -> Iterator[Line]:
    """The amounts of one booked entry: its transactions where they add up to it, else the entry as a whole.

    ``otherwise`` is the day of an entry that has none.
    """
    day = entry.booked_on or entry.value_on or otherwise
    told = [transaction.amount for transaction in entry.transactions]
    amounts = [amount.cents for amount in told if amount is not None]
    if told and len(amounts) == len(told) and sum(amounts) == entry.amount.cents:
        for transaction, cents in zip(entry.transactions, amounts, strict=True):
            yield _line(account, entry, transaction, day, cents)
        return
    batch = entry.batch
    yield Line(
        account=account,
        fingerprint=entry.fingerprint,
        day=day,
        cents=entry.amount.cents,
        message_id=batch.message_id if batch else _common(t.message_id for t in entry.transactions),
        payment_id=batch.payment_id if batch else _common(t.payment_id for t in entry.transactions),
        remittance=entry.additional_text,
        has_reference=bool(entry.bank_reference),
    )


def decide(
    lines: Iterable[Line],
    payments: Mapping[UUID, Known],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
) -> Decisions:
    """What each line means, in their order.

    ``blocks`` holds a block twice: under its own id and its batch's, each with the id of its account. Changes the
    states in ``payments`` and ``blocks`` as it goes, so that what is told twice in one file counts once.
    """
    decisions = Decisions()
    for line in lines:
        payment = payments.get(line.payment) if line.payment is not None else None
        if payment is not None:
            _payment(line, payment, decisions)
            continue
        block = _block_of(line, blocks)
        if block is not None:
            _block(line, block, decisions)
        else:
            decisions.waiting.append((line, None, "unknown"))
    return decisions


def _payment(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.account is None:
        decisions.waiting.append((line, payment.id, "not_sent"))
    elif payment.account != line.account:
        decisions.waiting.append((line, payment.id, "other_account"))
    elif abs(line.cents) != payment.cents:
        decisions.waiting.append((line, payment.id, "other_amount"))
    elif line.cents < 0:
        _debit(line, payment, decisions)
    else:
        _credit(line, payment, decisions)


def _debit(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.paid_on is not None:
        if payment.paid_on == line.day and not line.has_reference:
            decisions.repeated.append(line)
        else:
            decisions.waiting.append((line, payment.id, "paid_already"))
        return
    if payment.state == RELEASED:
        payment.state = PAID
        decisions.paid.append((payment.id, line.day))
    elif payment.state == RETURNED:
        decisions.debited.append((payment.id, line.day))
    else:
        decisions.waiting.append((line, payment.id, "not_sent"))
        return
    payment.paid_on = line.day
    decisions.matched.append((line, payment.id, None))


def _credit(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.state in (RELEASED, PAID):
        payment.state = RETURNED
        decisions.returned.append((payment.id, line))
        decisions.matched.append((line, payment.id, None))
    else:
        why = "returned_already" if payment.state == RETURNED else "not_sent"
        decisions.waiting.append((line, payment.id, why))


def _block(line: Line, block: KnownBlock, decisions: Decisions) -> None:
    if -line.cents != block.cents:
        decisions.waiting.append((line, None, "other_amount"))
    elif block.open != block.count:
        decisions.waiting.append((line, None, "not_all_open"))
    else:
        block.open = 0
        decisions.paid_blocks.append((block, line.day))
        decisions.matched.append((line, None, block.id))


def _block_of(line: Line, blocks: Mapping[tuple[UUID, UUID], KnownBlock]) -> KnownBlock | None:
    named = line.batch
    return blocks.get((named, line.account)) if named is not None else None


def _line(account: UUID, entry: Entry, transaction: Transaction, day: date, cents: int) -> Line:
    reason = transaction.return_reason
    return Line(
        account=account,
        fingerprint=transaction.fingerprint,
        day=day,
        cents=cents,
        end_to_end_id=transaction.end_to_end_id,
        message_id=transaction.message_id,
        payment_id=transaction.payment_id,
        counterparty=transaction.counterparty,
        counterparty_iban=transaction.counterparty_iban,
        remittance=transaction.remittance or transaction.creditor_reference or transaction.additional_text,
        return_code=(reason.code or reason.proprietary) if reason else "",
        return_reason=(reason.text or reason.explanation) if reason else "",
        has_reference=bool(transaction.bank_reference or entry.bank_reference),
    )


def _common(references: Iterable[str]) -> str:
    """The reference that all share, if they do."""
    found = set(references)
    return found.pop() if len(found) == 1 else ""
