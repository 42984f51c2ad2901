"""Why a case is due when it is: the term step by step, as texts that whoever shows them translates."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bodemplaat.engines.service_time import (
    Answer,
    Closed,
    History,
    OpeningHours,
    Received,
    Reopened,
    Resumed,
    Suspended,
    Unit,
    day_in,
)
from bodemplaat.kernel import Said, say


def explain(
    history: History,
    answer: Answer,
    hours: OpeningHours,
    *,
    causes: Mapping[str, Said],
    closed_days: Mapping[date, str],
) -> tuple[Said, ...]:
    """The steps from receipt to due moment: what was agreed, when it came in, what did not count, and the outcome.

    ``causes`` names what a case may wait for; ``closed_days`` are single days with their reason, of which those within the
    term are told. Moments and days are values in the texts.
    """
    zone = ZoneInfo(hours.zone)
    received = next(event.at for event in history if isinstance(event, Received)).astimezone(zone)
    steps = [_agreed(answer), say("It came in on {moment}.", moment=received)]
    if answer.norm.unit.counts_days:
        steps.append(say("The day on which it came in does not count."))
    steps += _days_off(answer, hours, day_in(zone, received), closed_days)
    steps += _pauses(history, causes, zone, in_days=answer.norm.unit.counts_days)
    steps.append(_due(answer, zone))
    return tuple(steps)


def _agreed(answer: Answer) -> Said:
    amount = answer.norm.amount
    match answer.norm.unit:
        case Unit.WORKING_DAYS:
            return say("Agreed: {n} working {n:day|days} of the provider.", n=amount)
        case Unit.CALENDAR_DAYS:
            return say("Agreed: {n} calendar {n:day|days}.", n=amount)
        case Unit.WORKING_MINUTES:
            if amount % 60 == 0:
                return say("Agreed: {n} opening {n:hour|hours} of the provider.", n=amount // 60)
            return say("Agreed: {n} {n:minute|minutes} of opening hours.", n=amount)
    return say("Agreed: {n} {n:minute|minutes}, day and night.", n=amount)


def _days_off(
    answer: Answer, hours: OpeningHours, received: date, closed_days: Mapping[date, str]
) -> list[Said]:
    """Days within the term that are no weekend and yet do not count: holidays, and days closed for a reason."""
    if answer.norm.unit in (Unit.CALENDAR_DAYS, Unit.CLOCK_MINUTES):
        return []
    last = day_in(ZoneInfo(hours.zone), answer.due)
    steps = []
    day = received
    while day <= last:
        reason = closed_days.get(day, "")
        if reason and not hours.on(day):
            steps.append(say("{day} does not count: {reason}.", day=day, reason=reason.rstrip(".")))
        elif day in hours.holidays and day.weekday() < 5 and not hours.on(day):
            steps.append(say("{day} does not count: a public holiday.", day=day))
        day += timedelta(days=1)
    return steps


def _due(answer: Answer, zone: ZoneInfo) -> Said:
    due = answer.due.astimezone(zone)
    if answer.norm.unit.counts_days:
        if answer.is_firm:
            return say("So it is due on {day} at the latest.", day=day_in(zone, due))
        return say("If it went on now, it would be due on {day} at the latest.", day=day_in(zone, due))
    if answer.is_firm:
        return say("So it is due by {moment}.", moment=due)
    return say("If it went on now, it would be due by {moment}.", moment=due)


def _pauses(history: History, causes: Mapping[str, Said], zone: ZoneInfo, *, in_days: bool) -> list[Said]:
    steps: list[Said] = []
    since: datetime | None = None
    closed: datetime | None = None
    cause = ""
    for event in history:
        if closed is not None and isinstance(event, Reopened):
            steps.append(
                say(
                    "From {since_moment} until {until_moment} it was closed: that time does not count.",
                    since_moment=closed,
                    until_moment=event.at.astimezone(zone),
                )
            )
        closed = event.at.astimezone(zone) if isinstance(event, Closed) else None
        if since is not None and isinstance(event, Suspended | Resumed | Closed):
            steps.append(
                _waited(causes.get(cause, say("another")), since, event.at.astimezone(zone), in_days)
            )
            since = None
        if isinstance(event, Suspended):
            since, cause = event.at.astimezone(zone), event.cause
    if since is not None:
        steps.append(
            say(
                "Since {moment} it waits for {cause}: the clock stands still.",
                moment=since,
                cause=causes.get(cause, say("another")),
            )
        )
    return steps


def _waited(cause: Said, since: datetime, until: datetime, in_days: bool) -> Said:
    values = {"since_moment": since, "until_moment": until, "cause": cause}
    if in_days:
        text = say(
            "From {since_moment} until {until_moment} it waited for {cause}: whole days of that do not count."
        )
    else:
        text = say(
            "From {since_moment} until {until_moment} it waited for {cause}: that time does not count."
        )
    return text.using(**values)
