"""Marks as groups that tell of nobody: each large enough, of a quarter that is over, and no two of them overlapping."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

MARKS: Final = range(1, 11)
RATED_WITHIN: Final = timedelta(days=30)
"""So long after closing the question is asked."""
FEWEST: Final = 5
"""Fewer answers than this are not shown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer: the customer, provider and service it is about, the first day of its quarter, the mark and the words."""

    organisation_id: UUID
    provider_id: UUID
    service_id: UUID
    quarter: date
    mark: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What people of a customer thought in a quarter of a service; ``service_id`` is ``None`` for the others together.

    ``mean`` has one decimal; ``words`` are in the order of the alphabet, which says nothing of who wrote them.
    """

    organisation_id: UUID
    provider_id: UUID
    service_id: UUID | None
    quarter: date
    answers: int
    mean: Decimal
    words: tuple[str, ...]


def quarter_of(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarter_after(quarter: date) -> date:
    """The first day of the next quarter."""
    return quarter_of(quarter + timedelta(days=95))


def groups_to_show(marks: Iterable[Mark], *, today: date) -> tuple[Satisfaction, ...]:
    """The groups that may be read on a day.

    A group is one customer, provider, service and quarter that is over. One that is too small, or in which everybody gave the
    same mark, goes with the other such services of that customer into one group; where that is too small as well, it is not
    shown. Every answer counts in one group at most and a group never changes any more, so whatever two sums are taken
    from each other, what remains is a group or several, never a few people.
    """
    by_customer: dict[tuple[UUID, UUID, date], dict[UUID, list[Mark]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for each in marks:
        if quarter_after(each.quarter) <= today:
            by_customer[each.organisation_id, each.provider_id, each.quarter][each.service_id].append(each)
    groups: list[Satisfaction] = []
    for services in by_customer.values():
        groups += _groups(services)
    return tuple(sorted(groups, key=_order))


def _groups(services: Mapping[UUID, list[Mark]]) -> list[Satisfaction]:
    shown = [_group(service, marks) for service, marks in services.items() if _hides_everybody(marks)]
    others = [each for marks in services.values() if not _hides_everybody(marks) for each in marks]
    return [*shown, _group(None, others)] if _hides_everybody(others) else shown


def _hides_everybody(marks: list[Mark]) -> bool:
    return len(marks) >= FEWEST and len({each.mark for each in marks}) > 1


def _group(service: UUID | None, marks: list[Mark]) -> Satisfaction:
    mean = Decimal(sum(each.mark for each in marks)) / len(marks)
    return Satisfaction(
        marks[0].organisation_id,
        marks[0].provider_id,
        service,
        marks[0].quarter,
        len(marks),
        mean.quantize(Decimal("0.1"), ROUND_HALF_UP),
        tuple(sorted(each.words for each in marks if each.words)),
    )


def _order(group: Satisfaction) -> tuple[int, str, str, bool, str]:
    of = str(group.organisation_id), str(group.provider_id), group.service_id is None, str(group.service_id)
    return -group.quarter.toordinal(), *of
