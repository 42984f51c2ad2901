"""Invoices of suppliers that were paid, for whoever bills the work."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from bodemplaat.capabilities.invoices.models import ReceivedInvoice
from bodemplaat.capabilities.invoices.queries.facts import owed
from bodemplaat.capabilities.performance.api import Delivered, NamedCase, Span, delivered_among
from bodemplaat.foundation.tenancy.api import Actor, query


@query
def invoices_delivered(*, actor: Actor, spans: Sequence[Span], without: QuerySet[Any]) -> Sequence[Delivered]:
    """Invoices that the actor's organisation handled and that the bank paid in spans of days; none of ``without``."""
    rows = owed(actor).filter(provider_id=actor.organisation_id)
    return delivered_among(rows, ended="paid_on", service=None, spans=spans, without=without)


@query
def invoices_named(*, actor: Actor, cases: Collection[UUID]) -> Sequence[NamedCase]:
    """The invoices of these that the actor may see."""
    rows = ReceivedInvoice.records.of(actor).filter(id__in=cases).values_list("id", "number", "paid_on")
    return [NamedCase(case, number or "–", day) for case, number, day in rows]
