"""Our own arithmetic: every amount worked out again to the cent, half a cent away from zero.

The norm lets VAT be up to a euro off (BR-CO-17 and the categories' 08 and 09) and does not multiply price by quantity at all;
what is off here and passes there is a warning.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from bodemplaat.formats.invoices.places import WHOLE
from bodemplaat.formats.invoices.values import Allowance, Invoice, InvoiceLine
from bodemplaat.kernel import Euro, Finding, Said, Severity, say

__all__ = ["against_arithmetic", "due_or_terms", "money", "to_the_cent"]

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal(0)
_ENOUGH: Final = 80
Rate = tuple[str, Decimal]


def to_the_cent(amount: Decimal) -> Decimal:
    """Rounded to whole cents, half a cent away from zero; nothing is zero, never minus zero."""
    with localcontext(prec=_ENOUGH):
        return amount.quantize(CENT, ROUND_HALF_UP) + ZERO


def money(amount: Decimal, currency: str) -> Euro | Said:
    """An amount as a reader sees it: euros where it is euros and whole cents, else the figure and its currency."""
    if currency == "EUR" and amount == to_the_cent(amount):
        return Euro.of(amount)
    return say("{amount} {currency}", amount=amount, currency=currency)


def against_arithmetic(invoice: Invoice) -> Iterator[Finding]:
    """Every amount that is not what it comes to, as warnings with both."""
    with localcontext(prec=_ENOUGH):
        for number, line in enumerate(invoice.lines, 1):
            yield from _line(line, say("line {number}", number=number), invoice.currency)
        for number, allowance in enumerate(invoice.allowances, 1):
            yield from _allowance(
                allowance, say("allowance or charge {number}", number=number), invoice.currency
            )
        yield from _vat(invoice)


def due_or_terms(invoice: Invoice) -> Iterator[Finding]:
    """BR-CO-25, which the norm has and CEN's present rule set has not: an amount to pay needs a day or terms."""
    if (
        not invoice.is_credit_note
        and (invoice.totals.payable or ZERO) > 0
        and not (invoice.due or invoice.terms)
    ):
        text = say(
            "It does not say when it must be paid: no day and no terms. By law the term is thirty days; ask the supplier to add it."
        )
        yield Finding("BR-CO-25", say("payment terms"), text, {}, Severity.WARNING)


def _line(line: InvoiceLine, place: Said, currency: str) -> Iterator[Finding]:
    for allowance in line.allowances:
        yield from _allowance(allowance, place, currency)
    price = line.price
    if price.gross is not None and price.net is not None:
        expected = price.gross - (price.discount or ZERO)
        if expected != price.net:
            text = say("The net price is {stated}, and gross price less discount comes to {expected}. {cure}")
            yield _off("invoice.price", place, text, price.net, expected, currency)
    if line.net is None or line.quantity is None or price.net is None or price.base_quantity == 0:
        return
    signed = sum(((1 if each.is_charge else -1) * (each.amount or ZERO) for each in line.allowances), ZERO)
    expected = to_the_cent(line.quantity * price.net / (price.base_quantity or 1) + signed)
    if expected != line.net:
        text = say("The line states {stated}, and quantity times price comes to {expected}. {cure}")
        yield _off("invoice.line", place, text, line.net, expected, currency)


def _allowance(allowance: Allowance, place: Said, currency: str) -> Iterator[Finding]:
    if allowance.amount is None or allowance.base is None or allowance.percent is None:
        return
    expected = to_the_cent(allowance.base * allowance.percent / 100)
    if expected != allowance.amount:
        text = say("The allowance or charge states {stated}, and its percentage comes to {expected}. {cure}")
        yield _off("invoice.allowance", place, text, allowance.amount, expected, currency)


def _vat(invoice: Invoice) -> Iterator[Finding]:
    taxable = _taxable(invoice)
    for number, part in enumerate(invoice.vat, 1):
        place = say("VAT breakdown, part {number}", number=number)
        rate = part.rate or ZERO
        expected = taxable.get((part.category, rate))
        if expected is not None and part.taxable is not None and expected != part.taxable:
            text = say(
                "VAT is due over {stated}, and lines, allowances and charges come to {expected}. {cure}"
            )
            yield _off("invoice.taxable", place, text, part.taxable, expected, invoice.currency)
        if part.taxable is None or part.tax is None:
            continue
        tax = to_the_cent(part.taxable * rate / 100)
        if tax != part.tax:
            text = say("The VAT is {stated}, and the amount times the rate comes to {expected}. {cure}")
            yield _off("invoice.vat", place, text, part.tax, tax, invoice.currency)
    stated, payable = invoice.totals.rounding, invoice.totals.payable
    if stated is not None and payable is not None and abs(stated) >= 1:
        text = say("The amount to pay is rounded by {stated}, which is a euro or more. {cure}")
        yield _off("invoice.rounding", WHOLE, text, stated, ZERO, invoice.currency)


def _taxable(invoice: Invoice) -> dict[Rate, Decimal]:
    """What is due VAT by category and rate, from lines, allowances and charges."""
    sums: dict[Rate, Decimal] = defaultdict(Decimal)
    for line in invoice.lines:
        sums[line.category, line.rate or ZERO] += line.net or ZERO
    for each in invoice.allowances:
        sums[each.category, each.rate or ZERO] += (each.amount or ZERO) * (1 if each.is_charge else -1)
    return sums


_CURE: Final = say("Ask the supplier, or pay what was agreed.")


def _off(code: str, place: Said, text: Said, stated: Decimal, expected: Decimal, currency: str) -> Finding:
    values = {"stated": money(stated, currency), "expected": money(expected, currency), "cure": _CURE}
    return Finding(code, place, text, values, Severity.WARNING)
