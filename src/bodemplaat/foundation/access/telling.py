"""Telling organisations what happened: those in some roles at each, but the human being who did it."""

from collections.abc import Callable, Collection, Mapping
from typing import ClassVar
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.access.queries import holders_of_function, holders_of_roles, same_human
from bodemplaat.foundation.notices.api import tell
from bodemplaat.foundation.organisations.api import organisations_in_scope
from bodemplaat.foundation.outbox.api import Heard, subscribe
from bodemplaat.foundation.tenancy.api import Actor, Role, command


def names_of(organisations: Mapping[str, UUID]) -> dict[str, object]:
    """How organisations are called, as each may itself say; by the place in a text that the name fills."""
    return {place: _name(actor=Actor.system(each)) for place, each in organisations.items()}


@command
def tell_organisation(
    *,
    actor: Actor,
    roles: Collection[Role],
    functions: Collection[str] = (),
    text: tuple[str, str],
    path: str,
    values: Mapping[str, object] | None = None,
    heard: Heard,
) -> None:
    """Notify everyone in a role or function at the actor's organisation, but whoever did it (``by``, where it is said).

    The places in the text are filled from ``values``, or from what was announced.
    """
    organisation, on = actor.organisation_id, timezone.localdate(heard.at)
    people = holders_of_roles(actor=actor, organisation=organisation, roles=roles, on=on)
    for function in functions:
        people |= holders_of_function(
            actor=actor, organisation=organisation, function=function, unit=None, on=on
        )
    if heard.payload.get("by"):
        people -= same_human(actor=actor, person=UUID(str(heard.payload["by"])))
    tell(actor=actor, people=people, text=text, path=path, values=values, heard=heard)


class MessagesByTwo:
    """Tells whoever can decide what somebody asks, and whoever asked what became of it; ``page`` gives the page of it.

    An announcement says who asked (``by``).
    """

    asked: ClassVar[str]
    """The topic that somebody asks something."""
    texts: ClassVar[Mapping[str, tuple[str, str]]]
    """By topic: subject and body. Every other topic than ``asked`` is told to whoever asked."""
    about: ClassVar[str] = ""
    """Where an announcement says whose page it is; empty where there is one."""
    roles: ClassVar[Collection[Role]]
    """Who can decide, at the organisation that is told."""

    def __init__(self, page: Callable[[str], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to all of it."""
        for topic in self.texts:
            subscribe(topic, self.tell_deciders if topic == self.asked else self.tell_proposer)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Everyone who can decide, but whoever asked."""
        tell_organisation(
            actor=actor, roles=self.roles, text=self.texts[heard.topic], path=self._page(heard), heard=heard
        )

    def tell_proposer(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever asked."""
        people = {UUID(str(heard.payload["by"]))}
        tell(actor=actor, people=people, text=self.texts[heard.topic], path=self._page(heard), heard=heard)

    def _page(self, heard: Heard) -> str:
        return self.page(str(heard.payload.get(self.about, "")))


class MessagesToDeciders:
    """Tells those of whom a step of a chain was asked (``people``); ``page`` gives the page on which they decide."""

    asked: ClassVar[str]
    """The topic that a step is asked of somebody."""
    text: ClassVar[tuple[str, str]]
    about: ClassVar[str]
    """Where an announcement says what it is about."""

    def __init__(self, page: Callable[[UUID], str]) -> None:
        self.page = page

    def connect(self) -> None:
        """Subscribe to what somebody waits for."""
        subscribe(self.asked, self.tell_deciders)

    def tell_deciders(self, *, actor: Actor, heard: Heard) -> None:
        """Whoever could decide when it was asked."""
        may_decide = heard.payload["people"]
        people = {UUID(str(each)) for each in may_decide} if isinstance(may_decide, list) else set()
        path = self.page(UUID(str(heard.payload[self.about])))
        tell(actor=actor, people=people, text=self.text, path=path, heard=heard)


class MessagesToBoth:
    """Tells a provider and a customer of each act on what is between them; ``address`` gives the page of it."""

    texts: ClassVar[Mapping[str, tuple[str, str]]]
    """By topic: subject and body."""
    about: ClassVar[str]
    """Where an announcement says which record it is about."""
    roles: ClassVar[Collection[Role]]
    functions: ClassVar[Collection[str]] = ()

    def __init__(self, address: Callable[[UUID], str]) -> None:
        self.address = address

    def connect(self) -> None:
        """Subscribe to all of it."""
        for topic in self.texts:
            subscribe(topic, self.tell_both)

    def tell_both(self, *, actor: Actor, heard: Heard) -> None:
        """At each organisation: whoever has one of the roles or functions, but the human being who did it."""
        parties = {name: UUID(str(heard.payload[name])) for name in ("provider", "customer")}
        values = names_of(parties) | self.values(heard.payload)
        for party in dict.fromkeys(parties.values()):
            tell_organisation(
                actor=Actor.system(party),
                roles=self.roles,
                functions=self.functions,
                text=self.texts[heard.topic],
                path=self.address(UUID(str(heard.payload[self.about]))),
                values=values,
                heard=heard,
            )

    def values(self, facts: Mapping[str, object]) -> dict[str, object]:
        """What fills the texts beside the names of both, from what was announced."""
        raise NotImplementedError


@command
def _name(*, actor: Actor) -> str:
    return organisations_in_scope(actor=actor)[0].name
