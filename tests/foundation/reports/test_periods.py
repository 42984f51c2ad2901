"""The period that a page is about, and the voice in which the site tells a report."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.foundation.reports.api import Chosen, SiteVoice, Span, months_of
from bodemplaat.kernel import say

TODAY = date(2026, 11, 23)
days = st.dates(date(2000, 2, 1), date(2100, 1, 1))
spans = st.sampled_from([Span.MONTH, Span.QUARTER, Span.YEAR])


@given(spans, days)
def test_periods_of_a_kind_follow_each_other_without_a_gap(span: Span, day: date) -> None:
    chosen = Chosen.around(span, day)
    assert chosen.first <= day <= chosen.last
    assert chosen.before.last + timedelta(days=1) == chosen.first
    assert chosen.after.before == chosen
    assert Chosen.read(chosen.query, TODAY) == chosen


@given(spans, days)
def test_a_running_period_is_set_against_as_many_days(span: Span, day: date) -> None:
    chosen = Chosen.around(span, day)
    compared = chosen.to_compare_with(day)
    assert compared.first == chosen.before.first
    assert compared.last <= chosen.before.last
    if chosen.is_running(day):
        assert compared.last - compared.first <= day - chosen.first


@given(spans, days)
def test_the_picture_by_month_has_twelve_months(span: Span, day: date) -> None:
    assert len(months_of(Chosen.around(span, day).last_twelve_months())) == 12


def test_the_site_s_voice_knows_the_texts_of_applications() -> None:
    text = say("Declaration of destruction {number}", number=3)
    assert SiteVoice("nl")(text) == "Verklaring van vernietiging 3"
    assert SiteVoice("en")(text) == "Declaration of destruction 3"
