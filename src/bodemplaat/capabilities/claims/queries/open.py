"""How many claims are under way: what has still to be done when something that they rest on ends."""

from datetime import date
from typing import Final
from uuid import UUID

from bodemplaat.capabilities.claims import lifecycle
from bodemplaat.capabilities.claims.models import Claim, ClaimLine
from bodemplaat.foundation.tenancy.api import Actor, midnight, query
from bodemplaat.kernel import say

UNDER_WAY = (lifecycle.IN_APPROVAL, lifecycle.RETURNED, lifecycle.APPROVED, lifecycle.BOUNCED)
CLAIMS_UNDER_WAY: Final = say("Claims under way")


CLAIMS_SINCE: Final = say("{count} {count:claim|claims}")


@query
def claims_since(*, actor: Actor, customer: UUID, provider: UUID, since: date) -> int:
    """How many claims of a customer were handed in to a provider since a day, whatever became of them."""
    return (
        Claim.records.of(actor)
        .filter(organisation_id=customer, provider_id=provider, first_submitted_at__gte=midnight(since))
        .count()
    )


@query
def claims_under_way(*, actor: Actor, organisation: UUID, cost_centre: str = "") -> int:
    """How many claims of an organisation were handed in and are not finished; with a line on a cost centre, if given."""
    if cost_centre:
        lines = ClaimLine.records.of(actor).filter(
            organisation_id=organisation, claim__state__in=UNDER_WAY, cost_centre=cost_centre
        )
        return lines.values("claim_id").distinct().count()
    return Claim.records.of(actor).filter(organisation_id=organisation, state__in=UNDER_WAY).count()
