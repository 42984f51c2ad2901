"""From the days that are planned to the last day of each step, and to what must move."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bodemplaat.engines.wgr_year.model import (
    Council,
    CouncilView,
    Form,
    Step,
    StepKind,
    Terms,
    YearCalendar,
    YearPlan,
)

_DAY = timedelta(days=1)


def plan_year(calendar: YearCalendar, terms: Terms) -> YearPlan:
    """Count back from the meetings. The calendar must have passed ``check_calendar``."""
    last_sending = calendar.offered - timedelta(days=terms.views_days)
    sent = calendar.sent or last_sending
    views = [*_views(calendar, sent, calendar.offered, "")]
    steps = [
        *_steps_of_the_budget(calendar, terms, last_sending, views),
        *_steps_of_the_accounts(calendar, terms),
    ]
    for amendment in calendar.amendments:
        if amendment.is_exempt:
            continue
        offered = amendment.adopted - calendar.papers
        latest = offered - timedelta(days=terms.views_days)
        steps.append(Step(StepKind.AMENDMENT_DRAFT, latest, amendment.sent, amendment.name))
        views.extend(_views(calendar, amendment.sent or latest, offered, amendment.name))
    return YearPlan(
        steps=tuple(
            sorted(steps, key=lambda step: (step.planned or step.latest, list(StepKind).index(step.kind)))
        ),
        views=tuple(views),
        earliest_adoption=_earliest_adoption(calendar, terms, sent),
        latest_sending=_latest_sending(last_sending, [view for view in views if not view.about]),
    )


def _steps_of_the_budget(
    calendar: YearCalendar, terms: Terms, last_sending: date, views: Iterable[CouncilView]
) -> Iterator[Step]:
    yield Step(StepKind.FRAMEWORKS, terms.frameworks_before - _DAY, calendar.frameworks_sent)
    yield Step(StepKind.DRAFT, last_sending, calendar.sent)
    for view in views:
        yield Step(
            StepKind.VIEW, view.closes, view.meetings[0] if view.meetings else view.after, view.council
        )
    if calendar.form is Form.PUBLIC_BODY:
        yield Step(StepKind.OFFERED, calendar.offered, calendar.offered)
    yield Step(StepKind.ANSWERED, calendar.adopted - _DAY)
    yield Step(StepKind.ADOPTED, terms.budget_before - _DAY, calendar.adopted)
    within = calendar.adopted + timedelta(days=terms.to_province_days)
    yield Step(StepKind.BUDGET_TO_PROVINCE, min(within, terms.budget_before - _DAY), calendar.to_province)


def _steps_of_the_accounts(calendar: YearCalendar, terms: Terms) -> Iterator[Step]:
    last = terms.accounts_before - _DAY
    yield Step(StepKind.ACCOUNTS_ADOPTED, last, calendar.accounts_adopted)
    if calendar.accounts_adopted is not None:
        last = min(last, calendar.accounts_adopted + timedelta(days=terms.to_province_days))
    yield Step(StepKind.ACCOUNTS_TO_PROVINCE, last, calendar.accounts_to_province)


def _views(calendar: YearCalendar, sent: date, offered: date, about: str) -> Iterator[CouncilView]:
    closes = offered - timedelta(days=calendar.reply_days)
    for council in calendar.councils:
        opens = sent + timedelta(days=council.papers_days)
        days = sorted(set(council.meetings))
        in_time = [day for day in days if day <= closes]
        yield CouncilView(
            council=council.name,
            about=about,
            opens=opens,
            closes=closes,
            meetings=tuple(day for day in in_time if day >= opens),
            before=max((day for day in in_time if day < opens), default=None),
            after=next((day for day in days if day > closes), None),
            send_by=in_time[-1] - timedelta(days=council.papers_days) if in_time else None,
        )


def _earliest_adoption(calendar: YearCalendar, terms: Terms, sent: date) -> date | None:
    """The first day that leaves the law's days and each council a meeting, when the draft goes out on that day."""
    days = [sent + timedelta(days=terms.views_days)]
    for council in calendar.councils:
        meeting = _first_after(council, sent)
        if meeting is None:
            return None
        days.append(meeting + timedelta(days=calendar.reply_days))
    return max(days) + calendar.papers


def _first_after(council: Council, sent: date) -> date | None:
    opens = sent + timedelta(days=council.papers_days)
    return min((day for day in council.meetings if day >= opens), default=None)


def _latest_sending(last_sending: date, views: Iterable[CouncilView]) -> date | None:
    days = [last_sending]
    for view in views:
        if view.send_by is None:
            return None
        days.append(view.send_by)
    return min(days)
