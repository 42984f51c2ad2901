"""Lines of an invoice as they are compared with an order: which line of it each is of, and how the whole stands to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.invoices.reckoning.reading import cents, name_key, number_key, tidy
from bodemplaat.capabilities.invoices.vocabulary import Fit
from bodemplaat.capabilities.orders.api import OrderLineView
from bodemplaat.engines.matching import Verdict, cents_of
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.kernel import Euro

MOST_MATCHED: Final = 200
"""Lines of an invoice with more of them is coded."""
MOST_QUANTITY: Final = Decimal(10**9)
WHOLE: Final = 0
"""The position of what an invoice charges or takes off as a whole."""
_MILLIONTH: Final = Decimal("0.000001")
NOTHING: Final = Euro(0)


@dataclass(frozen=True, slots=True)
class MatchRule:
    """What a line may differ from its order (``points`` are hundredths of a percent, ``most`` per line), and since when.

    With ``skips`` what fits needs no new approval; with ``apart`` only where whoever noted the receipt did not order or approve it.
    """

    points: int = 0
    most: Euro = NOTHING
    skips: bool = False
    apart: bool = True
    since: date | None = None


@dataclass(frozen=True, slots=True)
class LineToMatch:
    """A line of an invoice, below zero on a credit note; ``named`` is which line of the order it says it is of."""

    position: int
    text: str
    quantity: Decimal | None
    cents: int
    rate: Decimal | None
    named: str = ""


def lines_to_match(read: Invoice) -> tuple[LineToMatch, ...]:
    """The lines of an invoice, and what is charged or taken off as a whole; nothing where they cannot be compared to the cent."""
    whole = cents(read.totals.without_vat)
    if whole is None or not 0 < len(read.lines) <= MOST_MATCHED:
        return ()
    sign = -1 if read.is_credit_note else 1
    lines = []
    for position, each in enumerate(read.lines, start=1):
        net = cents(each.net)
        if net is None or (each.quantity is not None and not abs(each.quantity) <= MOST_QUANTITY):
            return ()
        quantity = None if each.quantity is None else sign * each.quantity.quantize(_MILLIONTH, ROUND_HALF_UP)
        rate = each.rate if each.rate is not None or not each.category else Decimal(0)
        if rate is not None and not 0 <= rate <= 100:
            return ()
        name = tidy(each.name or each.description, 140)
        lines.append(LineToMatch(position, name, quantity, sign * net, rate, each.order_line.strip()))
    rest = sign * whole - sum(each.cents for each in lines)
    if rest:
        lines.append(LineToMatch(WHOLE, "", None, rest, None))
    return tuple(lines)


def proposed_lines(lines: Sequence[LineToMatch], ordered: Sequence[OrderLineView]) -> Mapping[int, UUID]:
    """Of which line of the order each is, by its position: the one it names, else by what it is called, else the only one."""
    by_place = {str(place): each.id for place, each in enumerate(ordered, start=1)}
    proposed: dict[int, UUID] = {}
    for line in lines:
        if line.position == WHOLE:
            continue
        named = by_place.get(line.named.lstrip("0"))
        if named is None:
            named = _called(name_key(line.text), ordered)
        if named is not None:
            proposed[line.position] = named
    if not proposed and len(ordered) == 1 and sum(each.position != WHOLE for each in lines) == 1:
        return {each.position: ordered[0].id for each in lines if each.position != WHOLE}
    return proposed


def quantity_of(line: LineToMatch, ordered: OrderLineView) -> Decimal:
    """How many a line is: as it says; else as many as its amount buys, and where that is no round number all that is to be invoiced."""
    if line.quantity is not None:
        return line.quantity
    if ordered.price:
        bought = (Decimal(line.cents) / 100 / ordered.price).quantize(Decimal(1), ROUND_HALF_UP)
        if abs(bought) <= MOST_QUANTITY and cents_of(bought, ordered.price) == line.cents:
            return bought
    return -max(ordered.invoiced.quantity, Decimal(0)) if line.cents < 0 else ordered.to_invoice


def rate_of(line: LineToMatch, ordered: OrderLineView, *, vat: int | None, is_only: bool) -> Decimal | None:
    """The rate of VAT of a line: as it says, else as the VAT of an invoice of one line comes to; ``None`` where nothing says it."""
    if line.rate is not None or vat is None or not is_only or not line.cents:
        return line.rate
    by_order = (abs(Decimal(line.cents)) * ordered.vat_percent / 100).quantize(Decimal(1), ROUND_HALF_UP)
    if by_order == vat:
        return ordered.vat_percent
    worked_out = (Decimal(vat) * 100 / abs(line.cents)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return min(worked_out, Decimal(10_000))


def fit_of(verdicts: Iterable[Verdict]) -> Fit:
    """How the whole stands to its order."""
    different = set(verdicts) - {Verdict.MATCHED}
    if not different:
        return Fit.FITS
    return Fit.AWAITED if different == {Verdict.NOT_RECEIVED} else Fit.DIFFERS


def is_named(number: str, names: Iterable[str]) -> bool:
    """Whether an invoice names the order with this number, however it is written."""
    return number_key(number) in {number_key(each) for each in names if each}


def _called(name: str, ordered: Sequence[OrderLineView]) -> UUID | None:
    names = [(name_key(each.text), each.id) for each in ordered]
    for fits in (
        [line for other, line in names if other == name],
        [line for other, line in names if name and other and (other in name or name in other)],
    ):
        if len(fits) == 1:
            return fits[0]
    return None
