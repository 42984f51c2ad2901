"""The Monday of the tests' world, and a browser in Dutch in which somebody is signed in."""

import pytest
from tests.pages import SignedIn, on_monday, signing_in

__all__ = ["on_monday"]


@pytest.fixture
def signed_in() -> SignedIn:
    """Pages in Dutch."""
    return signing_in("nl")
