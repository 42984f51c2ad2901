"""What is owed by the law beside one invoice that is paid late, to hold a supplier's claim against: from values alone."""

from dataclasses import dataclass
from datetime import date

from bodemplaat.capabilities.invoices.reckoning.in_time import DAY, last_day
from bodemplaat.engines.payment_term import NoRate, owed_for_late
from bodemplaat.formats.payment_law import costs_on, rates
from bodemplaat.kernel import Euro


@dataclass(frozen=True, slots=True)
class OwedByLaw:
    """The last day in time, how many days later it was paid or is now, and what that costs at least.

    ``interest`` is empty where a rate is not known yet; ``together`` then lacks it.
    """

    last: date
    days: int
    interest: Euro | None
    costs: Euro

    @property
    def together(self) -> Euro:
        """Interest, as far as it is known, and costs."""
        return self.costs + (self.interest or Euro(0))


def owed_by_law(
    amount: Euro, *, received: date, agreed: date | None = None, paid: date | None, today: date
) -> OwedByLaw | None:
    """What is owed beside an amount on the day on which it was paid, or until today; ``None`` before the first row of the law.

    ``agreed`` is a later last day, where two agreed on instalments.
    """
    last = agreed or last_day(received)
    if last is None:
        return None
    until = paid or today
    if until <= last:
        return OwedByLaw(last, 0, Euro(0), Euro(0))
    costs = costs_on(last + DAY).amount
    try:
        interest: Euro | None = owed_for_late(
            amount, last=last, paid=until, rates=rates(), costs=costs
        ).interest
    except NoRate:
        interest = None
    return OwedByLaw(last, (until - last).days, interest, costs)
