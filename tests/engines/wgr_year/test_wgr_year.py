"""A budget year counted back by the Wgr: three calendars worked out by hand, and what holds for any."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodemplaat.engines.wgr_year import (
    Amendment,
    Council,
    Form,
    StepKind,
    Terms,
    YearCalendar,
    check_calendar,
    plan_year,
)


def terms(year: int) -> Terms:
    """Those of the law since 1 July 2022, in a year: articles 34, 34b and 35."""
    return Terms(date(year, 4, 30), 84, date(year, 9, 15), date(year, 7, 15), 14)


def calendar(adopted: date, *councils: Council, **other: object) -> YearCalendar:
    every = councils or (Council("Aadorp", (adopted - timedelta(days=30),)),)
    return replace(YearCalendar(Form.ONE_BOARD, every, adopted, adopted), **other)  # type: ignore[arg-type]


def latest(plan_of: YearCalendar, kind: StepKind, subject: str = "") -> date:
    year = plan_year(plan_of, terms(plan_of.adopted.year))
    (day,) = [step.latest for step in year.steps if (step.kind, step.subject) == (kind, subject)]
    return day


@pytest.mark.parametrize(
    ("adopted", "offered", "draft", "to_province"),
    [
        # one board on 1 September 2027: 1 September back 12 weeks; 14 days after would be the 15th, which is too late
        (date(2027, 9, 1), date(2027, 9, 1), date(2027, 6, 9), date(2027, 9, 14)),
        # a public body whose general board has the draft on 18 August 2027
        (date(2027, 9, 1), date(2027, 8, 18), date(2027, 5, 26), date(2027, 9, 14)),
        # a leap year, not crossing 29 February: 25 days of May, 30 of April, 29 of March
        (date(2028, 5, 25), date(2028, 5, 25), date(2028, 3, 2), date(2028, 6, 8)),
        # one board on 1 July 2027: 1 July, 30 of June, 31 of May, 22 of April
        (date(2027, 7, 1), date(2027, 7, 1), date(2027, 4, 8), date(2027, 7, 15)),
    ],
)
def test_days_are_those_worked_out_by_hand(
    adopted: date, offered: date, draft: date, to_province: date
) -> None:
    year = calendar(adopted, offered=offered)
    assert latest(year, StepKind.DRAFT) == draft  # 35 (1)
    assert latest(year, StepKind.BUDGET_TO_PROVINCE) == to_province  # 34 (2)
    assert latest(year, StepKind.FRAMEWORKS) == date(adopted.year, 4, 29)  # 34b: before 30 April
    assert latest(year, StepKind.ACCOUNTS_TO_PROVINCE) == date(adopted.year, 7, 14)  # 34 (4): before 15 July
    assert latest(year, StepKind.ADOPTED) == date(adopted.year, 9, 14)


@pytest.mark.parametrize(
    ("adopted", "draft"),
    [(date(2028, 3, 20), date(2027, 12, 27)), (date(2027, 3, 20), date(2026, 12, 26))],
)
def test_an_amendment_has_the_same_twelve_weeks_also_over_29_february(adopted: date, draft: date) -> None:
    year = calendar(date(adopted.year, 7, 1), amendments=(Amendment("Eerste", adopted),))
    assert latest(year, StepKind.AMENDMENT_DRAFT, "Eerste") == draft


def test_an_amendment_that_the_arrangement_leaves_out_asks_no_views() -> None:
    year = calendar(date(2027, 7, 1), amendments=(Amendment("Loon", date(2027, 10, 7), is_exempt=True),))
    plan = plan_year(year, terms(2027))
    assert [step.kind for step in plan.steps].count(StepKind.AMENDMENT_DRAFT) == 0
    assert {view.about for view in plan.views} == {""}


def test_accounts_go_to_the_province_two_weeks_after_adoption_and_before_15_july() -> None:
    early = calendar(date(2027, 7, 1), accounts_adopted=date(2027, 6, 10))
    assert latest(early, StepKind.ACCOUNTS_TO_PROVINCE) == date(2027, 6, 24)
    late = calendar(date(2027, 7, 1), accounts_adopted=date(2027, 7, 8))
    assert latest(late, StepKind.ACCOUNTS_TO_PROVINCE) == date(2027, 7, 14)


def test_before_a_day_is_the_day_before() -> None:
    on_the_day = calendar(date(2027, 7, 1), frameworks_sent=date(2027, 4, 30))
    (step,) = plan_year(on_the_day, terms(2027)).late
    assert (step.kind, step.slack) == (StepKind.FRAMEWORKS, -1)
    assert not plan_year(replace(on_the_day, frameworks_sent=date(2027, 4, 29)), terms(2027)).late


def test_a_council_that_meets_too_late_is_named_with_what_would_help() -> None:
    aadorp = Council("Aadorp", (date(2027, 5, 27),), 28)
    beekwijk = Council("Beekwijk", (date(2027, 5, 13), date(2027, 7, 1)), 35)
    year = calendar(date(2027, 7, 8), aadorp, beekwijk, reply_days=14, sent=date(2027, 4, 14))
    plan = plan_year(year, terms(2027))
    (view,) = plan.without_meeting
    assert (view.council, view.opens, view.closes) == ("Beekwijk", date(2027, 5, 19), date(2027, 6, 24))
    assert (view.before, view.after, view.send_by) == (date(2027, 5, 13), date(2027, 7, 1), date(2027, 4, 8))
    assert (plan.earliest_adoption, plan.latest_sending) == (date(2027, 7, 15), date(2027, 4, 8))


def test_what_cannot_be_planned_is_told_all_at_once() -> None:
    year = calendar(
        date(2027, 7, 1), Council("A", ()), Council("A", (date(2027, 6, 1),)), offered=date(2027, 7, 2)
    )
    assert [finding.code for finding in check_calendar(year)] == [
        "wgr.name_twice",
        "wgr.no_meetings",
        "wgr.offered_after",
    ]


DAYS = st.dates(date(2027, 1, 1), date(2027, 12, 31))
COUNCILS = st.lists(
    st.builds(
        Council, st.uuids().map(str), st.lists(DAYS, min_size=1, max_size=6).map(tuple), st.integers(0, 60)
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda council: council.name,
)


@given(COUNCILS, DAYS, st.integers(0, 30), st.integers(0, 30))
def test_sent_by_the_latest_day_everyone_can_give_a_view_and_a_day_later_somebody_cannot(
    councils: list[Council], adopted: date, papers: int, reply: int
) -> None:
    year = calendar(adopted, *councils, offered=adopted - timedelta(days=papers), reply_days=reply)
    last = plan_year(year, terms(2027)).latest_sending
    if last is None:
        return
    in_time = plan_year(replace(year, sent=last), terms(2027))
    assert not in_time.without_meeting
    assert StepKind.DRAFT not in {step.kind for step in in_time.late}
    too_late = plan_year(replace(year, sent=last + timedelta(days=1)), terms(2027))
    assert too_late.without_meeting or StepKind.DRAFT in {step.kind for step in too_late.late}


@given(COUNCILS, DAYS, DAYS, st.integers(0, 30), st.integers(0, 30))
def test_a_board_on_the_earliest_day_leaves_every_meeting_where_it_is_and_a_day_earlier_does_not(
    councils: list[Council], adopted: date, sent: date, papers: int, reply: int
) -> None:
    year = calendar(adopted, *councils, offered=adopted - timedelta(days=papers), reply_days=reply, sent=sent)
    first = plan_year(year, terms(2027)).earliest_adoption
    if first is None:
        return

    def on(day: date) -> bool:
        moved = replace(year, adopted=day, offered=day - timedelta(days=papers))
        plan = plan_year(moved, terms(2027))
        return not plan.without_meeting and StepKind.DRAFT not in {step.kind for step in plan.late}

    assert on(first)
    assert not on(first - timedelta(days=1))
