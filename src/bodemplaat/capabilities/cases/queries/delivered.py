"""Cases that were closed, for whoever bills them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bodemplaat.capabilities.cases.lifecycle import MERGED, WITHDRAWN
from bodemplaat.capabilities.cases.models import Case
from bodemplaat.capabilities.performance.api import Delivered, NamedCase, Span, delivered_among
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def cases_delivered(*, actor: Actor, spans: Sequence[Span], without: QuerySet[Any]) -> Sequence[Delivered]:
    """Cases that the actor's organisation closed in spans of days, by service; none of ``without``.

    What was withdrawn or turned out to be another case was not delivered.
    """
    rows = Case.records.of(actor).filter(provider_id=actor.organisation_id)
    rows = rows.exclude(state__in=(WITHDRAWN, MERGED))
    return delivered_among(rows, ended="closed_at", service="service_id", spans=spans, without=without)


@query
def cases_named(*, actor: Actor, cases: Collection[UUID]) -> Sequence[NamedCase]:
    """The cases of these that the actor may see."""
    rows = Case.records.of(actor).filter(id__in=cases).values_list("id", "number", "closed_at")
    return [NamedCase(case, number, at and timezone.localdate(at)) for case, number, at in rows]
