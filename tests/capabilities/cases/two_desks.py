"""A customer with two desks: the service centre keeps the desk, the first municipality has that of ICT; for tests of both."""

from dataclasses import replace
from uuid import UUID

from tests.capabilities.cases.desk import ADVICE, controller_of, published
from tests.scenarios.test_who_provides_what import nederlek_can_provide, staff
from tests.world import MONDAY, SINCE, TODAY, World

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Words
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.organisations.api import Task
from bodemplaat.foundation.tenancy.api import Role

FAULT = replace(ADVICE, name=Words("Storing", "Fault"), process="ict-AU1")


def two_desks(world: World) -> dict[str, UUID]:
    """The service centre keeps the desk of the second municipality; the first one takes what is asked of ICT."""
    return {"personnel": published(world, controller_of(world)), "ict": desk_of_ict_apart(world)}


def desk_of_ict_apart(world: World) -> UUID:
    """Let the first municipality have the desk of ICT of the second, as from the beginning; answers its service."""
    nederlek_can_provide(world)
    organisations.provide_task(
        actor=world.system,
        cooperation=world.cooperation,
        organisation=world.second.id,
        task=Task.DESK_ICT,
        provider=world.first.id,
        since=SINCE,
        at=MONDAY,
    )
    return fault_of_the_first(world)


def fault_of_the_first(world: World) -> UUID:
    """A service of the first municipality that people ask for at the desk of ICT."""
    writer = staff(world, "Nina Contract", Role.CONTRACT_MANAGER, TODAY)
    adopter = staff(world, "Nico Controller", Role.CONTROLLER, TODAY)
    service = catalogue.write_service(
        actor=writer, cooperation=world.cooperation, code="ICT1", content=FAULT, at=MONDAY
    )
    view = catalogue.service(actor=writer, service=service, on=TODAY)
    catalogue.adopt_version(actor=adopter, version=view.latest.id, at=MONDAY)
    catalogue.publish_version(actor=writer, version=view.latest.id, since=TODAY, at=MONDAY)
    return service
