"""The page of an address at which another system is told: what was sent, sent again, another secret, off and on, and an end."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.foundation.webhooks.conftest import client_of, deliveries, hook_of, tell
from tests.receiver import Receiver, a_receiver
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import World

from bodemplaat.foundation.webhooks.sending import send_next


@pytest.fixture
def page(world: World) -> tuple[str, UUID, Receiver]:
    """The page of an address that says it is gone, and got one message."""
    with a_receiver() as receiver:
        client = client_of(world)
        hook = hook_of(world, client, receiver.address)
        tell(world, world.at)
        receiver.status = 410
        send_next(world.first.id, hook)
    return f"/inrichting/koppelingen/{client}/berichten/{hook}/", hook, receiver


def test_what_was_sent_is_there_and_is_sent_again_once_it_is_on(
    world: World, signed_in: SignedIn, page: tuple[str, UUID, Receiver]
) -> None:
    address, _, _ = page
    admin, controller = signed_in(world.first.ad), signed_in(world.first.carla)
    (row,) = deliveries(world)
    for reader, has_button in ((admin, True), (controller, False)):
        text = text_of(reader.get(address))
        assert "this address is gone (410)" in text
        assert ("Turn it on" in text) == has_button
    refusal = admin.post(address, {"action": "anew", "delivery": str(row.id)})
    assert refusal.status_code == 422
    assert "turn it on first" in text_of(refusal)
    admin.post(address, {"action": "on"})
    assert "Send again what was not delivered" in text_of(admin.get(address))
    assert "Send again" not in text_of(controller.get(address))
    assert "1 message is sent again" in text_of(admin.post(address, {"action": "all_anew"}, follow=True))
    (row,) = deliveries(world)
    assert (row.next_at is not None, row.given_up_at) == (True, None)
    assert admin.post(address, {"action": "anew", "delivery": str(row.id)}).status_code == 302
    assert admin.post(address, {"action": "dance"}).status_code == 404
    assert admin.post(address, {"action": "anew", "delivery": "x"}).status_code == 422


def test_a_secret_is_renewed_and_the_old_one_ended(
    world: World, signed_in: SignedIn, page: tuple[str, UUID, Receiver]
) -> None:
    address, _, _ = page
    admin = signed_in(world.first.ad)
    until = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    answer = admin.post(address, {"action": "renew", "until": until})
    assert re.search(r"whsec_[\w+/=&#;]+", answer.content.decode())
    shown = admin.get(address).content.decode()
    assert "whsec_" not in shown
    (old,) = re.findall(r'name="secret" value="([^"]+)"', shown)[1:]
    assert admin.post(address, {"action": "end", "secret": old}).status_code == 302
    assert 'name="secret"' not in admin.get(address).content.decode(), "the only one is not ended"


def test_it_ends_after_a_question(
    world: World, signed_in: SignedIn, page: tuple[str, UUID, Receiver]
) -> None:
    address, hook, receiver = page
    admin = signed_in(world.first.ad)
    connection = address.split("berichten")[0]
    assert receiver.address in text_of(admin.get(connection))
    assert "Stop sending" in text_of(admin.get(f"{address}beeindigen/"))
    assert admin.post(f"{address}beeindigen/").status_code == 302
    assert "Has ended" in text_of(admin.get(address))
    assert receiver.address not in text_of(admin.get(connection))
    assert admin.get(f"{address}beeindigen/").status_code == 302
    other = f"/inrichting/koppelingen/{client_of(world)}/berichten/{hook}/"
    assert admin.get(other).status_code == 404
