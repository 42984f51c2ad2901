"""The pages of agreements, in the bargain of the room's own tests, on its own Monday."""

import pytest
from tests.capabilities.agreements.conftest import bargain
from tests.pages import SignedIn, on_monday, signing_in

__all__ = ["bargain", "on_monday"]


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""
    return signing_in("en")
