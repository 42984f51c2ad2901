"""The door by which a capability tells of its cases: which came in, when, who had them when, and which were delivered."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Protocol
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, UUIDField, Value, When
from django.utils import timezone

from bodemplaat.capabilities.performance.reckoning.facts import CaseFacts
from bodemplaat.foundation.tenancy.api import Actor, midnight
from bodemplaat.kernel import Said


class TellsOfCases(Protocol):
    """Gives the cases in reach, or those of one ``customer``, that came in before ``until`` and were not over before ``since``."""

    def __call__(
        self, *, actor: Actor, since: datetime, until: datetime, customer: UUID | None = None
    ) -> Sequence[CaseFacts]:
        """The cases, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Span:
    """Days of some customers, from ``since`` until the first day that is none of them."""

    since: date
    until: date
    customers: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a provider delivered of a service to a customer in the span of that place: each case, and the day on which it ended.

    ``service`` is ``None`` where a case type belongs to one service.
    """

    customer: UUID
    service: UUID | None
    span: int
    cases: Sequence[UUID]
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class NamedCase:
    """A case as who reads a bill may see it."""

    case: UUID
    number: str
    ended_on: date | None


class TellsOfDeliveries(Protocol):
    """Gives what the actor's own organisation delivered in spans of days, but for the cases (column ``case``) of ``without``."""

    def __call__(self, *, actor: Actor, spans: Sequence[Span], without: QuerySet[Any]) -> Sequence[Delivered]:
        """By customer, service and span; one statement, however many cases."""
        ...


class NamesCases(Protocol):
    """Gives the cases of these that the actor may see."""

    def __call__(self, *, actor: Actor, cases: Collection[UUID]) -> Sequence[NamedCase]:
        """In any order; one statement."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """A case type that is counted: who tells of it and of what was delivered, where a controller opens one (nowhere, for
    cases that are personal), and what its causes of waiting are called.
    """

    case_type: str
    facts: TellsOfCases
    page: Callable[[UUID], str] | None
    causes: Mapping[str, Said]
    delivered: TellsOfDeliveries
    named: NamesCases


@dataclass(frozen=True, slots=True)
class ToldOfComplaints:
    """Complaints about a service of a provider for a customer in a period, by what became of them."""

    customer: UUID
    provider: UUID
    service: UUID
    received: int
    upheld: int
    partly: int
    not_upheld: int
    late: int


@dataclass(frozen=True, slots=True)
class ToldOfSatisfaction:
    """What a group that hides everybody in it thought in a quarter that is over; without a service of several together."""

    customer: UUID
    provider: UUID
    service: UUID | None
    quarter: date
    answers: int
    mean: Decimal


class TellsOfThoughts(Protocol):
    """Gives what people found of the work: complaints that came in in a period, and groups of the quarters that begin in it."""

    def __call__(
        self, *, actor: Actor, since: datetime, until: datetime, at: datetime
    ) -> tuple[Sequence[ToldOfComplaints], Sequence[ToldOfSatisfaction]]:
        """Both, in any order, as they are known at ``at``."""
        ...


_COUNTED: Final[dict[str, Counted]] = {}
_THOUGHTS: Final[list[TellsOfThoughts]] = []


def count_thoughts(teller: TellsOfThoughts) -> None:
    """Let what people found of the work stand beside the figures; again replaces."""
    _THOUGHTS[:] = [teller]


def thoughts() -> Sequence[TellsOfThoughts]:
    """Who tells of it, if anybody."""
    return tuple(_THOUGHTS)


def count_cases(
    *,
    case_type: str,
    facts: TellsOfCases,
    page: Callable[[UUID], str] | None,
    causes: Mapping[str, Said],
    delivered: TellsOfDeliveries,
    named: NamesCases,
) -> None:
    """Let the cases of a type be counted against the norm of their service, and billed; again replaces."""
    _COUNTED[case_type] = Counted(case_type, facts, page, causes, delivered, named)


def counted() -> Mapping[str, Counted]:
    """What is counted, by case type."""
    return dict(_COUNTED)


def delivered_among(
    rows: QuerySet[Any],
    *,
    ended: str,
    service: str | None,
    spans: Sequence[Span],
    without: QuerySet[Any],
) -> tuple[Delivered, ...]:
    """What of these rows ended (by the column ``ended``) in spans of days, by customer, service and span; for ``TellsOfDeliveries``."""
    has_time = isinstance(rows.model._meta.get_field(ended), DateTimeField)
    within = [
        Q(
            **{
                "organisation_id__in": each.customers,
                f"{ended}__gte": midnight(each.since) if has_time else each.since,
                f"{ended}__lt": midnight(each.until) if has_time else each.until,
            }
        )
        for each in spans
    ]
    if not within:
        return ()
    anywhere = within[0]
    for each in within[1:]:
        anywhere |= each
    in_order = (ended, "id")
    groups = (
        rows.filter(anywhere)
        .filter(~Exists(without.filter(case=OuterRef("pk"))))
        .order_by()
        .annotate(
            span=Case(*(When(each, then=Value(place)) for place, each in enumerate(within))),
            of=F(service) if service else Value(None, UUIDField()),
        )
        .values("organisation_id", "of", "span")
        .annotate(
            cases=ArrayAgg("id", order_by=in_order),
            ends=ArrayAgg(ended, order_by=in_order),
        )
    )
    return tuple(
        Delivered(
            each["organisation_id"],
            each["of"],
            each["span"],
            each["cases"],
            [timezone.localdate(end) for end in each["ends"]] if has_time else each["ends"],
        )
        for each in groups
    )
