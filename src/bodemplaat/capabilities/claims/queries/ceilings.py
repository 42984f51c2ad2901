"""The ceiling of a day."""

from datetime import date
from uuid import UUID

from bodemplaat.capabilities.claims.models import ClaimCeiling
from bodemplaat.capabilities.claims.reckoning.ceilings import UNLESS_AGREED, Ceiling
from bodemplaat.foundation.tenancy.api import Actor, query
from bodemplaat.kernel import Euro


@query
def ceiling_for(*, actor: Actor, organisation: UUID, on: date) -> Ceiling:
    """The bounds on a day; the platform's own where none were set."""
    row = (
        ClaimCeiling.records.of(actor)
        .filter(organisation_id=organisation, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    if row is None:
        return UNLESS_AGREED
    return Ceiling(Euro(row.threshold_cents), row.sample_percent, row.rate, row.source)
