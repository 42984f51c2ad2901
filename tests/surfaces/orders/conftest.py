"""The pages of orders, in a small world, on its own Monday."""

import pytest
from tests.pages import SignedIn, on_monday, signing_in

__all__ = ["SignedIn", "on_monday"]


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""
    return signing_in("en")
