"""A client of the first municipality that is told of cases and reports, and a system that receives it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from tests.receiver import Receiver, a_receiver
from tests.world import TODAY, World

from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import THROUGH, Scope
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.foundation.webhooks import api as webhooks
from bodemplaat.foundation.webhooks.api import EventKind
from bodemplaat.foundation.webhooks.models import WebhookDelivery, WebhookTry

WANTED = (Scope.CASES_READ, Scope.REPORTS_READ, Scope.WEBHOOKS)
Told = Callable[..., UUID]


def client_of(world: World, *scopes: Scope) -> UUID:
    """A client with these scopes."""
    client, _ = clients.make_client(
        actor=world.first.ad,
        name=f"Zaaksysteem {uuid4().hex[:4]}",
        purpose="Volgen",
        contact="zaken@nederlek.example",
        last_day=TODAY + timedelta(days=30),
        scopes=scopes or WANTED,
        at=world.at,
    )
    waits = clients.client_of(actor=world.first.ad, client=client, at=world.at).waits
    if waits is not None:
        clients.SCOPES.confirm(actor=world.first.carla, which=waits.proposal.id, at=world.at)
    return client


def system_of(world: World) -> Actor:
    return Actor.system(world.first.id, through=THROUGH)


def hook_of(world: World, client: UUID, address: str, *kinds: EventKind) -> UUID:
    return webhooks.register_webhook(
        actor=system_of(world), client=client, address=address, kinds=kinds or tuple(EventKind), at=world.at
    )


def tell(world: World, at: datetime, *, cause: UUID | None = None, may_read: bool = True) -> int:
    """A case came in."""
    return webhooks.tell_webhooks(
        actor=system_of(world),
        cause=cause or uuid4(),
        kind=EventKind.CASE_OPENED,
        facts={"case": str(uuid4()), "state": "received"},
        may_read=lambda _: may_read,
        at=at,
    )


def deliveries(world: World) -> list[WebhookDelivery]:
    actor = system_of(world)
    with entered(actor):
        return list(WebhookDelivery.records.of(actor).order_by("happened_at", "id"))


def tries(world: World) -> list[tuple[str, int]]:
    actor = system_of(world)
    with entered(actor):
        return list(WebhookTry.records.of(actor).order_by("at").values_list("outcome", "status"))


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as one:
        yield one


@pytest.fixture
def client(world: World) -> UUID:
    return client_of(world)
