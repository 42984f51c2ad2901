"""What each amount on a statement means for the payments we know. Pure: values in, decisions out.

An amount that left the account and names a released payment, from the right account and to the cent, pays it. An
amount that came in and names one gives it back. A batch that the bank books as one amount pays what is open of its
block when that is the total, and a block that comes back whole gives all of it back. Details of a batch without our
identifications are laid beside the open payments of the block by account and amount, and pay where only one
answer is left. A payment that was freed because the bank seemed not to carry it out is still one that the bank may carry
out, however it books that. Everything else waits for a person, with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import groupby
from uuid import UUID

from bodemplaat.capabilities.payments.lifecycle import FREED, PAID, READY, RELEASED, RETURNED, WITHDRAWN
from bodemplaat.capabilities.payments.reckoning.decisions import Decisions, Known, KnownBlock, Match, total
from bodemplaat.capabilities.payments.reckoning.lines import Line, key_of
from bodemplaat.kernel import say

BATCH_UNDONE = say("The bank undid the whole batch.")


def decide(
    lines: Iterable[Line],
    payments: Mapping[UUID, Known],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
    alike: Mapping[tuple[UUID, int], Sequence[KnownBlock]],
    freed: Collection[tuple[UUID, int]] = (),
) -> Decisions:
    """What each line means, in their order.

    ``blocks`` holds a block twice: under its own id and its batch's, each with the id of its account; ``alike`` holds
    blocks by account and total, for details that name nothing, and ``freed`` the account and sum of what was freed of
    each block and not paid since. Changes the states in ``payments`` as it goes, so that what is told twice in one file
    counts once.
    """
    decisions = Decisions()
    for group, members in groupby(lines, key=lambda line: line.group):
        nameless: list[Line] = []
        for line in members:
            if group and _known(line, payments) is None:
                nameless.append(line)
            else:
                _single(line, payments, blocks, freed, decisions)
        if nameless:
            _parts_of_a_batch(nameless, blocks, alike, decisions)
    return decisions


def _known(line: Line, payments: Mapping[UUID, Known]) -> Known | None:
    return payments.get(line.payment) if line.payment is not None else None


def _single(
    line: Line,
    payments: Mapping[UUID, Known],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
    freed: Collection[tuple[UUID, int]],
    decisions: Decisions,
) -> None:
    payment, block = _known(line, payments), _block_of(line, blocks)
    named = [known for part in line.parts if (known := _known(part, payments)) is not None]
    sign = 1 if line.cents > 0 else -1
    if line.parts and len(named) == len(line.parts) and total(named) == abs(line.cents):
        for part, known in zip(line.parts, named, strict=True):
            _payment(replace(part, cents=sign * known.cents), known, decisions)
    elif payment is not None and (
        block is None or abs(line.cents) == payment.cents or not _settled_by(line, block)
    ):
        _payment(line, payment, decisions)
    elif block is not None:
        _block(line, block, decisions)
    elif line.cents < 0 and line.whole and key_of([line]) in freed:
        decisions.waiting.append((line, None, "freed_alike"))
    else:
        decisions.waiting.append((line, None, "ids_other_amount" if named else _why_unknown(line)))


def _why_unknown(line: Line) -> str:
    return "unknown" if line.parts or line.has_name else "names_nothing"


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
    if payment.state in (RELEASED, PAID, FREED) and 0 < line.cents < payment.cents:
        return "returned_less"
    return "other_amount"


def _debit(line: Line, payment: Known, decisions: Decisions) -> None:
    if _is_booked_again(line, payment):
        decisions.waiting.append((line, payment.id, "booked_again"))
    elif payment.paid_on is None:
        why = _carry(line, payment, decisions)
        if why:
            decisions.waiting.append((line, payment.id, why))
        else:
            decisions.matched.append(Match(line, payment.id))
    elif payment.paid_on == line.day and not line.has_reference and not line.reversal:
        decisions.repeated.append(line)
    else:
        why = "reversal_direction" if line.reversal else "paid_already"
        decisions.waiting.append((line, payment.id, why))


def _is_booked_again(line: Line, payment: Known) -> bool:
    """Whether it left the account on a later day than that on which it came back."""
    return line.cents < 0 and payment.returned_on is not None and payment.returned_on < line.day


def _carry(line: Line, payment: Known, decisions: Decisions) -> str:
    """Let a payment that was not debited before be debited; answers a key of ``WHY`` where it cannot."""
    if _is_booked_again(line, payment):
        return "booked_again"
    if payment.state == FREED and (why := _take_place(payment, decisions)):
        return why
    _check_order(line, payment, decisions)
    if payment.state in (RELEASED, FREED):
        payment.state = PAID
        decisions.paid.append((payment.id, line.day))
    elif payment.state == RETURNED:
        decisions.debited.append((payment.id, line.day))
    else:
        return "not_sent"
    payment.paid_on = line.day
    return ""


def _take_place(payment: Known, decisions: Decisions) -> str:
    """Let what was freed be the payment of its source again, where what is in its place was not sent; else why not."""
    place = payment.place
    if place is None or place.live is None:
        return "paid_over"
    if place.live.state != READY or place.live.cents != payment.cents:
        return "paid_twice"
    decisions.withdrawn.append(place.live.id)
    place.live.state, place.live = WITHDRAWN, payment
    return ""


def _check_order(line: Line, payment: Known, decisions: Decisions) -> None:
    """A bank carries out what it was sent, and gives back what it paid: never the day before."""
    if payment.released_on is not None and line.day < payment.released_on:
        decisions.early.append((line, "before_release", payment.released_on))
    elif line.cents > 0 and payment.paid_on is not None and line.day < payment.paid_on:
        decisions.early.append((line, "before_payment", payment.paid_on))


def _return(line: Line, payment: Known, decisions: Decisions) -> None:
    _check_order(line, payment, decisions)
    payment.state, payment.returned_on = RETURNED, line.day
    if payment.place is not None and payment.place.live is payment:
        payment.place.live = None
    decisions.returned.append((payment.id, line))


def _credit(line: Line, payment: Known, decisions: Decisions) -> None:
    if payment.state in (RELEASED, PAID, FREED):
        _return(line, payment, decisions)
        decisions.matched.append(Match(line, payment.id))
    else:
        why = "returned_already" if payment.state == RETURNED else "not_sent"
        decisions.waiting.append((line, payment.id, why))


def _ways(line: Line, members: Iterable[Known]) -> list[list[Known]]:
    """What of these payments this line may settle together, the likeliest first: what is open, then what a bank may do
    after all to what was freed, or what it says only now of what came back.
    """
    of: dict[str, list[Known]] = defaultdict(list)
    for each in members:
        if line.cents > 0 or each.paid_on is None:
            of[each.state].append(each)
    released, freed, back = of[RELEASED], of[FREED], of[RETURNED]
    if line.cents > 0:
        return [released + of[PAID], released + of[PAID] + freed]
    carried_out = [each for each in released if not each.is_refused]
    return [released, released + back + freed, released + back, released + freed, carried_out]


def _chosen(ways: Sequence[list[Known]], fits: Callable[[list[Known]], bool]) -> list[Known]:
    """The first way where it fits, else the only other one that does."""
    if ways[0] and fits(ways[0]):
        return ways[0]
    fitting = {frozenset(each.id for each in way): way for way in ways[1:] if way and fits(way)}
    return fitting.popitem()[1] if len(fitting) == 1 else []


def _settled_by(line: Line, block: KnownBlock) -> list[Known]:
    """What of a block this line settles as a whole."""
    return _chosen(_ways(line, block.members), lambda way: total(way) == abs(line.cents))


def _block(line: Line, block: KnownBlock, decisions: Decisions) -> None:
    settled = _settled_by(line, block)
    if settled and line.cents < 0:
        _debit_together(line, block, settled, decisions)
    elif settled:
        for each in settled:
            _return(replace(line, return_reason=line.return_reason or BATCH_UNDONE), each, decisions)
        decisions.matched.append(Match(line, None, block.id, len(settled)))
    elif line.cents > 0:
        decisions.waiting.append((line, None, "batch_undone"))
    elif (
        all(each.paid_on == line.day for each in block.members)
        and not line.has_reference
        and -line.cents == total(block.members)
    ):
        decisions.repeated.append(line)
    else:
        decisions.waiting.append((line, None, _why_not_block(line, block)))


def _why_not_block(line: Line, block: KnownBlock) -> str:
    if any(each.state == FREED and each.paid_on is None for each in block.members):
        return "batch_freed"
    other = -line.cents != total(block.members)
    return "batch_other_amount" if other and block.of(RELEASED) else "not_all_open"


def _debit_together(line: Line, block: KnownBlock, settled: Sequence[Known], decisions: Decisions) -> None:
    """Each of them on its own merits; what cannot be debited any more waits as an amount of its own."""
    reasons = [(each, _carry(line, each, decisions)) for each in settled]
    carried = [each for each, why in reasons if not why]
    stopped = [(each, why) for each, why in reasons if why]
    if carried:
        share = replace(line, cents=-total(carried)) if stopped else line
        decisions.matched.append(Match(share, None, block.id, len(carried)))
    for number, (each, why) in enumerate(stopped):
        is_first = not carried and number == 0  # under the line's own fingerprint, by which it is known again
        share = replace(line, cents=-each.cents) if is_first else _part(line, each)
        decisions.waiting.append((share, each.id, why))


def _part(line: Line, payment: Known) -> Line:
    """What of a line is one payment's, under a fingerprint of its own that follows from the line's."""
    own = sha256(f"{line.fingerprint} {payment.id}".encode()).hexdigest()
    return replace(line, fingerprint=own, cents=-payment.cents, part_of=line.fingerprint)


def _parts_of_a_batch(
    lines: Sequence[Line],
    blocks: Mapping[tuple[UUID, UUID], KnownBlock],
    alike: Mapping[tuple[UUID, int], Sequence[KnownBlock]],
    decisions: Decisions,
) -> None:
    """Details that name no payment of ours: by account and amount, where as many payments are open as there are details."""
    block = _block_of_all(lines, blocks, alike)
    if block is None:
        decisions.waiting += [(line, None, _why_unknown(line)) for line in lines]
        return
    by_receiver: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        by_receiver[abs(line.cents), line.counterparty_iban].append(line)
    left: dict[tuple[int, str], list[Known]] = defaultdict(list)
    for each in block.members:
        left[each.cents, each.iban].append(each)
    fitting = {
        key: way
        for key, same in by_receiver.items()
        if (way := _as_many(same, left.get(key, ()))) and left.pop(key)
    }
    by_amount: dict[int, list[Known]] = defaultdict(list)
    for (cents, _), open_ones in left.items():
        by_amount[cents] += open_ones
    for (cents, iban), same in by_receiver.items():
        way = fitting.get((cents, iban)) or ([] if iban else _as_many(same, by_amount[cents]))
        for line, each in zip(same, way, strict=False):
            _payment(line, each, decisions)
        if not way:
            could_be = left.get((cents, iban), ()) if iban else by_amount[cents]
            is_freed = lines[0].cents < 0 and any(each.state == FREED for each in could_be)
            why = "batch_freed" if is_freed else "ambiguous"
            decisions.waiting += [(line, None, why) for line in same]


def _as_many(lines: Sequence[Line], members: Iterable[Known]) -> list[Known]:
    return _chosen(_ways(lines[0], members), lambda way: len(way) == len(lines))


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
    sent = [block for block in alike.get(key_of(lines), ()) if _was_sent(block, lines[0].day)]
    for only_open in (True, False):
        fitting = [
            block
            for block in sent
            if _chosen(
                _ways(lines[0], block.members)[: 1 if only_open else None],
                lambda way: Counter(each.cents for each in way) == amounts,
            )
        ]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _was_sent(block: KnownBlock, day: date) -> bool:
    return all(each.released_on is not None and each.released_on <= day for each in block.members)


def _block_of(line: Line, blocks: Mapping[tuple[UUID, UUID], KnownBlock]) -> KnownBlock | None:
    named = line.batch
    return blocks.get((named, line.account)) if named is not None else None
