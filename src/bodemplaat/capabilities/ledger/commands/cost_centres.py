"""What changes in the classification."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from bodemplaat.capabilities.ledger.models import CostCentre
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused, command
from bodemplaat.kernel import say


@command
def add_cost_centre(
    *, actor: Actor, organisation: UUID, code: str, name: str, since: date, at: datetime
) -> UUID:
    """Open a cost centre from a day on; raises ``Refused`` while another with its code is open then or later."""
    check_may_arrange(actor=actor, organisation=organisation)
    there = CostCentre.records.of(actor).filter(organisation_id=organisation, code__iexact=code)
    if there.filter(Q(valid_until=None) | Q(valid_until__gt=since)).exists():
        raise Refused(
            say("There is a cost centre with the code {code} then already: choose another one."), code=code
        )
    row = CostCentre.records.of(actor).create(
        organisation_id=organisation, code=code, name=name, valid_from=since
    )
    record(actor, "cost_centre.added", "cost_centre", row.id, organisation, at=at)
    return row.id


@command
def change_cost_centre(*, actor: Actor, cost_centre: UUID, name: str, since: date, at: datetime) -> UUID:
    """Let a cost centre be called otherwise from a day on: the old row ends, a new one begins; answers the row from then.

    On its first day that is the row itself. Raises ``Refused`` for a day on which it is not open.
    """
    row = CostCentre.records.of(actor).locked().one(id=cost_centre)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if since < row.valid_from or (row.valid_until is not None and since >= row.valid_until):
        raise Refused(say("This cost centre is not open on that day: choose another one."))
    if name == row.name:
        return row.id
    changed = row
    if since > row.valid_from:
        changed = CostCentre(
            organisation_id=row.organisation_id,
            code=row.code,
            valid_from=since,
            valid_until=row.valid_until,
        )
        row.valid_until = since
        row.save(update_fields=["valid_until"])
    changed.name = name
    changed.save()
    details = {"since": since.isoformat()}
    record(
        actor, "cost_centre.changed", "cost_centre", changed.id, row.organisation_id, at=at, details=details
    )
    return changed.id


@command
def end_cost_centre(*, actor: Actor, cost_centre: UUID, until: date, at: datetime) -> None:
    """Let a cost centre end; ``until`` is the first day on which nothing is booked on it.

    What was booked on it before stays. Raises ``Refused`` for a day that does not come after its first.
    """
    row = CostCentre.records.of(actor).locked().one(id=cost_centre)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if until <= row.valid_from:
        raise Refused(say("A cost centre ends after the day on which it began. Choose a later day."))
    row.valid_until = until
    row.save(update_fields=["valid_until"])
    details = {"until": until.isoformat()}
    record(actor, "cost_centre.ended", "cost_centre", row.id, row.organisation_id, at=at, details=details)
