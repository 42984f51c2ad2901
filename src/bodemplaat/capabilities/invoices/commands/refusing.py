"""What was delivered and can never be an invoice: noted, so that somebody sees it."""

from datetime import datetime

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import identity_of
from bodemplaat.foundation.tenancy.api import Actor, command


@command
def refuse_file(*, actor: Actor, size: int, at: datetime) -> None:
    """Note in the trail of the actor's organisation that a file was set aside: empty, or larger than is taken.

    Raises ``NotFound`` for an organisation that is not there.
    """
    here = actor.organisation_id
    identity_of(actor=actor, organisation=here)
    record(actor, "invoice.file_refused", "organisation", here, here, at=at, details={"bytes": size})
