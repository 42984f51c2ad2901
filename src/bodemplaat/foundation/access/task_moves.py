"""Messages about a task that goes over to another provider, or stays after all."""

from collections.abc import Callable, Mapping
from uuid import UUID

from bodemplaat.foundation.access.telling import names_of, tell_organisation
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.organisations.api import (
    TASK_GOES_OVER,
    TASK_LABELS,
    TASK_MOVE_PROPOSED,
    TASK_MOVE_REFUSED,
    TASK_STAYS,
    Task,
)
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role
from bodemplaat.kernel import say

GOES_OVER = say("{task_text} of {customer}: from {earlier} to {next} on {since_day}")
STAYS = say("{task_text} of {customer}: stays with {earlier}")
STAYS_MEANS = say("It was taken back: it does not go over to {next} on {since_day}.")
PROPOSED = say("{task_text} of {customer}: from {earlier} to {next} on {since_day}, once you confirm it")
PROPOSED_MEANS = say("An administrator proposes it. Look at it, and confirm or refuse it.")
REFUSED = say("{task_text} of {customer}: stays with {earlier}, a controller refused the move")
CONFIRMED_MEANS = say("A controller confirmed what you proposed. Until that day it can be taken back.")
REMAINS: Mapping[tuple[bool, bool], str] = {
    (True, True): say(
        "{earlier} finishes what was handed in before, and goes on reading what it finished. Until that day it can be taken"
        " back."
    ),
    (True, False): say(
        "{earlier} finishes what was handed in before, and then sees nothing any more. Until that day it can be taken back."
    ),
    (False, True): say(
        "{earlier} hands over what is open, and goes on reading what it finished. Until that day it can be taken back."
    ),
    (False, False): say(
        "{earlier} hands over everything, and sees nothing any more. Until that day it can be taken back."
    ),
}
"""By whether the earlier provider finishes what is open, and whether it goes on reading."""


class TaskMoveMessages:
    """Hears of moves; ``at_customer`` and ``at_provider`` give the pages where each reads who does what."""

    def __init__(self, at_customer: Callable[[], str], at_provider: Callable[[], str]) -> None:
        self.at_customer, self.at_provider = at_customer, at_provider

    def connect(self) -> None:
        """Subscribe to all of it."""
        subscribe(TASK_GOES_OVER, self.tell)
        subscribe(TASK_STAYS, self.tell)
        subscribe(TASK_MOVE_PROPOSED, self.tell_controllers)
        subscribe(TASK_MOVE_REFUSED, self.tell_proposer)

    def tell(self, *, actor: Actor, heard: Heard) -> None:
        """The controllers of the customer and the administrators of both providers hear it, but whoever decided it.

        Whoever proposed it hears that it was confirmed.
        """
        customer = actor.organisation_id
        hearers = {
            UUID(str(heard.payload[each])): (Role.ADMINISTRATOR, self.at_provider())
            for each in ("earlier", "next")
        }
        hearers[customer] = (Role.CONTROLLER, self.at_customer())
        values = _values(actor, heard)
        for organisation, (role, path) in hearers.items():
            tell_organisation(
                actor=Actor.system(organisation),
                roles=(role,),
                text=_decided(heard),
                path=path,
                values=values,
                heard=heard,
            )
        if heard.payload.get("proposed_by"):
            who = UUID(str(heard.payload["proposed_by"]))
            tell(
                actor=actor,
                people=[who],
                text=(GOES_OVER, CONFIRMED_MEANS),
                path=self.at_customer(),
                values=values,
                heard=heard,
            )

    def tell_controllers(self, *, actor: Actor, heard: Heard) -> None:
        """A move waits for them."""
        tell_organisation(
            actor=Actor.system(actor.organisation_id),
            roles=(Role.CONTROLLER,),
            text=(PROPOSED, PROPOSED_MEANS),
            path=self.at_customer(),
            values=_values(actor, heard),
            heard=heard,
        )

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """Their proposal was refused, and why."""
        values = _values(actor, heard) | {"reason": heard.payload["reason"]}
        text = REFUSED, say("{reason}")
        proposer = UUID(str(heard.payload["by"]))
        tell(actor=actor, people=[proposer], text=text, path=self.at_customer(), values=values, heard=heard)


def _values(actor: Actor, heard: Heard) -> dict[str, object]:
    """What the messages are filled with: names as each organisation may itself say them."""
    ids = {name: UUID(str(heard.payload[name])) for name in ("earlier", "next")}
    ids["customer"] = actor.organisation_id
    return names_of(ids) | {
        "task_text": TASK_LABELS[Task(str(heard.payload["task"]))],
        "since_day": heard.payload["since_day"],
    }


def _decided(heard: Heard) -> tuple[str, str]:
    """What is said of a move that was decided on: it goes over, or it stays."""
    if heard.topic == TASK_STAYS:
        return STAYS, STAYS_MEANS
    facts = heard.payload
    return GOES_OVER, REMAINS[bool(facts["finishes_open"]), bool(facts["reads_earlier"])]
