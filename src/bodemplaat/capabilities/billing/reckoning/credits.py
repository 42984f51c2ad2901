"""What is credited by the reports that both signed: each report once, and each correction of an earlier one once."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from bodemplaat.capabilities.billing.reckoning.lines import CORRECTION, CREDIT, BillLine
from bodemplaat.capabilities.performance.api import Performance
from bodemplaat.kernel import Euro


def credits_of(report: UUID, seen: Performance, signed_on: date) -> tuple[BillLine, ...]:
    """What a report credits, below zero, by service; and what it says that an earlier one should have credited more or less.

    It is due from the day on which the second of both signed. What comes to nothing is left out.
    """
    return (*_credited(report, seen, signed_on), *_corrected(report, seen, signed_on))


def _credited(report: UUID, seen: Performance, signed_on: date) -> Iterator[BillLine]:
    last = (seen.period.end or seen.period.start) - timedelta(days=1)
    for each in seen.services:
        if each.credit is None or not each.credit.amount:
            continue
        yield BillLine(
            source=f"{CREDIT} {report} {each.service}",
            kind=CREDIT,
            customer=each.customer_id,
            code=each.code,
            name=each.name,
            first=seen.period.start,
            last=last,
            due=signed_on,
            amount=-each.credit.amount,
            whole=each.credit.amount,
            report=report,
        )


def _corrected(report: UUID, seen: Performance, signed_on: date) -> Iterator[BillLine]:
    for each in seen.corrections:
        if not each.difference:
            continue
        yield BillLine(
            source=f"{CORRECTION} {report} {each.report} {each.service}",
            kind=CORRECTION,
            customer=each.customer_id,
            code=each.code,
            name=each.name,
            first=each.since,
            last=each.last,
            due=signed_on,
            amount=-each.difference,
            whole=each.credit_now or Euro(0),
            then=each.credit_then or Euro(0),
            report=report,
        )
