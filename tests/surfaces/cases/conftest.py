"""The pages of cases, in a small world, on its own Monday."""

from uuid import UUID

import pytest
from tests.capabilities.cases.desk import controller_of, published
from tests.pages import SignedIn, on_monday, signing_in
from tests.world import World

__all__ = ["SignedIn", "on_monday"]


@pytest.fixture
def service(world: World) -> UUID:
    """A service with a form and a norm of three working days."""
    return published(world, controller_of(world))


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""
    return signing_in("en")
