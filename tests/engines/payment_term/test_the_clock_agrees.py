"""The handbook's "95 % of all invoices within 30 days" is measured by the clock of services: it ends on the day of the law."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.payment_term import Facts, latest_day
from bodemplaat.engines.service_time import (
    Calendar,
    History,
    Norm,
    OpeningHours,
    Received,
    Unit,
    WeekPattern,
    day_in,
    reckon,
)
from bodemplaat.formats.free_days import FreeDays, free_days
from bodemplaat.formats.payment_law import Creditor, Debtor, term_on
from bodemplaat.kernel import Period

ZONE = ZoneInfo("Europe/Amsterdam")
FREE = free_days(FreeDays.LAW, range(2024, 2029))
CALENDAR = Calendar(
    OpeningHours.always(WeekPattern.weekdays("09:00-17:00"), holidays=FREE),
    Period(date(2024, 1, 1), date(2029, 1, 1)),
)


@given(st.dates(date(2024, 1, 1), date(2028, 10, 31)), st.times())
def test_a_norm_of_the_law_s_days_ends_with_the_term_of_payment(received: date, hour: time) -> None:
    rule = term_on(Debtor.PUBLIC_BODY, Creditor.BUSINESS, received)
    at = datetime.combine(received, hour, ZONE)
    answer = reckon(
        History.of(Received(at)),
        norm=Norm(rule.days, Unit.CALENDAR_DAYS, ends_on_working_day=True),
        calendar=CALENDAR,
        as_of=at + timedelta(minutes=1),
    )
    assert day_in(ZONE, answer.due) == latest_day(Facts(received), rule, FREE).last
