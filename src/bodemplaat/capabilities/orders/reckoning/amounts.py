"""What lines of an order come to, and how far an order came in."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Protocol

from bodemplaat.capabilities.orders.vocabulary import OrderMove, VatKind
from bodemplaat.formats.vat_law import vat_rates_on

_CENT: Final = Decimal(1)


def cents_of(quantity: Decimal, price: Decimal) -> int:
    """So many at this price, in whole cents, half a cent up."""
    return int((quantity * price * 100).quantize(_CENT, ROUND_HALF_UP))


def percent_of(kind: VatKind, on: date) -> Decimal:
    """The rate of a kind of VAT on a day, by the law."""
    if kind not in (VatKind.GENERAL, VatKind.REDUCED):
        return Decimal(0)
    rates = [each.percent for each in vat_rates_on(on)]
    return max(rates) if kind is VatKind.GENERAL else min(each for each in rates if each > 0)


def vat_of(cents: int, percent: Decimal) -> int:
    """VAT over so many cents, in whole cents, half a cent up."""
    return int((Decimal(cents) * percent / 100).quantize(_CENT, ROUND_HALF_UP))


class Priced(Protocol):
    """A line of an order."""

    @property
    def quantity(self) -> Decimal:
        """How many are ordered."""

    @property
    def price(self) -> Decimal:
        """Of one, without VAT."""

    @property
    def vat_percent(self) -> Decimal:
        """The rate of its VAT."""


def obliged_cents(line: Priced, booked: Decimal, *, vat_is_cost: bool) -> int:
    """What a line is an obligation for once so many of it were ``booked``, in cents; with VAT where nobody pays that back."""
    net = cents_of(max(line.quantity - max(booked, Decimal(0)), Decimal(0)), line.price)
    return net + (vat_of(net, line.vat_percent) if vat_is_cost else 0)


def move_after(came: Iterable[tuple[Decimal, Decimal]]) -> OrderMove:
    """How far an order is in, by what was ordered and what came of each line."""
    lines = list(came)
    if all(received >= ordered for ordered, received in lines):
        return OrderMove.RECEIVE_ALL
    if any(received > 0 for _, received in lines):
        return OrderMove.RECEIVE_PART
    return OrderMove.RECEIVE_NOTHING
