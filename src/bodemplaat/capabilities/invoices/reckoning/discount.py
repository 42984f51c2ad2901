"""Discounts for paying early: what an invoice offers, until when that can be met, and what it comes to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any, Final

from bodemplaat.capabilities.invoices.reckoning.paying import last_bank_day
from bodemplaat.formats.invoices.values import DiscountTerm, Invoice
from bodemplaat.formats.sepa.bank_days import bank_days_before

STRUCTURED: Final = re.compile(
    r"#SKONTO#TAGE=([0-9]{1,3})#PROZENT=([0-9]{1,2}\.[0-9]{2})(?:#BASISBETRAG=([0-9]{1,12}\.[0-9]{2}))?#"
)
"""How XRechnung writes a discount in the terms in words (BT-20); EN 16931 and NLCIUS have no place of their own for it."""
MOST_OFFERS: Final = 5
MOST_PERCENT: Final = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """So many cents less where the money is there on a day at the latest; ``by`` is who typed it over, empty for the invoice's own."""

    until: date
    cents: int
    by: str = ""

    @property
    def pay_on(self) -> date:
        """The last bank day on which paying meets it: a bank has one more bank day to bring the money there."""
        return bank_days_before(last_bank_day(self.until), 1)

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {"until": self.until.isoformat(), "cents": self.cents, "by": self.by}


def offers_kept(plain: Iterable[Mapping[str, Any]]) -> tuple[Offer, ...]:
    """As they were kept."""
    return tuple(Offer(date.fromisoformat(each["until"]), each["cents"], each["by"]) for each in plain)


def offers_of(invoice: Invoice) -> tuple[Offer, ...]:
    """What an invoice offers, in whole cents; nothing that cannot be read without doubt."""
    payable = invoice.totals.payable
    if invoice.issued is None or payable is None or payable <= 0 or invoice.is_credit_note:
        return ()
    offers = {
        Offer((term.since or invoice.issued) + timedelta(days=term.days), cents)
        for term in (*invoice.discounts, *_in_words(invoice.terms))
        if 0 < (cents := _cents(term, payable)) < payable * 100
    }
    return tuple(sorted(offers, key=lambda each: (each.until, each.cents)))[:MOST_OFFERS]


def best_offer(offers: Iterable[Offer], today: date) -> Offer | None:
    """The one that saves most of those that can be met still; of equal ones the last."""
    open_offers = [each for each in offers if each.pay_on >= today]
    return max(open_offers, key=lambda each: (each.cents, each.until), default=None)


def missed(offers: Iterable[Offer], used: int | None, paid: date | None, today: date) -> bool:
    """Whether a discount was offered, none was used, and none can be any more."""
    by = [each.pay_on for each in offers]
    return bool(by) and not used and (paid is not None or max(by) < today)


def of_what_is_left(offer: Offer, payable: int, off: int) -> int:
    """The discount on what is paid after credit notes: in proportion, and never more than the supplier offers."""
    return int(Fraction(offer.cents * (payable - off), payable)) if payable > 0 else 0


def _in_words(terms: str) -> Iterator[DiscountTerm]:
    for days, percent, base in STRUCTURED.findall(terms):
        yield DiscountTerm(int(days), Decimal(percent), Decimal(base) if base else None)


def _cents(term: DiscountTerm, payable: Decimal) -> int:
    """Rounded down: a cent too much taken off would be a debt."""
    if term.amount is not None:
        amount = term.amount
    elif term.percent is not None and 0 < term.percent <= MOST_PERCENT:
        amount = (payable if term.base is None else term.base) * term.percent / 100
    else:
        return 0
    return int((amount * 100).to_integral_value(ROUND_DOWN))
