"""What each amount on a statement means for the payments we know. Pure: values in, decisions out.

An amount that left the account and names a released payment, from the right account and to the cent, pays it. An
amount that came in and names one gives it back. A batch that the bank books as one amount pays what is open of its
block when that is the total, and a block that comes back whole gives all of it back. Details of a batch without our
identifications are laid beside the open payments of the block by account and amount, and pay where only one
answer is left. Everything else waits for a person, with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from bodemplaat.capabilities.payments.lifecycle import FREED, PAID, READY, RELEASED, RETURNED
from bodemplaat.capabilities.payments.reckoning.lines import Line, key_of
from bodemplaat.kernel import say

WHY = {
    "unknown": say("No payment of ours carries this reference."),
    "other_amount": say("The amount is not that of the payment it names."),
    "other_account": say("The payment it names goes from another account."),
    "paid_already": say("The payment it names was paid already."),
    "not_sent": say("The payment it names was not sent to the bank."),
    "returned_already": say("The payment it names came back already."),
    "not_all_open": say("It names a batch of which some payments were settled in another way."),
    "batch_other_amount": say(
        "It names a batch of ours, but the amount is not what its open payments come to."
    ),
    "batch_undone": say(
        "The bank gives back money of a batch, but not what all its payments come to. Find out which came back."
    ),
    "ids_other_amount": say("It names several payments of ours that together do not come to this amount."),
    "ambiguous": say(
        "It is part of a batch of ours, but more than one payment, or none, has this account and amount."
    ),
    "returned_less": say(
        "The bank gives this payment back and keeps {difference_cents}, as a fee for example. The payment still counts as "
        "paid: link it as sent back when that is right, and book what was kept."
    ),
    "reversal_direction": say(
        "The bank marks this as undoing a payment that was paid, but it left the account once more. Ask the bank."
    ),
    "paid_twice": say(
        "Careful: the payment it names was freed as never carried out, and has been put up for payment again. It may be "
        "paid twice. Stop the new payment, or ask the receiver for the money back."
    ),
}
"""Why an entry waits for a person. ``{difference_cents}`` is what the amount differs from the payment it names."""


BATCH_UNDONE = say("The bank undid the whole batch.")


@dataclass(slots=True)
class Known:
    """A payment as far as a statement can change it; ``state`` and ``paid_on`` follow the lines as they are read."""

    id: UUID
    source_type: str
    source_id: UUID
    cents: int
    state: str
    paid_on: date | None
    iban: str
    released_on: date | None
    account: UUID | None
    """The account its batch pays it from; ``None`` while it is in none."""
    successor: "Known | None" = None
    """The payment that was asked for in its place after it was freed."""


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """A block with its payments."""

    id: UUID
    account: UUID
    members: tuple[Known, ...]

    def of(self, *states: str) -> list[Known]:
        """Its payments in one of these states."""
        return [each for each in self.members if each.state in states]


def total(payments: Iterable[Known]) -> int:
    """Their sum in cents."""
    return sum(each.cents for each in payments)


@dataclass(frozen=True, slots=True)
class Match:
    """A line that was placed: on one payment, or on a block of which it settles ``covers`` payments."""

    line: Line
    payment: UUID | None
    block: UUID | None = None
    covers: int = 1


@dataclass(slots=True)
class Decisions:
    """What a statement changes."""

    matched: list[Match] = field(default_factory=list)
    waiting: list[tuple[Line, UUID | None, str]] = field(default_factory=list)
    """Line, the payment it names, a key of ``WHY``."""
    repeated: list[Line] = field(default_factory=list)
    paid: list[tuple[UUID, date]] = field(default_factory=list)
    debited: list[tuple[UUID, date]] = field(default_factory=list)
    """Returned payments whose debit is in a statement only now: they stay returned."""
    returned: list[tuple[UUID, Line]] = field(default_factory=list)
    withdrawn: list[UUID] = field(default_factory=list)
    """Payments that were asked for in the place of freed ones which the bank did carry out after all."""
    early: list[tuple[Line, Known]] = field(default_factory=list)
    """Lines that pay what was released only later than they say."""


def decide(
    lines: Iterable[Line],
    payments: Mapping[UUID, Known],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
    alike: Mapping[tuple[UUID, int], Sequence[KnownBlock]],
) -> Decisions:
    """What each line means, in their order.

    ``blocks`` holds a block twice: under its own id and its batch's, each with the id of its account; ``alike`` holds
    blocks by account and total, for details that name nothing. Changes the states in ``payments`` as it goes, so
    that what is told twice in one file counts once.
    """
    decisions = Decisions()
    for group, members in groupby(lines, key=lambda line: line.group):
        nameless: list[Line] = []
        for line in members:
            if group and _known(line, payments) is None:
                nameless.append(line)
            else:
                _single(line, payments, blocks, decisions)
        if nameless:
            _parts_of_a_batch(nameless, blocks, alike, decisions)
    return decisions


def _known(line: Line, payments: Mapping[UUID, Known]) -> Known | None:
    return payments.get(line.payment) if line.payment is not None else None


def _single(
    line: Line,
    payments: Mapping[UUID, Known],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
    decisions: Decisions,
) -> None:
    payment, block = _known(line, payments), _block_of(line, blocks)
    named = [known for part in line.parts if (known := _known(part, payments)) is not None]
    sign = 1 if line.cents > 0 else -1
    if line.parts and len(named) == len(line.parts) and total(named) == abs(line.cents):
        for part, known in zip(line.parts, named, strict=True):
            _payment(replace(part, cents=sign * known.cents), known, decisions)
    elif payment is not None and (
        block is None
        or abs(line.cents) == payment.cents
        or abs(line.cents) != total(_settled_by(line, block))
    ):
        _payment(line, payment, decisions)
    elif block is not None:
        _block(line, block, decisions)
    else:
        decisions.waiting.append((line, None, "ids_other_amount" if named else "unknown"))


def _payment(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.account is None:
        decisions.waiting.append((line, payment.id, "not_sent"))
    elif payment.account != line.account:
        decisions.waiting.append((line, payment.id, "other_account"))
    elif abs(line.cents) != payment.cents:
        decisions.waiting.append((line, payment.id, _why_other(line, payment)))
    elif line.cents < 0:
        _debit(line, payment, decisions)
    else:
        _credit(line, payment, decisions)


def _why_other(line: Line, payment: Known) -> str:
    if payment.state in (RELEASED, PAID) and 0 < line.cents < payment.cents:
        return "returned_less"
    return "other_amount"


def _debit(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.paid_on is not None:
        if payment.paid_on == line.day and not line.has_reference and not line.reversal:
            decisions.repeated.append(line)
        else:
            why = "reversal_direction" if line.reversal else "paid_already"
            decisions.waiting.append((line, payment.id, why))
        return
    if payment.state == FREED and not _take_back_successor(payment, decisions):
        decisions.waiting.append((line, payment.id, "paid_twice"))
        return
    if payment.state in (RELEASED, FREED):
        _pay(line, payment, decisions)
    elif payment.state == RETURNED:
        decisions.debited.append((payment.id, line.day))
        payment.paid_on = line.day
    else:
        decisions.waiting.append((line, payment.id, "not_sent"))
        return
    decisions.matched.append(Match(line, payment.id))


def _take_back_successor(payment: Known, decisions: Decisions) -> bool:
    """Whether what was freed can still become paid: nothing was sent in its place."""
    successor = payment.successor
    if successor is None:
        return True
    if successor.state != READY:
        return False
    decisions.withdrawn.append(successor.id)
    payment.successor = None
    return True


def _pay(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.released_on is not None and line.day < payment.released_on:
        decisions.early.append((line, payment))
    payment.state, payment.paid_on = PAID, line.day
    decisions.paid.append((payment.id, line.day))


def _return(line: Line, payment: Known, decisions: Decisions) -> None:
    payment.state = RETURNED
    decisions.returned.append((payment.id, line))


def _credit(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.state in (RELEASED, PAID):
        _return(line, payment, decisions)
        decisions.matched.append(Match(line, payment.id))
    else:
        why = "returned_already" if payment.state == RETURNED else "not_sent"
        decisions.waiting.append((line, payment.id, why))


def _settled_by(line: Line, block: KnownBlock) -> list[Known]:
    """What of a block this line could settle as a whole."""
    return block.of(RELEASED) if line.cents < 0 else block.of(RELEASED, PAID)


def _block(line: Line, block: KnownBlock, decisions: Decisions) -> None:
    settled = _settled_by(line, block)
    if settled and total(settled) == abs(line.cents):
        for each in settled:
            if line.cents < 0:
                _pay(line, each, decisions)
            else:
                _return(replace(line, return_reason=line.return_reason or BATCH_UNDONE), each, decisions)
        decisions.matched.append(Match(line, None, block.id, len(settled)))
        return
    told_before = all(each.paid_on == line.day for each in block.members)
    if line.cents > 0:
        decisions.waiting.append((line, None, "batch_undone"))
    elif told_before and not line.has_reference and -line.cents == total(block.members):
        decisions.repeated.append(line)
    else:
        other = -line.cents != total(block.members)
        decisions.waiting.append((line, None, "batch_other_amount" if other and settled else "not_all_open"))


def _parts_of_a_batch(
    lines: Sequence[Line],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
    alike: Mapping[tuple[UUID, int], Sequence[KnownBlock]],
    decisions: Decisions,
) -> None:
    """Details that name no payment of ours: by account and amount, where as many payments are open as there are details."""
    block = _block_of_all(lines, blocks, alike)
    if block is None:
        decisions.waiting += [(line, None, "unknown") for line in lines]
        return
    by_receiver: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        by_receiver[abs(line.cents), line.counterparty_iban].append(line)
    left: dict[tuple[int, str], list[Known]] = defaultdict(list)
    for each in _settled_by(lines[0], block):
        left[each.cents, each.iban].append(each)
    fitting = {key: left.pop(key) for key in by_receiver if len(left.get(key, ())) == len(by_receiver[key])}
    by_amount: dict[int, list[Known]] = defaultdict(list)
    for (cents, _), open_ones in left.items():
        by_amount[cents] += open_ones
    for (cents, iban), same in by_receiver.items():
        open_ones = fitting.get((cents, iban)) or ([] if iban else by_amount[cents])
        if len(open_ones) == len(same):
            for line, each in zip(same, open_ones, strict=True):
                _payment(line, each, decisions)
        else:
            decisions.waiting += [(line, None, "ambiguous") for line in same]


def _block_of_all(
    lines: Sequence[Line],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
    alike: Mapping[tuple[UUID, int], Sequence[KnownBlock]],
) -> KnownBlock | None:
    """The one block that they name, or whose open payments they are to the last when they name nothing."""
    named = {block.id: block for line in lines if (block := _block_of(line, blocks)) is not None}
    if named:
        return named.popitem()[1] if len(named) == 1 else None
    if any(line.batch is not None for line in lines):
        return None
    amounts = Counter(abs(line.cents) for line in lines)
    fitting = [
        block
        for block in alike.get(key_of(lines), ())
        if Counter(each.cents for each in _settled_by(lines[0], block)) == amounts
    ]
    return fitting[0] if len(fitting) == 1 else None


def _block_of(line: Line, blocks: Mapping[tuple[UUID, UUID], KnownBlock]) -> KnownBlock | None:
    named = line.batch
    return blocks.get((named, line.account)) if named is not None else None
