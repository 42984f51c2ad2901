"""What changes in the classification."""

from datetime import date, datetime
from uuid import UUID

from bodemplaat.capabilities.ledger.models import CostCentre
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def add_cost_centre(
    *, actor: Actor, organisation: UUID, code: str, name: str, since: date, at: datetime
) -> UUID:
    """Open a cost centre from a day on."""
    check_may_arrange(actor=actor, organisation=organisation)
    row = CostCentre.records.of(actor).create(
        organisation_id=organisation, code=code, name=name, valid_from=since
    )
    record(actor, "cost_centre.added", "cost_centre", row.id, organisation, at=at)
    return row.id
