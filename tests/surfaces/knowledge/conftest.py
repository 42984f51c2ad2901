"""The pages of answers, in a small world, on its own Monday."""

import pytest
from tests.pages import SignedIn, on_monday, signing_in
from tests.surfaces.services.conftest import controller

__all__ = ["SignedIn", "controller", "on_monday"]


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""
    return signing_in("en")
