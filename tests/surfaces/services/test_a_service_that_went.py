"""Who had a service reads since when it is no longer given, and whom to call; from anybody else it stays hidden."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.surfaces.services.conftest import SignedIn
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import Filling, Row, Side
from bodemplaat.foundation.tenancy.api import Actor

STATEMENT = catalogue.Content(name=Words("Verklaring", "Statement"), process="per-3D")
GOES = TODAY + timedelta(days=5)
AFTER = MONDAY + timedelta(days=12)


def published(world: World, controller: Actor, content: catalogue.Content = STATEMENT) -> UUID:
    manager = world.contract_manager
    service = catalogue.write_service(
        actor=manager, cooperation=world.cooperation, code="SP18", content=content, at=MONDAY
    )
    version = catalogue.service(actor=manager, service=service, on=TODAY).latest.id
    catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
    catalogue.publish_version(actor=manager, version=version, since=TODAY, at=MONDAY)
    return service


def stays_at_first(world: World, controller: Actor, since: int) -> None:
    """A cut by which the process of the first municipality is its own from some days on."""
    manager = world.contract_manager
    version = division.draft_cut(
        actor=manager,
        cooperation=world.cooperation,
        filling=Filling.HIGH,
        provider=world.provider,
        at=MONDAY,
    )
    row = Row("per-3D", Side.MUNICIPALITY, world.first.id)
    division.change_row(actor=manager, version=version, row=row, at=MONDAY)
    day = TODAY + timedelta(days=since)
    division.propose_cut(actor=manager, version=version, holds_from=day, at=MONDAY)
    division.adopt_cut(actor=controller, version=version, at=MONDAY)


def page(service: UUID) -> str:
    return reverse("services:service", args=[service])


def read(client: Client, service: UUID) -> tuple[int, str]:
    answer = client.get(page(service))
    return answer.status_code, " ".join(answer.text.split())


def test_who_had_it_reads_since_when_and_whom_to_call(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    service = published(world, controller)
    stays_at_first(world, controller, 5)
    assert read(signed_in(world.first.anna), service)[0] == 200
    with time_machine.travel(AFTER, tick=False):
        hers, theirs = signed_in(world.first.anna), signed_in(world.second.anna)
        status, told = read(hers, service)
        assert status == 410
        assert "Since 28 November 2026 Servicecentrum K5 no longer gives you this service." in told
        assert "The division of work gives it to Nederlek." in told
        assert reverse("front:calling") in told
        assert "Begin</" not in told
        asked = hers.get(reverse("cases:ask", args=[service]))
        assert (asked.status_code, asked.headers.get("location")) == (302, page(service))
        assert read(theirs, service)[0] == 200
        before = hers.get(page(service), {"day": TODAY.isoformat()})
        assert (before.status_code, "provides this for you" in before.text) == (200, True)


def test_what_ended_for_all_is_told_as_gone_too(world: World, controller: Actor, signed_in: SignedIn) -> None:
    service = published(world, controller)
    version = catalogue.service(actor=world.contract_manager, service=service, on=TODAY).latest.id
    catalogue.end_service(actor=world.contract_manager, version=version, until=GOES, at=MONDAY)
    with time_machine.travel(AFTER, tick=False):
        status, told = read(signed_in(world.first.anna), service)
    assert (status, "no longer gives you this service" in told) == (410, True)
    assert "division of work gives" not in told


def test_from_whom_it_was_hidden_it_stays_hidden(
    world: World, elsewhere: World, controller: Actor, signed_in: SignedIn
) -> None:
    service = published(world, controller, replace(STATEMENT, roles=("controller",)))
    stays_at_first(world, controller, 5)
    with time_machine.travel(AFTER, tick=False):
        for who in (world.first.anna, elsewhere.first.anna, elsewhere.first.carla):
            assert signed_in(who).get(page(service)).status_code == 404
        assert read(signed_in(world.first.carla), service)[0] == 410


def test_what_the_cut_never_gave_was_never_there(
    world: World, controller: Actor, signed_in: SignedIn
) -> None:
    stays_at_first(world, controller, 0)
    service = published(world, controller)
    with time_machine.travel(AFTER, tick=False):
        assert signed_in(world.first.anna).get(page(service)).status_code == 404


def test_it_takes_a_bounded_number_of_statements(world: World, controller: Actor) -> None:
    service = published(world, controller)
    stays_at_first(world, controller, 5)
    day = TODAY + timedelta(days=12)
    with CaptureQueriesContext(
        connection,
    ) as statements:
        assert catalogue.service_gone(actor=world.first.anna, service=service, on=day) is not None
    assert len(statements) <= 40
