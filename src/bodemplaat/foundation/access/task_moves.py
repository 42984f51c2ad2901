"""Messages about a task that goes over to another provider, or stays after all."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access.queries import holders_of_role, same_human
from bodemplaat.foundation.notices.api import notify
from bodemplaat.foundation.organisations.api import (
    TASK_GOES_OVER,
    TASK_LABELS,
    TASK_STAYS,
    Task,
    organisations_in_scope,
)
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role, command
from bodemplaat.kernel import say

GOES_OVER = say("{task_text} of {customer}: from {earlier} to {next} on {since_day}")
STAYS = say("{task_text} of {customer}: stays with {earlier}")
STAYS_MEANS = say("It was taken back: it does not go over to {next} on {since_day}.")
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
        """Subscribe to both."""
        subscribe(TASK_GOES_OVER, self.tell)
        subscribe(TASK_STAYS, self.tell)

    def tell(self, *, actor: Actor, heard: Heard) -> None:
        """The controllers of the customer and the administrators of both providers hear it, but whoever decided it."""
        customer = actor.organisation_id
        hearers = {
            UUID(str(heard.payload[each])): (Role.ADMINISTRATOR, self.at_provider())
            for each in ("earlier", "next")
        }
        hearers[customer] = (Role.CONTROLLER, self.at_customer())
        names = {each: _name(actor=Actor.system(each)) for each in hearers}
        values = {
            "task_text": TASK_LABELS[Task(str(heard.payload["task"]))],
            "customer": names[customer],
            "earlier": names[UUID(str(heard.payload["earlier"]))],
            "next": names[UUID(str(heard.payload["next"]))],
            "since_day": heard.payload["since_day"],
        }
        for organisation, (role, path) in hearers.items():
            _tell(actor=Actor.system(organisation), role=role, path=path, values=values, heard=heard)


@command
def _name(*, actor: Actor) -> str:
    """How an organisation is called, as it may itself say."""
    return organisations_in_scope(actor=actor)[0].name


@command
def _tell(*, actor: Actor, role: Role, path: str, values: Mapping[str, object], heard: Heard) -> None:
    """Notify everyone with a role at the actor's organisation."""
    organisation, facts = actor.organisation_id, heard.payload
    people = holders_of_role(
        actor=actor, organisation=organisation, role=role, on=timezone.localdate(heard.at)
    )
    if facts["by"]:
        people -= same_human(actor=actor, person=UUID(str(facts["by"])))
    if heard.topic == TASK_GOES_OVER:
        text = GOES_OVER, REMAINS[bool(facts["finishes_open"]), bool(facts["reads_earlier"])]
    else:
        text = STAYS, STAYS_MEANS
    for person in sorted(people):
        notify(
            actor=actor,
            person=person,
            organisation=organisation,
            cause=heard.message,
            subject=text[0],
            body=text[1],
            values=values,
            path=path,
            at=heard.at,
        )
