"""How a promise was kept, as a report: the finding first, then each service, its months, what waited, and what ran furthest over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.catalogue.api import norm_in_words
from bodemplaat.capabilities.performance.reckoning.agreed import (
    credit_figure,
    credits_table,
    deliveries_table,
    duties_table,
    plan_table,
)
from bodemplaat.capabilities.performance.reckoning.corrected import correction_tables
from bodemplaat.capabilities.performance.reckoning.facts import CUSTOMER, THIRD
from bodemplaat.capabilities.performance.reckoning.telling import is_of_several, name_of, told_apart, whole
from bodemplaat.capabilities.performance.reckoning.thoughts import complaints_table, satisfaction_table
from bodemplaat.capabilities.performance.values import Performance, ServiceFigures
from bodemplaat.engines.service_time import WHILE_CLOSED, day_in
from bodemplaat.kernel import Said, say
from bodemplaat.presentation import notation
from bodemplaat.presentation.charts import columns_over_time
from bodemplaat.presentation.charts.upright import Bar
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import (
    Column,
    KeyFigure,
    Live,
    Paragraph,
    Part,
    Picture,
    Remark,
    Report,
    Table,
)
from bodemplaat.presentation.values import Month, Percent

ZONE: Final = ZoneInfo("Europe/Amsterdam")
COUNTED_HOW: Final = (
    say(
        "A case counts in the period in which it was closed, against the norm of the day on which it came in."
    ),
    say(
        "While the customer or a third party has a case, its clock stands still; days on which the provider is closed do"
        " not count."
    ),
    say("Waiting is told in opening hours of the provider."),
)


def report_of(
    seen: Performance, *, name: str, period_name: str, language: str, known_on: date | None = None
) -> Report:
    """The report on ``name``: a customer, or all of a provider. Texts of the catalogue come in ``language``.

    It is dated by the day ``known_on`` on which it was told, or else by that until which it counts: of a period that is
    over that is the day after it, whatever was corrected since.
    """
    seen = replace(seen, services=told_apart(seen.services))
    return Report(
        title=say("How the norms were kept"),
        subtitle=say("{name}, {period}", name=name, period=period_name),
        lead=_lead(seen),
        figures=(
            *(_key_figure(each, language, several=is_of_several(seen)) for each in seen.services),
            *credit_figure(seen),
        ),
        parts=tuple(_parts(seen, language)),
        remarks=tuple(Remark("note", "", text, "") for text in COUNTED_HOW),
        warnings=tuple(_warnings(seen)),
        recalculates=(
            say("Shares and sums are formulas; all other figures are values, as they were counted."),
        ),
        day=known_on or day_in(ZONE, seen.as_of),
    )


def _lead(seen: Performance) -> Said:
    judged = [each for each in seen.services if each.figures.judged]
    if not judged:
        return say("Nothing that has a norm was closed in this period.")
    missed = [each for each in judged if each.is_met is False]
    closed = sum(each.figures.judged for each in judged)
    inside = sum(each.figures.inside for each in judged)
    counted = {"inside": inside, "closed": closed, "share": Percent(Fraction(inside, closed))}
    if not missed:
        return say(
            "Every norm was kept: {inside} of {closed} {closed:case|cases} were closed in time, {share}.",
            **counted,
        )
    return say(
        "{missed} of {count} {count:norm was|norms were} not kept: {inside} of {closed} {closed:case|cases} were closed in"
        " time, {share}.",
        missed=len(missed),
        count=len(judged),
        **counted,
    )


def _norm(each: ServiceFigures, language: str) -> Said:
    """The norm as the catalogue says it; in how many cases it is promised has a column of its own."""
    if each.indicator is None:
        return say("none")
    return norm_in_words(replace(each.indicator, percentage=None), language)


def _key_figure(each: ServiceFigures, language: str, *, several: bool) -> KeyFigure:
    share = each.figures.share
    beside = () if each.goal is None else (each.goal,)
    note = (
        say(
            "of {count} {count:case|cases}; promised {goal}",
            count=each.figures.judged,
            goal=Percent(each.goal, decimals=whole(each.goal)),
        )
        if each.goal is not None
        else say("of {count} {count:case|cases}", count=each.figures.judged)
    )
    label = name_of(each, language, several=several)
    if share is None:
        return KeyFigure(
            label, each.figures.counted, Kind.COUNT, say("closed; nothing to hold against a norm")
        )
    return KeyFigure(label, share, Kind.RATIO, note, decimals=1, beside=beside)


def _parts(seen: Performance, language: str) -> Iterator[Part]:
    if seen.services:
        yield _norms(seen, language)
    else:
        yield Paragraph(say("No cases were in the hands of a provider in this period."))
    if seen.credit is not None:
        yield credits_table(seen, language)
    yield from correction_tables(seen, language)
    if seen.plan:
        yield plan_table(seen, language)
    if seen.duties:
        yield duties_table(seen, language)
    if seen.deliveries:
        yield deliveries_table(seen)
    if seen.complaints:
        yield complaints_table(seen, language)
    if seen.satisfaction:
        yield satisfaction_table(seen, language)
    for number, each in enumerate(seen.services, 1):
        yield from _months(each, language, number, several=is_of_several(seen))
    waiting = _waiting(seen, language)
    if waiting.rows:
        yield waiting
    late = _late(seen, language)
    if late.rows:
        yield late


def _norms(seen: Performance, language: str) -> Table:
    goals = tuple(each.goal for each in seen.services if each.goal is not None)
    columns = (
        *((Column("customer", say("Customer")),) if is_of_several(seen) else ()),
        Column("service", say("Service")),
        Column("norm", say("Norm")),
        Column("goal", say("Promised"), Kind.RATIO, decimals=max(map(whole, goals), default=0)),
        Column("received", say("Came in"), Kind.COUNT, total=True),
        Column("closed", say("Closed"), Kind.COUNT, total=True),
        Column("inside", say("In time"), Kind.COUNT, total=True),
        Column("outside", say("Too late"), Kind.COUNT, total=True),
        Column("share", say("Part in time"), Kind.RATIO, decimals=1, beside=goals),
        Column("open", say("Still open"), Kind.COUNT, total=True),
        Column("open_late", say("Of which too late"), Kind.COUNT, total=True),
    )
    rows = []
    for each in seen.services:
        figures = each.figures
        share = figures.share
        rows.append(
            (
                *((each.customer_name,) if is_of_several(seen) else ()),
                f"{each.code} {each.name.in_(language)}",
                _norm(each, language),
                each.goal,
                figures.received,
                figures.counted,
                figures.inside,
                figures.outside,
                None if share is None else Live(share, "{inside}/({inside}+{outside})"),
                figures.open,
                figures.open_late,
            )
        )
    if len(rows) == 1:
        columns = tuple(replace(column, total=False) for column in columns)
    return Table("norms", say("Norms"), columns, rows, total_label=say("Together"))


def _months(each: ServiceFigures, language: str, number: int, *, several: bool) -> Iterator[Part]:
    months = [month for month in each.figures.months if month.closed or month.received]
    name = name_of(each, language, several=several)
    if len(months) > 1 and each.figures.judged:
        yield _picture(each, name, language)
    yield Table(
        f"months-{number}",
        say("{name}, by month", name=name),
        (
            Column("month", say("Month")),
            Column("received", say("Came in"), Kind.COUNT),
            Column("closed", say("Closed"), Kind.COUNT),
            Column("inside", say("In time"), Kind.COUNT),
            Column("judged", say("With a norm"), Kind.COUNT),
            Column(
                "share",
                say("Part in time"),
                Kind.RATIO,
                decimals=1,
                beside=() if each.goal is None else (each.goal,),
            ),
        ),
        [
            (
                Month(month.month.month, month.month.year),
                month.received,
                month.closed,
                month.inside,
                month.judged,
                Live(Fraction(month.inside, month.judged), "{inside}/{judged}") if month.judged else None,
            )
            for month in months
        ],
        on_screen=False,
    )


def _picture(each: ServiceFigures, name: str, language: str) -> Picture:
    months = [month for month in each.figures.months if month.judged]
    some_late = any(month.inside < month.judged for month in months)
    bars = [
        bar
        for place, month in enumerate(months)
        for bar in (Bar(place, 0, month.inside), Bar(place, 1, month.judged - month.inside))[: 1 + some_late]
    ]
    worst = min(months, key=lambda month: (Fraction(month.inside, month.judged), month.month))
    beside = () if each.goal is None else (each.goal,)
    short = [
        month
        for month in months
        if each.goal is not None and Fraction(month.inside, month.judged) < each.goal
    ]
    values = {
        "count": len(months),
        "short": len(short),
        "worst": Month(worst.month.month, worst.month.year),
        "share": Percent(Fraction(worst.inside, worst.judged), beside=beside),
    }
    if each.goal is None:
        text = say("The lowest month was {worst}, with {share} in time.")
    elif short:
        text = say(
            "In {short} of {count} {count:month|months} the norm was not kept; the lowest was {worst} with {share} in time."
        )
    else:
        text = say(
            "In {count:the|each of} {count} {count:month|months} the norm was kept; the lowest was {worst} with {share} in"
            " time."
        )
    return Picture(
        say("{name}: closed in time and too late", name=name),
        text.using(**values),
        columns_over_time(
            bars,
            places=[_axis(month.month, language, first=place == 0) for place, month in enumerate(months)],
            names=[say("in time"), say("too late")][: 1 + some_late],
            totals=[notation.number(month.judged, language) for month in months],
        ),
    )


def _axis(month: date, language: str, *, first: bool) -> str:
    short = notation.short_month(month.month, language)
    return f"{short}\n{month.year}" if first or month.month == 1 else short


def _waiting(seen: Performance, language: str) -> Table:
    several = is_of_several(seen)
    rows = [
        (
            name_of(each, language, several=several),
            _by_whom(waited.cause),
            say("an answer that was not right yet")
            if waited.cause == WHILE_CLOSED
            else each.causes.get(waited.cause, waited.cause),
            waited.cases,
            waited.working_hours,
            waited.working_hours / waited.cases,
        )
        for each in seen.services
        for waited in each.figures.waiting
    ]
    return Table(
        "waiting",
        say("What was waited for"),
        (
            Column("service", say("Service")),
            Column("by", say("By whom")),
            Column("cause", say("Waited for")),
            Column("cases", say("Cases"), Kind.COUNT),
            Column("hours", say("Together"), Kind.NUMBER, unit=say("hours"), decimals=1),
            Column("mean", say("On average"), Kind.NUMBER, unit=say("hours"), decimals=1),
        ),
        rows,
    )


def _by_whom(cause: str) -> Said:
    if cause.startswith(CUSTOMER):
        return say("customer")
    if cause.startswith(THIRD):
        return say("third party")
    return say("closed, then reopened") if cause == WHILE_CLOSED else say("provider")


def _late(seen: Performance, language: str) -> Table:
    several = is_of_several(seen)
    rows = [
        (
            late.number,
            name_of(each, language, several=several),
            day_in(ZONE, late.received),
            day_in(ZONE, late.due),
            day_in(ZONE, late.ended) if late.ended is not None else say("still open"),
        )
        for each in seen.services
        for late in each.figures.late
    ]
    return Table(
        "late",
        say("Furthest beyond the norm"),
        (
            Column("case", say("Case")),
            Column("service", say("Service")),
            Column("received", say("Came in"), Kind.DAY),
            Column("due", say("Due"), Kind.DAY),
            Column("ended", say("Closed"), Kind.DAY),
        ),
        rows,
        on_screen=bool(rows),
    )


def _warnings(seen: Performance) -> Iterator[Said]:
    if seen.credited_over == 1:
        yield say(
            "The agreement credits missed norms month by month: these figures hold no credit. Offer each month for it."
        )
    elif seen.credited_over:
        yield say(
            "The agreement credits missed norms over a quarter: these figures hold no credit. Offer the quarter for it."
        )
    broken = sum(each.figures.unreadable for each in seen.services)
    if broken:
        yield say(
            "{count} {count:case has|cases have} moments that contradict each other and {count:is|are} left out.",
            count=broken,
        )
