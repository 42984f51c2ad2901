"""The lines of a large statement, kept small until what they mean is decided. Pure."""

import marshal
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from bodemplaat.capabilities.payments.reckoning.lines import Line, lines_of
from bodemplaat.formats.camt import RETURN_REASONS, Entry, other_way

_FIELDS = (
    *(
        "fingerprint",
        "cents",
        "end_to_end_id",
        "message_id",
        "payment_id",
        "counterparty",
        "counterparty_iban",
    ),
    *("remittance", "return_code", "has_reference", "reversal", "booked_as_batch", "whole", "group", "texts"),
)
_plain = attrgetter(*_FIELDS)
_AT_A_TIME = 1_000
"""Lines that are packed together: some 80 kB."""
_NOBODY = UUID(int=0)
Packed = tuple[Any, ...]


class PackedLines:
    """The lines of one statement in the order of the bank, some eighty bytes each.

    An entry of which all lines are one group stays together. What a statement names, without its lines, is known
    beforehand, so that it can be held before the first is decided on. Lines have no account yet: that of the statement
    is given when they are asked for.
    """

    def __init__(self, otherwise: date) -> None:
        self._otherwise = otherwise
        self._packed: list[bytes] = []
        self._open: list[tuple[tuple[Packed, ...], tuple[Packed, ...] | None]] = []
        self._waiting = 0
        self._counts = [0, 0]
        self._turned = False
        self._payments = bytearray()
        self.batches: set[UUID] = set()
        """Batches and blocks that lines name."""
        self.sums: set[int] = set()
        """What groups of lines that name nothing come to, in cents."""
        self.may_be_freed = False
        """Whether a line that names nothing left the account, and so may be something that was freed."""

    def __len__(self) -> int:
        return self._counts[self._turned]

    def add(self, entry: Entry) -> None:
        """Pack what a booked entry tells."""
        lines = self._lines(entry)
        other = self._lines(other_way(entry)) if entry.reversal else None
        for each in (lines, other or ()):
            self._name(each)
        self._counts[0] += len(lines)
        self._counts[1] += len(lines if other is None else other)
        self._open.append((tuple(map(_pack, lines)), None if other is None else tuple(map(_pack, other))))
        self._waiting += len(lines)
        if self._waiting >= _AT_A_TIME:
            self._close()

    def turn(self) -> None:
        """From now on reversals go the other way: the balances say so, at the end of the statement."""
        self._turned = True

    def payments(self) -> Iterator[UUID]:
        """The payments that lines name; one may come more than once."""
        named = self._payments
        return (UUID(bytes=bytes(named[start : start + 16])) for start in range(0, len(named), 16))

    def entries(self, account: UUID) -> Iterator[list[Line]]:
        """The lines of each entry, on this account. Once: what was given is forgotten."""
        self._close()
        self._packed.reverse()
        while self._packed:
            for lines, other in marshal.loads(zlib.decompress(self._packed.pop())):  # noqa: S302  # of our own making, in this process
                chosen = other if self._turned and other is not None else lines
                yield [_unpacked(account, each) for each in chosen]

    def _lines(self, entry: Entry) -> list[Line]:
        return list(lines_of(_NOBODY, entry, self._otherwise))

    def _name(self, lines: Iterable[Line]) -> None:
        group, names_nothing, cents = "", True, 0
        for line in lines:
            for each in (line, *line.parts):
                if each.payment is not None:
                    self._payments += each.payment.bytes
            batch = line.batch
            if batch is not None:
                self.batches.add(batch)
            if batch is not None or line.payment is not None:
                names_nothing = False
            elif line.whole and line.cents < 0 and not line.parts:
                self.may_be_freed = True
            group, cents = line.group, cents + line.cents
        if group and names_nothing:
            self.sums.add(abs(cents))

    def _close(self) -> None:
        if self._open:
            self._packed.append(zlib.compress(marshal.dumps(self._open), 1))
            self._open, self._waiting = [], 0


def _pack(line: Line) -> Packed:
    reason = line.return_reason
    is_bank_s = type(reason) is str  # and not the standard's own wording, which is marked for translation
    parts = tuple(map(_pack, line.parts)) if line.parts else ()
    return line.day.toordinal(), reason if is_bank_s else None, parts, *_plain(line)


def _unpacked(account: UUID, packed: Packed) -> Line:
    (day, reason, parts, fingerprint, cents, reference, message, payment, name, iban, remittance, code,
     has_reference, reversal, booked_as_batch, whole, group, texts) = packed  # fmt: skip
    return Line(
        account,
        fingerprint,
        _day(day),
        cents,
        reference,
        message,
        payment,
        name,
        iban,
        remittance,
        code,
        RETURN_REASONS[code] if reason is None else reason,
        has_reference,
        reversal,
        booked_as_batch,
        whole,
        group,
        tuple([_unpacked(account, each) for each in parts]) if parts else (),
        texts=texts,
    )


@lru_cache(maxsize=64)
def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
