"""Each line of each invoice, judged against its line of the order."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
NONE: Final = Decimal(0)


class Verdict(StrEnum):
    """What comes of comparing a line of an invoice."""

    MATCHED = "matched"
    """It is what was ordered and came, within the tolerance."""
    PRICE = "price"
    """It is so many as came, at another price."""
    VAT = "vat"
    """Its rate of VAT is another one."""
    NOT_RECEIVED = "not_received"
    """More than has come so far."""
    MORE_THAN_ORDERED = "more_than_ordered"
    AGAIN = "again"
    """All that was ordered was invoiced before."""
    NOT_ORDERED = "not_ordered"
    """It stands on no line of the order."""
    CREDITED = "credited"
    """A credit note takes back more than was invoiced."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What a line may differ: so many hundredths of a percent of what is due for it, and no more than so many cents."""

    basis_points: int = 0
    cents: int = 0

    def of(self, due: int) -> int:
        """In cents, of an amount in cents."""
        return min(abs(due) * self.basis_points // 10_000, self.cents)


@dataclass(frozen=True, slots=True)
class Ordered(Generic[Key]):
    """A line of an order: how many, at which price in euros, with which rate of VAT, and how many of them came."""

    key: Key
    quantity: Decimal
    price: Decimal
    rate: Decimal
    received: Decimal

    @property
    def limit(self) -> Decimal:
        """As many may be invoiced: what came, and no more than was ordered."""
        return min(self.quantity, self.received)


@dataclass(frozen=True, slots=True)
class Invoiced(Generic[Key]):
    """A line of an invoice, below zero on a credit note: the line of the order that it is of, if any, how many, and the cents without VAT.

    A ``rate`` that the invoice does not say is not compared.
    """

    of: Key | None
    quantity: Decimal
    cents: int
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What a line came to: how many were invoiced ``before`` it, how many it is, and what was ``expected`` for them in cents."""

    verdict: Verdict
    before: Decimal
    quantity: Decimal
    cents: int
    expected: int

    @property
    def difference(self) -> int:
        """How many cents it is more than expected; below zero where it is less."""
        return self.cents - self.expected


@dataclass(slots=True)
class _Running:
    """What was invoiced of a line so far, and the cents by which what matched differed."""

    quantity: Decimal = NONE
    off: int = 0


def match(
    ordered: Sequence[Ordered[Key]], invoices: Sequence[tuple[Tolerance, Sequence[Invoiced[Key]]]]
) -> tuple[tuple[Matched, ...], ...]:
    """Judge the lines of each invoice, in the order in which the invoices were taken, each by its own tolerance.

    What lines that match differ is added up, so that many small differences are together within the tolerance as well. A line
    that does not match counts for how many were invoiced, and not for that sum: somebody looks at it.
    """
    lines = {each.key: each for each in ordered}
    running = {each.key: _Running() for each in ordered}

    def judged(each: Invoiced[Key], tolerance: Tolerance) -> Matched:
        if each.of is None or each.of not in lines:
            return Matched(Verdict.NOT_ORDERED, NONE, each.quantity, each.cents, 0)
        return _judge(lines[each.of], running[each.of], each, tolerance)

    return tuple(tuple(judged(each, tolerance) for each in invoice) for tolerance, invoice in invoices)


def cents_of(quantity: Decimal, price: Decimal) -> int:
    """So many at a price in euros, in whole cents, half a cent away from zero."""
    return int((quantity * price * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _judge(line: Ordered[Key], running: _Running, each: Invoiced[Key], tolerance: Tolerance) -> Matched:
    limit, before, quantity = line.limit, running.quantity, each.quantity
    after = before + quantity
    most = before if quantity < 0 else limit  # what is given back may be of what was too many
    expected = cents_of(_within(after, most) - _within(before, most), line.price)
    off = running.off + each.cents - expected
    allowed = tolerance.of(cents_of(_within(after, limit), line.price))
    is_off, is_beyond = abs(off) > allowed, cents_of(_beyond(after, limit), line.price) > allowed
    if quantity < 0:  # what is given back is no worse than what was there
        is_off = is_off and abs(off) > abs(running.off)
        is_beyond = is_beyond and after < 0
    verdict = Verdict.MATCHED
    if is_beyond:
        verdict = _too_many(line, before, after)
    elif is_off:
        verdict = Verdict.PRICE if after <= limit or quantity < 0 else _too_many(line, before, after)
    elif each.rate is not None and each.rate != line.rate:
        verdict = Verdict.VAT
    running.quantity = after
    if verdict is Verdict.MATCHED:
        running.off = off
    return Matched(verdict, before, quantity, each.cents, expected)


def _too_many(line: Ordered[Key], before: Decimal, after: Decimal) -> Verdict:
    if after < 0:
        return Verdict.CREDITED
    if before >= line.quantity:
        return Verdict.AGAIN
    return Verdict.MORE_THAN_ORDERED if after > line.quantity else Verdict.NOT_RECEIVED


def _within(quantity: Decimal, limit: Decimal) -> Decimal:
    return min(max(quantity, NONE), limit)


def _beyond(quantity: Decimal, limit: Decimal) -> Decimal:
    return max(quantity - limit, -quantity, NONE)
