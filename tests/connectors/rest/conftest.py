"""Other systems that ask: a client of the first municipality that may all there is, and one of the service centre."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from tests.capabilities.cases.desk import controller_of, published
from tests.pages import on_monday  # noqa: F401  # every test happens on that Monday
from tests.world import TODAY, World

from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.tenancy.api import Actor


@dataclass
class System:
    """Another system with the secret of a client."""

    secret: str
    client: UUID | None = None
    language: str = "en"

    def headers(self, **more: str) -> dict[str, str]:
        """What it sends along."""
        own = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return {**own, "Accept-Language": self.language, **more}

    def gets(self, path: str, tag: str = "", /, **query: Any) -> Any:
        """Ask for something, of which an answer with this tag is known; returns the response."""
        return Client().get(
            f"/api/v1{path}", query, headers=self.headers(**({"If-None-Match": tag} if tag else {}))
        )

    def posts(self, path: str, document: Any, key: str = "", kind: str = "application/json") -> Any:
        """Send something under a key, a new one unless given; returns the response."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        headers = self.headers(**{"Idempotency-Key": key or uuid.uuid4().hex})
        return Client().generic("POST", f"/api/v1{path}", body, content_type=kind, headers=headers)

    def deletes(self, path: str) -> Any:
        """End something; returns the response."""
        return Client().delete(f"/api/v1{path}", headers=self.headers())


Connected = Callable[..., System]


def connect(
    world: World, admin: Actor, second: Actor | None, *scopes: Scope, name: str = "Intranet"
) -> System:
    """A client that has these scopes; the second person gives what no administrator gives alone."""
    client, secret = clients.make_client(
        actor=admin,
        name=name,
        purpose="Aanvragen vanaf het intranet",
        contact="intranet@gemeente.example",
        last_day=TODAY + timedelta(days=365),
        scopes=scopes,
        at=world.at,
    )
    waits = clients.client_of(actor=admin, client=client, at=world.at).waits
    if waits is not None and second is not None:
        clients.SCOPES.confirm(actor=second, which=waits.proposal.id, at=world.at)
    return System(secret, client)


@pytest.fixture
def controller(world: World) -> Actor:
    """Who adopts services at the centre."""
    return controller_of(world)


@pytest.fixture
def service(world: World, controller: Actor) -> UUID:
    """A service that the centre offers to both municipalities."""
    cache.clear()
    return published(world, controller)


@pytest.fixture
def intranet(world: World, service: UUID) -> System:
    """Of the first municipality, with every scope."""
    return connect(world, world.first.ad, world.first.carla, *Scope)


@pytest.fixture
def other(world: World, service: UUID) -> System:
    """Of the other municipality, with every scope."""
    return connect(world, world.second.ad, world.second.carla, *Scope)


@pytest.fixture
def centre(world: World, service: UUID) -> System:
    """Of the service centre, with every scope."""
    from tests.world import another_hat, employ  # only here

    from bodemplaat.foundation.organisations import api as organisations
    from bodemplaat.foundation.tenancy.api import Role

    (desk, *_) = organisations.units_of(actor=world.system, organisation=world.provider)
    admin = employ(world.system, world.provider, desk.id, "Adri Post", None, Role.ADMINISTRATOR)
    second = another_hat(world.system, world.paula, Role.CONTROLLER)
    return connect(world, admin, second, *Scope, name="Zaaksysteem")


def new_case(service: UUID, world: World, /, **changed: Any) -> dict[str, Any]:
    """A sound request in the name of Anna."""
    return {
        "service": str(service),
        "requester": {"personId": str(world.first.anna.person)},
        "subject": "Verklaring voor de bank",
        "answers": {"kind": "mortgage", "amount": "1234.50"},
        **changed,
    }
