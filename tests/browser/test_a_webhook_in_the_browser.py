"""Where another system is told of what happens, on a phone in Dutch and at a desk in English: off, on again, another secret, an end.

Every page is scanned by axe. With ``BODEMPLAAT_PICTURES`` each is kept as a picture in that folder.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import ON_A_PHONE_AND_AT_A_DESK, Visitor
from tests.database import TestDatabase
from tests.foundation.webhooks.conftest import client_of, hook_of, tell
from tests.receiver import a_receiver
from tests.world import World, account_of

from bodemplaat.foundation.webhooks.sending import send_next

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WORDS = {
    "nl": ("Aanzetten", "Stuur opnieuw wat niet bezorgd is", "Stoppen met sturen naar dit adres"),
    "en": ("Turn it on", "Send again what was not delivered", "Stop sending to this address"),
}


@ON_A_PHONE_AND_AT_A_DESK
def test_what_was_not_delivered_is_sent_again(
    visitor: Callable[[str, int, int], Visitor],
    committed_world: tuple[TestDatabase, World],
    language: str,
    width: int,
    height: int,
) -> None:
    _, world = committed_world
    turn_on, again, stop = WORDS[language]
    client = client_of(world)
    with a_receiver() as receiver:
        hook = hook_of(world, client, receiver.address)
        tell(world, world.at)
        send_next(world.first.id, hook)
        receiver.status = 410
        tell(world, world.at)
        send_next(world.first.id, hook)
    admin = visitor(language, width, height)
    admin.sign_in(account_of(world.first.ad).email)
    admin.goto(f"/inrichting/koppelingen/{client}/")
    admin.keep(f"connection-with-webhook-{language}")
    admin.page.get_by_role("link", name="127.0.0.1").click()
    admin.scan()
    admin.keep(f"webhook-off-{language}")
    admin.page.get_by_role("button", name=turn_on).click()
    admin.page.get_by_role("button", name=again).click()
    admin.scan()
    admin.keep(f"webhook-on-{language}")
    expect(admin.page.get_by_role("button", name=again)).not_to_be_visible()
    admin.page.get_by_role("link", name=stop).click()
    admin.scan()
    admin.keep(f"webhook-end-{language}")
