"""A customer of which services go elsewhere by a division of work hears which and when, also where no task goes over."""

from uuid import UUID

from tests.capabilities.catalogue.test_publishing_follows_the_cut import FROM, STATEMENT, controller
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import Filling, Row, Side
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor

__all__ = ["controller"]


def published(world: World, adopter: Actor) -> None:
    manager = world.contract_manager
    service = catalogue.write_service(
        actor=manager, cooperation=world.cooperation, code="SP18", content=STATEMENT, at=MONDAY
    )
    version = catalogue.service(actor=manager, service=service, on=TODAY).latest.id
    catalogue.adopt_version(actor=adopter, version=version, at=MONDAY)
    catalogue.publish_version(actor=manager, version=version, since=TODAY, at=MONDAY)


def drafted(world: World, *rows: Row) -> UUID:
    manager = world.contract_manager
    version = division.draft_cut(
        actor=manager,
        cooperation=world.cooperation,
        filling=Filling.HIGH,
        provider=world.provider,
        at=MONDAY,
    )
    for row in rows:
        division.change_row(actor=manager, version=version, row=row, at=MONDAY)
    return version


def heard(who: Actor) -> list[tuple[str, str, str]]:
    deliver_waiting(who.organisation_id)
    return [(each.subject, each.body, each.path) for each in inbox_of(actor=who)]


def leaving(world: World, version: UUID) -> list[tuple[str, str, object]]:
    manager = world.contract_manager
    cut = division.cut_view(actor=manager, version=version, on=TODAY)
    every = catalogue.services_leaving(actor=manager, cut=cut, on=TODAY)
    return [(each.customer_name, each.code, each.since) for each in every]


def test_its_controller_and_administrator_hear_it_when_proposed_and_when_adopted(
    world: World, controller: Actor
) -> None:
    published(world, controller)
    version = drafted(world, Row("per-3D", Side.MUNICIPALITY, world.first.id))
    assert leaving(world, version) == [("Nederlek", "SP18", None)]
    division.propose_cut(actor=world.contract_manager, version=version, holds_from=FROM, at=MONDAY)
    assert leaving(world, version) == [("Nederlek", "SP18", FROM)]
    for who in (world.first.carla, world.first.ad):
        ((subject, body, path),) = heard(who)
        assert "23 december 2026" in subject
        assert "SP18 Verklaring" in body
        assert path == f"/bestuur/taakverdeling/{version}/"
    division.adopt_cut(actor=controller, version=version, at=MONDAY)
    for who in (world.first.carla, world.first.ad):
        assert len(heard(who)) == 2
    for who in (world.second.carla, world.second.ad, world.first.anna):
        assert heard(who) == []
    assert leaving(world, version) == [("Nederlek", "SP18", FROM)]


def test_who_keeps_its_services_hears_nothing(world: World, controller: Actor) -> None:
    published(world, controller)
    version = drafted(world)
    division.propose_cut(actor=world.contract_manager, version=version, holds_from=FROM, at=MONDAY)
    division.adopt_cut(actor=controller, version=version, at=MONDAY)
    assert leaving(world, version) == []
    for who in (world.first.carla, world.second.ad):
        assert heard(who) == []
