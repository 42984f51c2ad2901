"""The pages of the catalogue, in a small world, on its own Monday."""

import pytest
from tests.pages import SignedIn, on_monday, signing_in
from tests.world import World, employ

from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

__all__ = ["SignedIn", "on_monday"]


@pytest.fixture
def controller(world: World) -> Actor:
    """The second person at the provider."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cato Prins", None, Role.CONTROLLER)


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""
    return signing_in("en")
