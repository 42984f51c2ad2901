"""Claims that the service centre dealt with, for whoever bills them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bodemplaat.capabilities.claims.models import Claim
from bodemplaat.capabilities.claims.queries.facts import SETTLED
from bodemplaat.capabilities.performance.api import Delivered, NamedCase, Span, delivered_among
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def claims_delivered(*, actor: Actor, spans: Sequence[Span], without: QuerySet[Any]) -> Sequence[Delivered]:
    """Claims that were paid or rejected in spans of days and that the actor's organisation handled; none of ``without``."""
    rows = Claim.records.of(actor).filter(provider_id=actor.organisation_id, state__in=SETTLED)
    return delivered_among(rows, ended="settled_at", service=None, spans=spans, without=without)


@query
def claims_named(*, actor: Actor, cases: Collection[UUID]) -> Sequence[NamedCase]:
    """The claims of these that the actor may see."""
    rows = Claim.records.of(actor).filter(id__in=cases).values_list("id", "number", "settled_at")
    return [NamedCase(case, number, at and timezone.localdate(at)) for case, number, at in rows]
