"""What a period that was signed comes to now: what is counted otherwise than it was told last, and by which cases.

What was told last is the signed figure, or what a later report that both signed told of it since.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bodemplaat.capabilities.performance.values import (
    CaseCorrection,
    Correction,
    CorrectionFigures,
    Performance,
    ServiceFigures,
)
from bodemplaat.engines.credit import Credit, credit_for
from bodemplaat.foundation.tenancy.api import midnight
from bodemplaat.kernel import Euro, Period

Kept = Mapping[str, Sequence[Sequence[Any]]]
"""By service code the cases that a report rests on: number, came in, closed, whether in time."""
Ended = tuple[datetime | None, bool | None]
"""When a case was closed, and whether in time."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was last told of a service in a period: its counts, its credit, and its cases."""

    inside: int
    judged: int
    credit: Euro | None
    cases: Mapping[str, Ended]


def corrections_of(
    then: Sequence[ServiceFigures],
    live: Performance,
    kept: Kept,
    *,
    provider: UUID,
    since: Sequence[CorrectionFigures] = (),
) -> tuple[Correction, ...]:
    """Services of a provider whose counts or credit are others now; ``since`` is what later reports told of it, in their order."""
    current = {each.service: each for each in live.services if each.provider_id == provider}
    signed = {each.service: each for each in then}
    rows = []
    for service in dict.fromkeys((*signed, *current)):
        before, today = signed.get(service), current.get(service)
        last = _told(before, () if before is None else kept.get(before.code, ()), since, service)
        inside, judged = (0, 0) if today is None else (today.figures.inside, today.figures.judged)
        signed_credit = None if before is None else before.credit
        credit = last.credit if today is None else _credit_beside(signed_credit, today.credit)
        if (inside, judged, credit) != (last.inside, last.judged, last.credit):
            name = before or current[service]
            moved = tuple(_moved(last.cases, today, live.period))
            rows.append(
                Correction(name, last.inside, last.judged, inside, judged, last.credit, credit, moved)
            )
    return tuple(rows)


def _told(
    before: ServiceFigures | None,
    kept: Sequence[Sequence[Any]],
    since: Sequence[CorrectionFigures],
    service: UUID,
) -> Told:
    inside, judged = (0, 0) if before is None else (before.figures.inside, before.figures.judged)
    credit = None if before is None or before.credit is None else before.credit.amount
    cases: dict[str, Ended] = {
        number: (None if ended is None else datetime.fromisoformat(ended), is_inside)
        for number, _, ended, is_inside in kept
    }
    for each in since:
        if each.service == service:
            inside, judged, credit = each.inside_now, each.judged_now, each.credit_now
            cases |= {case.number: (case.ended_now, case.inside_now) for case in each.cases}
    return Told(inside, judged, credit, cases)


def _moved(
    before: Mapping[str, Ended], today: ServiceFigures | None, period: Period
) -> Iterator[CaseCorrection]:
    """The cases of a service that were closed in a period, then or now, and not at the same moment or as much in time."""
    outcomes = () if today is None else today.outcomes
    after = {each.facts.number: (each.ended, each.is_inside) for each in outcomes}
    days = (midnight(period.start), midnight(period.end or period.start))
    for number in dict.fromkeys((*before, *after)):
        then, now = before.get(number, (None, None)), after.get(number, (None, None))
        is_counted = any(ended is not None and days[0] <= ended < days[1] for ended in (then[0], now[0]))
        if is_counted and then != now:
            yield CaseCorrection(number, *then, *now)


def _credit_beside(then: Credit | None, now: Credit | None) -> Euro | None:
    """What is credited now, with the same part of the ceiling taken by other quarters as when it was offered."""
    if then is None or now is None:
        return None if now is None else now.amount
    return credit_for(now.rule, price=now.price, goal=now.goal, share=now.share, earlier=then.earlier).amount
