"""Until when an invoice may be paid by the law, and what is owed beside it when it was paid later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bodemplaat.engines.payment_term import (
    Facts,
    Late,
    NoRate,
    NoStart,
    Term,
    half_year_of,
    latest_day,
    owed_for_late,
)
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.formats.invoices.arithmetic import money
from bodemplaat.formats.invoices.values import Invoice
from bodemplaat.formats.payment_law import (
    Creditor,
    Debtor,
    LawCosts,
    LawRate,
    LawTerm,
    costs_on,
    rates,
    term_on,
)
from bodemplaat.kernel import Euro

LAST_YEAR: Final = 2199
"""Days after it are taken for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Paying:
    """What is known of paying: what happened and was agreed, between whom, and when it was ``paid`` if it was.

    Paid is the day on which the account of the creditor was credited (BW 6:114 (2)).
    """

    facts: Facts
    debtor: Debtor = Debtor.PUBLIC_BODY
    creditor: Creditor = Creditor.BUSINESS
    paid: date | None = None

    @property
    def days(self) -> Sequence[date]:
        """Every day that it names."""
        facts = self.facts
        return [
            day for day in (facts.received, facts.delivered, facts.accepted, self.paid) if day is not None
        ]


@dataclass(frozen=True, slots=True)
class Payment:
    """The term of one invoice, and if it was paid late what that costs by which rows of the law.

    ``late`` is ``None`` where it was paid in time or not yet, or where interest cannot be worked out: ``no_rate`` is then the
    first day of the half year without a rate, or ``is_foreign`` says that the amount is in another currency.
    """

    term: Term
    law: LawTerm
    paid: date | None
    late: Late | None = None
    rates: tuple[LawRate, ...] = ()
    costs: LawCosts | None = None
    no_rate: date | None = None
    is_foreign: bool = False

    @property
    def days_late(self) -> int:
        """How many days after the last one; 0 in time or not paid yet."""
        return self.term.days_late(self.paid) if self.paid else 0


def received_on(day: date) -> Paying:
    """An invoice of a business that came in at a public body on a day, of which nothing else is known."""
    return Paying(Facts(day))


def last_day_of(received: date) -> date:
    """Until when a public body pays an invoice that came in on a day, by the law alone. Raises ``NoLaw``."""
    law = term_on(Debtor.PUBLIC_BODY, Creditor.BUSINESS, received)
    return latest_day(
        Facts(received), law, free_days(FreeDays.LAW, range(received.year, received.year + 2))
    ).last


def payment_of(invoice: Invoice | None, paying: Paying) -> Payment | None:
    """The term of this invoice; ``None`` where nothing is to be paid or the invoice cannot be read.

    Raises ``NoStart`` and ``NoLaw``.
    """
    payable = invoice.totals.payable if invoice else None
    if invoice is None or payable is None or payable <= 0 or invoice.is_credit_note:
        return None
    facts = paying.facts
    day = facts.received or facts.delivered or facts.accepted
    if day is None:
        raise NoStart("nothing was received on a day that is known")
    law = term_on(paying.debtor, paying.creditor, day)
    years = [day.year for day in paying.days]
    term = latest_day(facts, law, free_days(FreeDays.LAW, range(min(years), max(years) + 2)))
    paid = paying.paid
    if paid is None or paid <= term.last:
        return Payment(term, law, paid)
    costs = costs_on(paid)
    amount = money(payable, invoice.currency)
    if not isinstance(amount, Euro):
        return Payment(term, law, paid, costs=costs, is_foreign=True)
    try:
        late = owed_for_late(amount, last=term.last, paid=paid, rates=rates(), costs=costs.amount)
    except NoRate as refusal:
        return Payment(term, law, paid, costs=costs, no_rate=refusal.first)
    half_years = {half_year_of(part.first) for part in late.stretches}
    used = tuple(rate for rate in rates() if rate.first in half_years)
    return Payment(term, law, paid, late, used, costs)
