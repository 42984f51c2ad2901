"""What keeps an invoice of our own from being issued: whatever passes here is judged sound by every rule, which a test holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from stdnum.nl import btw

from bodemplaat.capabilities.sales.reckoning.building import Rate, net_of, taxable_by_rate
from bodemplaat.capabilities.sales.reckoning.vat import CATEGORIES, CATEGORY_NAMES, SAYS_WHY, rate_fits
from bodemplaat.capabilities.sales.values import PartyDetails, SalesContent, SalesLine
from bodemplaat.formats.sepa.accounts import is_iban
from bodemplaat.kernel import Finding, Said, say

MOST_LINES: Final = 1000
LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT, LONGEST_NOTE = 200, 200, 100, 500
MOST: Final = Decimal(10) ** 9
MOST_OF_A_LINE: Final = Decimal(10) ** 9
DECIMALS: Final = 4
UNITS: Final[Mapping[str, Said]] = {
    "C62": say("piece"),
    "HUR": say("hour"),
    "DAY": say("day"),
    "MON": say("month"),
    "ANN": say("year"),
    "KMT": say("kilometre"),
}
"""In what is counted (UN/ECE Recommendation 20)."""
WHOLE: Final = say("whole invoice")
_OURS, _THEIRS = say("your own details"), say("details of the customer")


def check_sale(
    content: SalesContent,
    seller: PartyDetails | None,
    customer: PartyDetails | None,
    *,
    on: date,
    room: Mapping[Rate, Decimal] | None = None,
) -> tuple[Finding, ...]:
    """Everything that is wrong; ``room`` is what may still be credited of an invoice by category and rate, for a credit note."""
    categories = {each.category for each in content.lines}
    needs_number = bool(categories - {"O"})
    return (
        *_seller(seller, needs_number=needs_number),
        *_customer(customer, needs_number="AE" in categories),
        *_whole(content, categories),
        *(
            finding
            for number, each in enumerate(content.lines, 1)
            for finding in _line(each, say("line {number}", number=number), on)
        ),
        *(_within(content, room) if room is not None else ()),
    )


def check_draft(content: SalesContent) -> tuple[Finding, ...]:
    """What cannot even be kept: figures that are none or too large, and texts that are too long."""
    wrong: list[Finding] = []
    for number, each in enumerate(content.lines, 1):
        if not (
            _is_figure(each.quantity)
            and _is_figure(each.price)
            and (each.rate is None or _is_figure(each.rate))
        ):
            text = say("Write numbers of at most {most} decimals and not above a thousand million.")
            place = say("line {number}", number=number)
            wrong.append(Finding("sale.figure", place, text, {"most": DECIMALS}))
    if not wrong and any(abs(net_of(each)) > MOST_OF_A_LINE for each in content.lines):
        text = say("A line comes to at most a thousand million euros.")
        wrong.append(Finding("sale.large", WHOLE, text))
    if any(len(each) > LONGEST_TEXT for each in (content.reference, content.order, content.contract)):
        text = say("A reference has at most {most} characters.")
        wrong.append(Finding("sale.long", WHOLE, text, {"most": LONGEST_TEXT}))
    if len(content.note) > LONGEST_NOTE:
        text = say("A note has at most {most} characters.")
        wrong.append(Finding("sale.long", WHOLE, text, {"most": LONGEST_NOTE}))
    if any(len(each.name) > LONGEST_NAME or len(each.reason) > LONGEST_REASON for each in content.lines):
        text = say("What a line says has at most {most} characters.")
        wrong.append(Finding("sale.long", WHOLE, text, {"most": LONGEST_NAME}))
    return tuple(wrong)


def check_details(details: PartyDetails, *, is_own: bool) -> tuple[Finding, ...]:
    """What is wrong with numbers that were filled in; what is missing is told when an invoice is made."""
    place = _OURS if is_own else _THEIRS
    wrong: list[Finding] = []
    if not details.name:
        wrong.append(_lacks(place, say("the name")))
    if details.kvk and not _is_number(details.kvk, KVK_LONG):
        wrong.append(Finding("sale.kvk", place, say("A KvK number has eight figures. Look it up again.")))
    if details.oin and not (_is_number(details.oin, OIN_LONG) and _OIN.match(details.oin)):
        text = say("An OIN has twenty figures, of which the first seven are zeros. Look it up again.")
        wrong.append(Finding("sale.oin", place, text))
    if details.vat_number and not (details.vat_number.startswith("NL") and btw.is_valid(details.vat_number)):
        wrong.append(
            Finding(
                "sale.vat_number",
                place,
                say("This is no Dutch VAT number, such as NL123456782B01. Look it up again."),
            )
        )
    if details.account and not is_iban(details.account):
        wrong.append(
            Finding("sale.account", place, say("This is no account number (IBAN). Look it up again."))
        )
    if not 1 <= details.days_to_pay <= LONGEST_TERM:
        text = say("Choose a term of payment from 1 to {most} days.")
        wrong.append(Finding("sale.term", place, text, {"most": LONGEST_TERM}))
    return tuple(wrong)


KVK_LONG, OIN_LONG = 8, 20
_OIN: Final = re.compile("0{7}[1-9]")
LONGEST_TERM: Final = 60
"""Days: no more may be agreed with a body of the government (article 6:119b of the Civil Code)."""
_MISSING: Final = say("On an invoice stands {what}: fill it in.")


def _is_number(text: str, length: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) == length


def _lacks(place: Said, what: Said) -> Finding:
    return Finding("sale.missing", place, _MISSING, {"what": what})


def _address(details: PartyDetails, place: Said) -> Iterator[Finding]:
    for value, what in (
        (details.name, say("the name")),
        (details.street, say("the street and number")),
        (details.postcode, say("the postcode")),
        (details.town, say("the town")),
        (details.kvk or details.oin, say("a KvK number or OIN")),
    ):
        if not value:
            yield _lacks(place, what)


def _seller(seller: PartyDetails | None, *, needs_number: bool) -> Iterator[Finding]:
    if seller is None:
        yield Finding("sale.no_seller", _OURS, say("Fill in the details of your own organisation first."))
        return
    yield from _address(seller, _OURS)
    yield from check_details(seller, is_own=True)
    if not seller.account:
        yield _lacks(_OURS, say("the account that is paid to"))
    if needs_number and not seller.vat_number:
        yield _lacks(_OURS, say("your VAT number"))


def _customer(customer: PartyDetails | None, *, needs_number: bool) -> Iterator[Finding]:
    if customer is None:
        yield Finding("sale.no_customer", _THEIRS, say("Choose a customer."))
        return
    yield from _address(customer, _THEIRS)
    yield from check_details(customer, is_own=False)
    if needs_number and not customer.vat_number:
        yield _lacks(_THEIRS, say("the VAT number of who pays VAT that is reversed"))


def _whole(content: SalesContent, categories: set[str]) -> Iterator[Finding]:
    if not content.lines:
        yield Finding("sale.no_lines", WHOLE, say("An invoice has at least one line."))
        return
    if len(content.lines) > MOST_LINES:
        text = say("An invoice has at most {most} lines: make several.")
        yield Finding("sale.many_lines", WHOLE, text, {"most": MOST_LINES})
    if not (content.reference or content.order):
        text = say(
            "Fill in the reference of the customer or the number of the order: one of them must be on it."
        )
        yield Finding("sale.reference", WHOLE, text)
    if (content.first is None) != (content.last is None) or (
        content.first is not None and content.last is not None and content.last < content.first
    ):
        text = say("Fill in both days of the period, the last not before the first, or none.")
        yield Finding("sale.period", WHOLE, text)
    if "O" in categories and len(categories) > 1:
        text = say("What is outside the tax (O) goes on an invoice of its own.")
        yield Finding("sale.mixed", WHOLE, text)
    for category in SAYS_WHY:
        reasons = {each.reason for each in content.lines if each.category == category}
        if len(reasons) > 1:
            text = say("All lines that are {category} have one reason why no VAT is due.")
            yield Finding("sale.reasons", WHOLE, text, {"category": CATEGORY_NAMES[category]})
    figures = all(_is_figure(each.quantity) and _is_figure(each.price) for each in content.lines)
    if figures and sum((net_of(each) for each in content.lines), Decimal(0)) < 0:
        text = say("The invoice comes to less than nothing. Make a credit note instead.")
        yield Finding("sale.below_nought", WHOLE, text)


def _line(line: SalesLine, place: Said, on: date) -> Iterator[Finding]:
    if not line.name:
        yield Finding("sale.name", place, say("Say what is invoiced."))
    if not _is_figure(line.quantity) or not line.quantity:
        text = say("Fill in a quantity other than zero, with at most {most} decimals.")
        yield Finding("sale.quantity", place, text, {"most": DECIMALS})
    if not _is_figure(line.price) or line.price < 0:
        text = say(
            "Fill in a price of zero or more, with at most {most} decimals. A reduction goes as a negative quantity."
        )
        yield Finding("sale.price", place, text, {"most": DECIMALS})
    if line.unit not in UNITS:
        yield Finding("sale.unit", place, say("Choose in what it is counted."))
    if line.category not in CATEGORIES or not rate_fits(line.category, line.rate, on):
        yield Finding("sale.rate", place, say("Choose a VAT rate that holds on the day of the invoice."))
    elif line.category in SAYS_WHY and not line.reason:
        yield Finding("sale.no_reason", place, say("Say why no VAT is due; it stands on the invoice."))


def _is_figure(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return number.is_finite() and abs(number) <= MOST and isinstance(exponent, int) and -exponent <= DECIMALS


def _within(content: SalesContent, room: Mapping[Rate, Decimal]) -> Iterator[Finding]:
    """No more comes back than was invoiced and is not credited yet, of each category at its rate."""
    for rate, amount in taxable_by_rate(content).items():
        left = room.get(rate, Decimal(0))
        if not min(left, Decimal(0)) <= amount <= max(left, Decimal(0)):
            text = say("More is credited than is left of the invoice at this VAT rate.")
            yield Finding("sale.too_much_back", WHOLE, text)
            return


def left_to_credit(invoiced: SalesContent, credited: Sequence[SalesContent]) -> dict[Rate, Decimal]:
    """What of an invoice is not credited yet, by category and rate."""
    left = taxable_by_rate(invoiced)
    for each in credited:
        for rate, amount in taxable_by_rate(each).items():
            left[rate] = left.get(rate, Decimal(0)) - amount
    return left
