"""What the lines of a file mean, decided and carried out some thousands at a time, so that memory does not grow with the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bodemplaat.capabilities.payments.commands.booking import (
    carry_out,
    fresh_lines,
    hold_all,
    hold_payments,
    keep_entries,
    sums_of_freed,
)
from bodemplaat.capabilities.payments.errors import UnusableStatement
from bodemplaat.capabilities.payments.models import Statement
from bodemplaat.capabilities.payments.reckoning.decisions import LOUD, Decisions
from bodemplaat.capabilities.payments.reckoning.lines import Line
from bodemplaat.capabilities.payments.reckoning.matching import decide
from bodemplaat.capabilities.payments.reckoning.packed_lines import PackedLines
from bodemplaat.capabilities.payments.reckoning.statement_file import early_finding
from bodemplaat.foundation.tenancy.api import Actor

AT_A_TIME = 2_500
"""Lines that are decided on together, and as many more as an entry has beyond that: an entry stays whole."""
Piece = list[tuple[Statement, Line]]


@dataclass(slots=True)
class Tally:
    """What a file came to, in numbers and cents."""

    lines: int = 0
    known: int = 0
    paid: int = 0
    paid_cents: int = 0
    returned: int = 0
    returned_cents: int = 0
    unknown: int = 0
    unknown_cents: int = 0
    twice: int = 0
    stopped: int = 0

    def add(self, lines: int, fresh: int, decisions: Decisions) -> None:
        """Count so many lines, of which so many were in no earlier statement."""
        self.lines += lines
        self.known += lines - fresh + len(decisions.repeated)
        for each in decisions.matched:
            if each.line.cents < 0:
                self.paid += each.covers
                self.paid_cents -= each.line.cents
            elif each.line.cents > 0:
                self.returned += each.covers
                self.returned_cents += each.line.cents
        self.unknown += len(decisions.waiting)
        self.unknown_cents += sum(line.cents for line, _, _ in decisions.waiting)
        self.twice += sum(why in LOUD for _, _, why in decisions.waiting)
        self.stopped += len(decisions.withdrawn)


def carry_out_in_pieces(
    actor: Actor, statements: Sequence[tuple[Statement, PackedLines]], at: datetime
) -> Tally:
    """Decide on every line and carry it out, in the order of the bank. Raises ``UnusableStatement`` with all that is too early.

    What a piece changes stands in the database before the next is decided on, so that all of them together come to what
    they would at once. What may be settled is held before the first of several, in one order. A file of one piece is
    decided on before anything is changed; of several the transaction takes back what was.
    """
    if sum(len(lines) for _, lines in statements) > AT_A_TIME:
        _hold(actor, statements)
    freed = sums_of_freed(actor, {row.account_id for row, lines in statements if lines.may_be_freed})
    tally = Tally()
    early: list[tuple[Line, str, date]] = []
    for piece, is_last in _pieces(statements):
        fresh = fresh_lines(actor, piece)
        unread = [line for _, line in fresh.values()]
        payments, blocks, alike = hold_payments(actor, unread)
        decisions = decide(unread, payments, blocks, alike, freed)
        early += decisions.early
        if early and is_last:
            raise UnusableStatement(*(early_finding(*each) for each in early))
        carry_out(actor, decisions, payments, at)
        keep_entries(actor, fresh, decisions)
        tally.add(len(piece), len(fresh), decisions)
    return tally


def _hold(actor: Actor, statements: Sequence[tuple[Statement, PackedLines]]) -> None:
    payments = sorted({each for _, lines in statements for each in lines.payments()})
    batches = {each for _, lines in statements for each in lines.batches}
    sums = {(row.account_id, cents) for row, lines in statements for cents in lines.sums}
    hold_all(actor, payments, batches, sums)


def _pieces(statements: Sequence[tuple[Statement, PackedLines]]) -> Iterator[tuple[Piece, bool]]:
    """The lines in their order, each with its statement, and whether these are the last."""
    piece: Piece = []
    left = sum(len(lines) for _, lines in statements)
    for row, lines in statements:
        for entry in lines.entries(row.account_id):
            piece += [(row, line) for line in entry]
            if AT_A_TIME <= len(piece) < left:
                left -= len(piece)
                yield piece, False
                piece = []
    yield piece, True
