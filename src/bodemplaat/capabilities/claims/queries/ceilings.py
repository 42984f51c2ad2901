"""The ceilings of a day, and of all the days on which rules would hold."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from bodemplaat.capabilities.claims.models import ClaimCeiling
from bodemplaat.capabilities.claims.reckoning.ceilings import UNLESS_AGREED, Ceiling
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@query
def ceiling_for(*, actor: Actor, organisation: UUID, on: date) -> Ceiling:
    """The bounds on a day; the platform's own where none were set."""
    return ceilings_from(actor=actor, organisation=organisation, since=on)[on]


@query
def ceilings_from(
    *, actor: Actor, organisation: UUID, since: date, until: date | None = None
) -> Mapping[date, Ceiling]:
    """Every ceiling that holds on some day from ``since`` until ``until`` (not included), by the first of those days."""
    ceilings = {since: UNLESS_AGREED}
    for row in ClaimCeiling.records.of(actor).filter(organisation_id=organisation).order_by("valid_from"):
        if until is None or row.valid_from < until:
            bounds = Ceiling(Euro(row.threshold_cents), row.sample_percent, row.rate, row.source)
            ceilings[max(since, row.valid_from)] = bounds
    return ceilings
