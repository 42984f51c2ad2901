"""Who is to decide, and who heard of it, for stories."""

from datetime import date
from uuid import UUID

from tests.world import TODAY, World

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor


def employment(world: World, who: Actor, on: date = TODAY) -> UUID:
    """The employment of somebody on a day."""
    return organisations.employment_of(actor=world.system, person=who.person, on=on).id


def leaves(world: World, who: Actor, until: date = TODAY) -> None:
    """Their employment ends."""
    organisations.end_employment(
        actor=world.system, employment=employment(world, who), until=until, at=world.at
    )


def waits_for(world: World, claim: UUID, on: date = TODAY) -> str:
    """The name of what a claim waits for: a person, a function, or nobody."""
    step = claims.claim_view(actor=world.system, claim=claim, on=on).open_step
    assert step is not None
    return "nobody" if step.nobody_can else step.waits_for or step.function


def heard_by(world: World, who: Actor) -> list[str]:
    """The subjects of the messages that somebody has, once all that waits is delivered."""
    deliver_waiting(who.organisation_id)
    return [notice.subject for notice in inbox_of(actor=who)]
