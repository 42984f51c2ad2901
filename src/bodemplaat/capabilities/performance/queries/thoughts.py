"""What people found of the work in a period: complaints, and satisfaction in groups in which nobody can be told apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from bodemplaat.capabilities.catalogue.api import ShownVersion, Words
from bodemplaat.capabilities.performance.ports import thoughts
from bodemplaat.capabilities.performance.values import ComplaintFigures, SatisfactionFigures
from bodemplaat.foundation.tenancy.api import Actor, midnight
from bodemplaat.kernel import Period

Row = TypeVar("Row", ComplaintFigures, SatisfactionFigures)


def thoughts_of(
    actor: Actor, period: Period, promised: Sequence[ShownVersion], customer: UUID | None, now: datetime
) -> tuple[list[ComplaintFigures], list[SatisfactionFigures]]:
    """Of the customers of the actor's organisation, or of one; satisfaction only of quarters that lie wholly in the period."""
    end = period.end or period.start
    services = {each.service: each for each in promised}
    complaints: list[ComplaintFigures] = []
    satisfaction: list[SatisfactionFigures] = []
    for tell in thoughts():
        told_complaints, groups = tell(actor=actor, since=midnight(period.start), until=midnight(end), at=now)
        for each in told_complaints:
            if customer in (None, each.customer) and each.service in services:
                about = services[each.service]
                complaints.append(
                    ComplaintFigures(
                        provider_id=each.provider,
                        customer_id=each.customer,
                        customer_name="",
                        service=each.service,
                        code=about.code,
                        name=about.content.name,
                        received=each.received,
                        upheld=each.upheld,
                        partly=each.partly,
                        not_upheld=each.not_upheld,
                        late=each.late,
                    )
                )
        for group in groups:
            if customer not in (None, group.customer) or _quarter_after(group.quarter) > end:
                continue
            of = None if group.service is None else services.get(group.service)
            satisfaction.append(
                SatisfactionFigures(
                    provider_id=group.provider,
                    customer_id=group.customer,
                    customer_name="",
                    service=group.service,
                    code="" if of is None else of.code,
                    name=Words() if of is None else of.content.name,
                    quarter=group.quarter,
                    answers=group.answers,
                    mean=group.mean,
                )
            )
    return complaints, satisfaction


def _quarter_after(quarter: date) -> date:
    later = quarter + timedelta(days=95)
    return date(later.year, (later.month - 1) // 3 * 3 + 1, 1)


def by_customer(rows: Iterable[Row], names: Mapping[UUID, str]) -> tuple[Row, ...]:
    """With the names of the customers, by them and by service; several services together come last."""
    named = [replace(each, customer_name=names.get(each.customer_id, "")) for each in rows]
    return tuple(sorted(named, key=lambda each: (each.customer_name, not each.code, each.code)))
