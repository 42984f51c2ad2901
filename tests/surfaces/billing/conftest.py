"""The day of the first billing moment, and a browser in Dutch in which somebody is signed in."""

from collections.abc import Iterator

import pytest
import time_machine
from tests.capabilities.billing.running import JANUARY
from tests.pages import SignedIn, signing_in


@pytest.fixture(autouse=True)
def on_the_first_moment() -> Iterator[None]:
    """Every test of this folder happens on it."""
    with time_machine.travel(JANUARY, tick=False):
        yield


@pytest.fixture
def signed_in() -> SignedIn:
    """Pages in Dutch."""
    return signing_in("nl")
