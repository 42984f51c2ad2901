"""Who sees sums only never sees a sum over one or two human beings, nor finds one by taking two figures apart.

What is shown to them is put together from cells: one organisation in one whole month. A cell with claims of fewer than
``FEWEST`` people is left out of every figure, so that the difference between any two periods or choices of
municipality is a sum of cells that may be shown. Within a cell a part (a unit, a kind, a state) of too few people goes
together with others until enough are together. Several persons with one account are one human being and count once.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.foundation.access.api import persons_of_one_human
from bodemplaat.foundation.tenancy.api import Actor, Role, midnight
from bodemplaat.kernel import Euro, Period, months_later

FEWEST: Final = 3
"""Human beings who must stand behind a figure: with two, either knows the other's."""


TOGETHER: Final = "*"
"""The key of the parts that are only shown together."""


def sees_sums_only(actor: Actor) -> bool:
    """Whether somebody may see figures and never a claim."""
    return actor.role is Role.CONTRACT_MANAGER


def whole_months(period: Period) -> Period:
    """The months that a period touches, from the first day of the first to the end of the last."""
    last = period.end or period.start
    if period.end is not None and period.end > period.start:
        last = date.fromordinal(period.end.toordinal() - 1)
    return Period(period.start.replace(day=1), months_later(last.replace(day=1), 1))


def large_cells(actor: Actor, claims: QuerySet[Any]) -> QuerySet[Any]:
    """The claims without those of a month at an organisation in which too few people claimed."""
    rows = (
        claims.annotate(cell_month=TruncMonth("first_submitted_at"))
        .values_list("organisation_id", "cell_month")
        .annotate(who=ArrayAgg("claimant_id", distinct=True))
        .order_by()
    )
    humans, left_out = persons_of_one_human(actor=actor), Q()
    for organisation, moment, who in rows:
        if len(_humans_among(who, humans)) >= FEWEST:
            continue
        month = timezone.localdate(moment)
        left_out |= Q(
            organisation_id=organisation,
            first_submitted_at__gte=midnight(month),
            first_submitted_at__lt=midnight(months_later(month, 1)),
        )
    return claims.exclude(left_out) if left_out else claims


def paid_by_month(actor: Actor, claims: QuerySet[Any]) -> dict[date, Euro]:
    """What was paid, by month, of cells in which neither the paid nor the unpaid are of too few people."""
    paid = Q(state=lifecycle.PAID)
    rows = (
        claims.annotate(cell_month=TruncMonth("first_submitted_at"))
        .values_list("organisation_id", "cell_month")
        .annotate(
            paid_to=ArrayAgg("claimant_id", distinct=True, filter=paid, default=[]),
            others=ArrayAgg("claimant_id", distinct=True, filter=~paid, default=[]),
            cents=Sum("total_cents", filter=paid, default=0),
        )
        .order_by()
    )
    humans = persons_of_one_human(actor=actor)
    sums: dict[date, Euro] = defaultdict(lambda: Euro(0))
    for _, moment, paid_to, others, cents in rows:
        unpaid = len(_humans_among(others, humans))
        if len(_humans_among(paid_to, humans)) >= FEWEST and (unpaid == 0 or unpaid >= FEWEST):
            sums[timezone.localdate(moment)] += Euro(int(cents))
    return sums


@dataclass(slots=True)
class Part:
    """A part of one cell: how many claims or costs, for how much, of whom."""

    key: str
    label: str
    count: int
    cents: int
    people: set[UUID] = field(default_factory=set)


def parts_of(
    actor: Actor, rows: QuerySet[Any], key: str, label: str, cents: str, claim: str = ""
) -> list[Part]:
    """A breakdown of cells by ``key``; parts of too few people stand together under ``TOGETHER``.

    ``claim`` is the way to the claim from a row that is none itself, such as ``claim__``.
    """
    counts = (
        rows.annotate(cell_month=TruncMonth(f"{claim}first_submitted_at"))
        .values_list("organisation_id", "cell_month", key, label)
        .annotate(n=Count("id"), sum=Sum(cents), who=ArrayAgg(f"{claim}claimant_id", distinct=True))
        .order_by()
    )
    humans = persons_of_one_human(actor=actor)
    cells: dict[Hashable, list[Part]] = defaultdict(list)
    for organisation, month, value, name, count, total, who in counts:
        cells[organisation, month].append(
            Part(str(value), name, count, int(total), _humans_among(who, humans))
        )
    return _added(part for cell in cells.values() for part in merged(cell))


def merged(cell: Iterable[Part]) -> list[Part]:
    """The parts of one cell with those of too few people put together, and with the smallest other if still needed."""
    waiting = sorted(cell, key=lambda part: (len(part.people), part.cents, part.key))
    together = Part(TOGETHER, "", 0, 0)
    while waiting and (len(waiting[0].people) < FEWEST or 0 < len(together.people) < FEWEST):
        part = waiting.pop(0)
        together = Part(
            TOGETHER,
            "",
            together.count + part.count,
            together.cents + part.cents,
            together.people | part.people,
        )
    return [*waiting, *([together] if together.count else [])]


def _humans_among(people: Iterable[UUID], humans: Mapping[UUID, UUID]) -> set[UUID]:
    return {humans.get(person, person) for person in people}


def _added(parts: Iterable[Part]) -> list[Part]:
    sums: dict[str, Part] = {}
    for part in parts:
        known = sums.setdefault(part.key, Part(part.key, part.label, 0, 0))
        known.count += part.count
        known.cents += part.cents
    return list(sums.values())
