"""Who arranges webhooks, and who may look at them."""

from uuid import UUID

from bodemplaat.foundation.clients.api import THROUGH
from bodemplaat.foundation.organisations.api import ARRANGES, check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, Refused
from bodemplaat.foundation.webhooks.models import Webhook
from bodemplaat.kernel import say


def check_may_read(actor: Actor) -> None:
    """Raise unless the actor is administrator or controller."""
    if actor.role not in ARRANGES:
        raise Refused(
            say("Connections are for the administrator and the controller of an organisation."),
            who_may=tuple(sorted(role.value for role in ARRANGES)),
        )


def check_is_client(actor: Actor) -> None:
    """Raise unless the platform acts in the name of another system."""
    if not actor.is_system or actor.through != THROUGH:
        raise Refused(say("A connected system registers addresses itself, over the interface."))


def arranged(actor: Actor, webhook: UUID) -> Webhook:
    """A webhook of the actor's organisation that has not ended, held until the end, for its administrator."""
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    return held(actor, webhook)


def held(actor: Actor, webhook: UUID) -> Webhook:
    """The same for whoever was checked already."""
    row = Webhook.records.of(actor).locked().one(id=webhook, organisation_id=actor.organisation_id)
    if row.ended_at is not None:
        raise Refused(
            say("Nothing is sent to this address any more. The other system can register it again.")
        )
    return row
