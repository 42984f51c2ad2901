"""The payer's pages after a backup was set up: why nothing is paid, and how two open it again."""

import pytest
from tests.database import TestDatabase
from tests.scenarios.test_paying_after_a_restore import made, restored
from tests.surfaces.desk.conftest import SignIn, page_of, text_of
from tests.world import World, journey

from bodemplaat.capabilities.payments import api as payments

PAYMENTS, OPEN = "/balie/betalingen/", "/balie/betalingen/openen/"


def test_two_payers_open_paying_again(committed_world: tuple[TestDatabase, World], browser: SignIn) -> None:
    database, world = committed_world
    world.approved(world.first.anna, journey())
    batch = made(world)
    payer, paula = browser(world.payer), browser(world.paula)
    assert payer.get(OPEN).headers["Location"] == PAYMENTS  # nothing to open
    assert OPEN not in payer.get(PAYMENTS).content.decode()
    restored(database, world)

    start = payer.get(PAYMENTS)
    assert page_of(start).xpath(f'//a[@href="{OPEN}"]')
    release = f"{PAYMENTS}batches/{batch}/vrijgeven/"
    refused = paula.post(release)
    assert refused.status_code == 409
    assert "bankafschriften" in text_of(refused)

    assert page_of(payer.get(OPEN)).xpath('//button[@value="say"]')
    unread = payer.post(OPEN, {"act": "say"})
    assert unread.status_code == 409  # no statement was read, and why there is none was not said
    for _ in range(2):
        assert payer.post(OPEN, {"act": "say", "reason": "Geen beweging"}).headers["Location"] == OPEN
    own = payer.get(OPEN)
    assert not page_of(own).xpath('//button[@value="confirm"]')
    shut = payments.paying_shut(actor=world.payer)
    assert shut is not None
    confirm = {"act": "confirm", "reopening": str(shut.reopening)}
    assert payer.post(OPEN, confirm).status_code == 409
    assert payer.post(OPEN, {"act": "confirm", "reopening": "x"}).status_code == 409

    assert page_of(paula.get(OPEN)).xpath('//button[@value="confirm"]')
    assert paula.post(OPEN, confirm).headers["Location"] == OPEN
    assert paula.get(OPEN).headers["Location"] == PAYMENTS
    assert paula.post(release).headers["Location"].endswith(f"batches/{batch}/")
    assert payments.batch(actor=world.payer, batch=batch).state == "released"


@pytest.mark.parametrize("act", ["say", "confirm", "decline", ""])
def test_a_press_on_a_page_that_stood_open_says_that_it_is_too_late(
    committed_world: tuple[TestDatabase, World], browser: SignIn, act: str
) -> None:
    _, world = committed_world
    client = browser(world.payer)
    assert client.post(OPEN, {"act": act}).headers["Location"] == PAYMENTS
    assert "Er is niets gewijzigd" in text_of(client.get(PAYMENTS))
