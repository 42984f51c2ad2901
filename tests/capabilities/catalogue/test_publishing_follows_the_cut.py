"""A service is published only where the cut of that day gives its process to its provider; the refusal says who has it."""

from datetime import timedelta

import pytest
from tests.world import MONDAY, TODAY, World, employ

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.capabilities.division import api as division
from bodemplaat.capabilities.division.api import Filling, Row, Side
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role

STATEMENT = catalogue.Content(name=Words("Verklaring", "Statement"), process="per-3D")
FROM = TODAY + timedelta(days=30)


@pytest.fixture
def controller(world: World) -> Actor:
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cato Prins", None, Role.CONTROLLER)


def divided(world: World, controller: Actor, *rows: Row) -> None:
    """A cut that gives all work to the provider, but for these rows, adopted to hold from a month on."""
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
    division.propose_cut(actor=manager, version=version, holds_from=FROM, at=MONDAY)
    division.adopt_cut(actor=controller, version=version, at=MONDAY)


def adopted(world: World, controller: Actor) -> catalogue.ServiceView:
    service = catalogue.write_service(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        code="SP18",
        content=STATEMENT,
        at=MONDAY,
    )
    version = catalogue.service(actor=world.contract_manager, service=service, on=TODAY).latest
    catalogue.adopt_version(actor=controller, version=version.id, at=MONDAY)
    return catalogue.service(actor=world.contract_manager, service=service, on=TODAY)


def test_what_the_cut_gives_to_the_provider_is_published(world: World, controller: Actor) -> None:
    divided(world, controller)
    view = adopted(world, controller)
    catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=FROM, at=MONDAY)
    assert [each.code for each in catalogue.services_offered(actor=world.first.anna, on=FROM)] == ["SP18"]


def test_what_stays_with_every_municipality_is_refused_from_that_day_and_not_before(
    world: World, controller: Actor
) -> None:
    divided(world, controller, Row("per-3D", Side.MUNICIPALITY))
    view = adopted(world, controller)
    with pytest.raises(Refused) as refusal:
        catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=FROM, at=MONDAY)
    told = str(refusal.value)
    for part in (
        "Nederlek",
        "Vlist",
        "“Personeelsadministratie”",
        "Servicecentrum K5",
        "by a new version that somebody else",
    ):
        assert part in told
    before = FROM - timedelta(days=1)
    catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=before, at=MONDAY)


def test_one_customer_is_enough_and_the_others_do_not_see_it(world: World, controller: Actor) -> None:
    divided(world, controller, Row("per-3D", Side.MUNICIPALITY, world.first.id))
    view = adopted(world, controller)
    catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=FROM, at=MONDAY)
    assert catalogue.services_offered(actor=world.first.anna, on=FROM) == ()
    assert [each.code for each in catalogue.services_offered(actor=world.second.anna, on=FROM)] == ["SP18"]


def test_a_process_that_nobody_decided_is_offered_by_nobody(world: World, controller: Actor) -> None:
    divided(world, controller, Row("per-3D", Side.UNDECIDED))
    view = adopted(world, controller)
    with pytest.raises(Refused, match="has not decided"):
        catalogue.publish_version(actor=world.contract_manager, version=view.latest.id, since=FROM, at=MONDAY)
