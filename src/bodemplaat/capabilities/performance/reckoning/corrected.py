"""What earlier periods that were signed come to now, as tables: one for each period, and one of the cases behind it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from bodemplaat.capabilities.performance.reckoning.telling import days_named
from bodemplaat.capabilities.performance.values import CaseCorrection, CorrectionFigures, Performance
from bodemplaat.engines.service_time import day_in
from bodemplaat.kernel import Said, say
from bodemplaat.presentation.kinds import Kind
from bodemplaat.presentation.report import Column, Plain, Table

ZONE: Final = ZoneInfo("Europe/Amsterdam")


def correction_tables(seen: Performance, language: str) -> Iterator[Table]:
    """A part for each earlier period that is counted otherwise now than it was told last, with the cases by which it is."""
    by_period = groupby(seen.corrections, key=lambda each: (each.since, each.last, each.report))
    for number, ((since, last, _), of_one) in enumerate(by_period, 1):
        rows, period = list(of_one), days_named(since, last)
        yield Table(
            f"correction-{number}",
            say("Correction on {period}", period=period),
            (
                Column("service", say("Service")),
                Column("inside_then", say("In time then"), Kind.COUNT),
                Column("judged_then", say("Of then"), Kind.COUNT),
                Column("inside_now", say("In time now"), Kind.COUNT),
                Column("judged_now", say("Of now"), Kind.COUNT),
                Column("credit_then", say("Credit then"), Kind.AMOUNT),
                Column("credit_now", say("Credit now"), Kind.AMOUNT),
                Column("difference", say("Difference in credit"), Kind.AMOUNT, total=len(rows) > 1),
            ),
            [_row(each, language) for each in rows],
            total_label=say("Together"),
            note=say(
                "As it stood on {day}. What was signed of that period stays as it is; this is what changed since it was told last.",
                day=day_in(ZONE, seen.as_of),
            ),
        )
        cases = [(each, case) for each in rows for case in each.cases]
        if cases:
            yield Table(
                f"corrected-cases-{number}",
                say("Correction on {period}, by case", period=period),
                (
                    Column("case", say("Case")),
                    Column("service", say("Service")),
                    Column("then", say("Was")),
                    Column("now", say("Is")),
                ),
                [_case(each, case, language) for each, case in cases],
            )


def _row(each: CorrectionFigures, language: str) -> tuple[Plain, ...]:
    return (
        f"{each.code} {each.name.in_(language)}",
        each.inside_then,
        each.judged_then,
        each.inside_now,
        each.judged_now,
        each.credit_then,
        each.credit_now,
        each.difference,
    )


def _case(each: CorrectionFigures, case: CaseCorrection, language: str) -> tuple[Plain, ...]:
    return (
        case.number,
        each.name.in_(language),
        _closed(case.ended_then, case.inside_then),
        _closed(case.ended_now, case.inside_now),
    )


def _closed(ended: datetime | None, is_inside: bool | None) -> Said:
    if ended is None:
        return say("not closed in it")
    day = day_in(ZONE, ended)
    if is_inside is None:
        return say("closed {day}", day=day)
    return say("closed {day}, in time", day=day) if is_inside else say("closed {day}, too late", day=day)
