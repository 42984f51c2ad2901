"""How both sides kept the calendar of what they deliver to each other."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from bodemplaat.capabilities.agreements import api as agreements
from bodemplaat.capabilities.performance.values import DeliveryFigures
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Period


def deliveries_of(
    actor: Actor, period: Period, customer: UUID | None, now: datetime
) -> tuple[DeliveryFigures, ...]:
    """By customer and line, of the actor's organisation or of one customer: what fell due in the period and before today.

    What is due today counts once it was handed over. A line that a later version words otherwise is still one line.
    """
    today = timezone.localdate(now)
    until = min(period.end or period.start, today + timedelta(days=1))
    lines: dict[tuple[UUID, UUID, int], list[agreements.DeliveryView]] = defaultdict(list)
    for each in agreements.deliveries(actor=actor, since=period.start, until=until):
        is_over = each.due < today or each.counts is not None
        if is_over and customer in (None, each.customer_id) and actor.organisation_id in _sides(each):
            lines[each.provider_id, each.customer_id, each.line.number].append(each)
    return tuple(
        sorted(
            (_figures(views, today=now) for views in lines.values()),
            key=lambda each: (each.customer_name, each.owed_by, each.what),
        )
    )


def _sides(each: agreements.DeliveryView) -> tuple[UUID, UUID]:
    return each.provider_id, each.customer_id


def _figures(views: list[agreements.DeliveryView], *, today: datetime) -> DeliveryFigures:
    last = views[-1]
    handed_over = [each for each in views if each.counts is not None]
    late = sum(each.late(timezone.localdate(today)) > 0 for each in handed_over)
    return DeliveryFigures(
        provider_id=last.provider_id,
        customer_id=last.customer_id,
        customer_name=last.customer_name,
        what=last.line.what,
        owed_by=last.line.owed_by,
        in_time=len(handed_over) - late,
        late=late,
        missing=len(views) - len(handed_over),
    )
