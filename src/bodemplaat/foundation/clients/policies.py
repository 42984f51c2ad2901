"""Who arranges clients, who may look at them, and who decides with them."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.clients.models import Client
from bodemplaat.foundation.organisations.api import ARRANGES, check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.kernel import say


def check_may_read(actor: Actor) -> None:
    """Raise unless the actor is administrator or controller."""
    if actor.role not in ARRANGES:
        raise Refused(
            say("Connections are for the administrator and the controller of an organisation."),
            who_may=tuple(sorted(role.value for role in ARRANGES)),
        )


def arranged(actor: Actor, client: UUID, at: datetime) -> Client:
    """A client of the actor's organisation that is in use, held until the end, for its administrator. Raises for anyone else,
    and for a client that opens nothing any more.
    """
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    row = Client.records.of(actor).locked().one(id=client, organisation_id=actor.organisation_id)
    if row.ended_at is not None or row.last_day < timezone.localdate(at):
        raise Refused(say("This connection has ended. Make a new one if it is needed again."))
    return row
