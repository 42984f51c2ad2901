"""Samples: what can be drawn from, what was drawn, and how it was judged."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, Sample, SampleItem
from bodemplaat.capabilities.claims.queries.rules import rules_on_days
from bodemplaat.foundation.access.api import same_human
from bodemplaat.foundation.organisations.api import names_of
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, Refused, Role, midnight, query
from bodemplaat.kernel import Euro, say

MAY_LOOK = (Role.CONTROLLER, Role.SSC_CLERK)


@dataclass(frozen=True, slots=True)
class SampleItemView:
    """A drawn claim and what was found; ``is_right`` is ``None`` until somebody looked."""

    claim: UUID
    number: str
    claimant_name: str
    total: Euro
    is_right: bool | None
    comment: str
    judged_at: datetime | None
    judged_by_name: str
    is_own: bool
    """Whether it is the reader's own claim, which somebody else judges."""


@dataclass(frozen=True, slots=True)
class MonthToSample:
    """A finished month without a drawing: how many claims passed without approval, and which percentage is drawn."""

    month: date
    population: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class SampleView:
    """A drawing. Anyone with ``seed`` and the ids can draw it again. ``items`` are given for one drawing only."""

    id: UUID
    organisation_id: UUID
    month: date
    seed: str
    percent: Decimal
    population: int
    drawn_at: datetime
    drawn_by_name: str
    drawn: int
    right: int
    wrong: int
    items: tuple[SampleItemView, ...] = ()

    @property
    def to_judge(self) -> int:
        """How many nobody looked at yet."""
        return self.drawn - self.right - self.wrong


@query
def months_to_sample(*, actor: Actor, organisation: UUID, on: date) -> tuple[MonthToSample, ...]:
    """Finished months whose claims under the threshold were not drawn from yet, latest first; three queries."""
    check_may_look(actor)
    drawn = Sample.records.of(actor).filter(organisation_id=organisation).values_list("month", flat=True)
    small = (
        Claim.records.of(actor)
        .filter(organisation_id=organisation, passed_small=True, submitted_at__lt=midnight(on.replace(day=1)))
        .exclude(state=lifecycle.WITHDRAWN)
        .annotate(month=TruncMonth("submitted_at"))
        .values_list("month")
        .annotate(n=Count("id"))
        .order_by("-month")
    )
    done = set(drawn)
    counted = {timezone.localdate(month): count for month, count in small}
    open_months = [month for month in counted if month not in done]
    rules = rules_on_days(actor=actor, organisation=organisation, days=open_months)
    return tuple(
        MonthToSample(month, counted[month], rules[month].sample_percent)
        for month in open_months
        if month in rules
    )


@query
def samples(*, actor: Actor, organisation: UUID | None = None) -> tuple[SampleView, ...]:
    """The drawings so far, latest month first, with how far they were judged; two queries."""
    check_may_look(actor)
    rows = _counted(actor).order_by("-month", "organisation_id")
    if organisation is not None:
        rows = rows.filter(organisation_id=organisation)
    drawings = list(rows)
    names = names_of(actor=actor, people=[s.drawn_by for s in drawings if s.drawn_by])
    return tuple(_view(sample, names) for sample in drawings)


@query
def sample_view(*, actor: Actor, sample: UUID) -> SampleView:
    """One drawing with its claims, by number; raises ``NotFound`` for one out of reach."""
    check_may_look(actor)
    row = _counted(actor).one(id=sample)
    items = list(
        SampleItem.records.of(actor)
        .filter(sample=row)
        .select_related("claim__claimant")
        .order_by("claim__number", "id")
    )
    people = {row.drawn_by, *(item.judged_by for item in items)}
    names = names_of(actor=actor, people=[person for person in people if person])
    mine = same_human(actor=actor, person=actor.person)
    views = (
        SampleItemView(
            claim=item.claim_id,
            number=item.claim.number,
            claimant_name=item.claim.claimant.name,
            total=Euro(item.claim.total_cents),
            is_right=item.is_right,
            comment=item.comment,
            judged_at=item.judged_at,
            judged_by_name=names.get(item.judged_by, "") if item.judged_by else "",
            is_own=item.claim.claimant_id in mine,
        )
        for item in items
    )
    return replace(_view(row, names), items=tuple(views))


def _counted(actor: Actor) -> GuardedQuerySet[Any]:
    rows: GuardedQuerySet[Any] = Sample.records.of(actor).annotate(
        drawn=Count("items"),
        right=Count("items", filter=Q(items__is_right=True)),
        wrong=Count("items", filter=Q(items__is_right=False)),
    )
    return rows


def _view(row: Any, names: Mapping[UUID, str]) -> SampleView:
    return SampleView(
        id=row.id,
        organisation_id=row.organisation_id,
        month=row.month,
        seed=row.seed,
        percent=row.percent,
        population=row.population,
        drawn_at=row.drawn_at,
        drawn_by_name=names.get(row.drawn_by, "") if row.drawn_by else "",
        drawn=row.drawn,
        right=row.right,
        wrong=row.wrong,
    )


def check_may_look(actor: Actor) -> None:
    """Raise unless the actor looks afterwards at claims."""
    if actor.role not in MAY_LOOK:
        raise Refused(
            say("The sample is for the controller and the service centre. You are signed in in another role.")
        )
