"""Messages to other systems: signed, tried again for days, then off; every delivery kept, and sent anew."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from tests.foundation.webhooks.conftest import client_of, deliveries, hook_of, system_of, tell, tries
from tests.receiver import Arrived, Receiver
from tests.world import World

from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.notices.api import inbox_of
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import NotFound, Refused
from bodemplaat.foundation.webhooks import api as webhooks
from bodemplaat.foundation.webhooks.api import EventKind, Off
from bodemplaat.foundation.webhooks.sending import PAUSES, send_next
from bodemplaat.foundation.webhooks.signing import signatures
from bodemplaat.foundation.webhooks.tasks import DAYS_KEPT, tidy


class Clock:
    """What time it is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(world: World, monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(world.at)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


def verifies(arrived: Arrived, secret: str) -> bool:
    """As whoever receives it checks it, by the standard's own words."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    headers = arrived.headers
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{arrived.body}".encode()
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in headers["webhook-signature"].split(" ")


def secret_of(world: World, client: UUID, hook: UUID, at: datetime) -> str:
    return webhooks.signing_secret(actor=system_of(world), client=client, webhook=hook, at=at).text


def test_a_signature_is_that_of_the_standard() -> None:
    """Worked out with the reference package of the standard."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = signatures([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_holds_ids_and_is_signed(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    assert tell(world, clock.now) == 1
    assert send_next(world.first.id, hook) is None
    (arrived,) = receiver.got
    body = json.loads(arrived.body)
    assert set(body) == {"type", "timestamp", "data"}
    assert (body["type"], set(body["data"])) == ("case.opened", {"case", "state"})
    assert arrived.headers["webhook-timestamp"] == str(int(clock.now.timestamp()))
    assert verifies(arrived, secret_of(world, client, hook, clock.now))
    (row,) = deliveries(world)
    assert arrived.headers["webhook-id"] == f"msg_{row.id.hex}"
    assert (row.delivered_at, row.next_at, tries(world)) == (clock.now, None, [("delivered", 204)])


def test_an_event_that_is_heard_twice_is_told_once(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook_of(world, client, receiver.address)
    cause = uuid4()
    for _ in range(2):
        tell(world, clock.now, cause=cause)
    assert len(deliveries(world)) == 1


def test_it_tells_only_of_kinds_that_are_wanted_and_what_may_be_read(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook_of(world, client, receiver.address, EventKind.REPORT_SIGNED)
    assert tell(world, clock.now) == 0
    hook_of(world, client, receiver.address)
    assert tell(world, clock.now, may_read=False) == 0
    clients.change_scopes(
        actor=world.first.ad, client=client, scopes=(Scope.REPORTS_READ, Scope.WEBHOOKS), at=clock.now
    )
    assert tell(world, clock.now) == 0


def test_what_a_client_may_no_longer_read_is_not_sent(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    tell(world, clock.now)
    clients.end_client(actor=world.first.ad, client=client, at=clock.now)
    send_next(world.first.id, hook)
    (row,) = deliveries(world)
    assert (receiver.got, row.next_at, row.given_up_at) == ([], None, clock.now)


def test_a_message_is_tried_again_with_growing_pauses_and_the_same_id(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    receiver.status = 500
    tell(world, clock.now)
    for pause in PAUSES[:4]:
        following = send_next(world.first.id, hook)
        assert following == clock.now + timedelta(seconds=pause)
        assert send_next(world.first.id, hook) == following, "not before its time"
        clock.now = following
    receiver.status = 200
    assert send_next(world.first.id, hook) is None
    assert len({each.headers["webhook-id"] for each in receiver.got}) == 1
    assert len({each.headers["webhook-timestamp"] for each in receiver.got}) == 5
    assert [status for _, status in tries(world)] == [500, 500, 500, 500, 200]
    assert list(PAUSES) == sorted(PAUSES)
    assert timedelta(days=3) < timedelta(seconds=sum(PAUSES)) < timedelta(days=4)


def fails_to_the_end(world: World, hook: UUID, clock: Clock) -> None:
    for _ in range(len(PAUSES) + 1):
        following = send_next(world.first.id, hook)
        clock.now = following or clock.now


def test_after_days_it_is_off_and_the_administrator_hears_of_it(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    receiver.status = 503
    tell(world, clock.now)
    fails_to_the_end(world, hook, clock)
    seen = webhooks.webhook_of(actor=world.first.ad, webhook=hook, at=clock.now)
    assert (seen.row.is_on, seen.row.off_reason, seen.given_up) == (False, Off.FAILED, 1)
    assert len(seen.deliveries[0].tries) == len(PAUSES) + 1
    deliver_waiting(world.first.id)
    (notice, *_) = inbox_of(actor=world.first.ad)
    assert str(hook) in str(notice.path)
    assert tell(world, clock.now) == 0, "nothing is put down for what is off"
    with pytest.raises(Refused):
        webhooks.send_all_anew(actor=world.first.ad, webhook=hook, at=clock.now)
    webhooks.turn_on_webhook(actor=world.first.ad, webhook=hook, at=clock.now)
    receiver.status = 200
    assert webhooks.send_all_anew(actor=world.first.ad, webhook=hook, at=clock.now) == 1
    send_next(world.first.id, hook)
    seen = webhooks.webhook_of(actor=world.first.ad, webhook=hook, at=clock.now)
    assert (seen.row.is_on, seen.given_up, seen.deliveries[0].delivered_at) == (True, 0, clock.now)
    assert len({each.headers["webhook-id"] for each in receiver.got}) == 1


def test_one_message_that_is_always_refused_turns_nothing_off(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    receiver.status = 400
    tell(world, clock.now)
    send_next(world.first.id, hook)
    receiver.status = 200
    tell(world, clock.now)
    send_next(world.first.id, hook)
    receiver.status = 400
    clock.now += timedelta(seconds=PAUSES[0])
    fails_to_the_end(world, hook, clock)
    seen = webhooks.webhook_of(actor=world.first.ad, webhook=hook, at=clock.now)
    assert (seen.row.is_on, seen.given_up) == (True, 1)


def test_an_address_that_is_gone_is_off_at_once(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    receiver.status = 410
    tell(world, clock.now)
    tell(world, clock.now)
    assert send_next(world.first.id, hook) is None
    seen = webhooks.webhook_of(actor=world.first.ad, webhook=hook, at=clock.now)
    assert (seen.row.off_reason, seen.given_up, len(receiver.got)) == (Off.GONE, 2, 1)


def test_one_that_was_delivered_is_sent_anew_under_its_id(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    tell(world, clock.now)
    send_next(world.first.id, hook)
    (row,) = deliveries(world)
    webhooks.send_anew(actor=world.first.ad, webhook=hook, delivery=row.id, at=clock.now)
    send_next(world.first.id, hook)
    first, second = receiver.got
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)


def test_while_a_secret_replaces_another_both_sign(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    old = secret_of(world, client, hook, clock.now)
    clock.now += timedelta(seconds=1)
    until = clock.now + timedelta(days=1)
    new = webhooks.renew_webhook_secret(actor=world.first.ad, webhook=hook, old_until=until, at=clock.now)
    assert new == secret_of(world, client, hook, clock.now) != old
    signed = []
    for moment in (clock.now, until):
        clock.now = moment
        tell(world, moment)
        send_next(world.first.id, hook)
        signed.append((verifies(receiver.got[-1], old), verifies(receiver.got[-1], new)))
    assert signed == [(True, True), (False, True)]
    (only,) = webhooks.webhook_of(actor=world.first.ad, webhook=hook, at=until).secrets
    with pytest.raises(Refused):
        webhooks.end_webhook_secret(actor=world.first.ad, webhook=hook, secret=only.id, at=until)


def test_with_another_key_of_the_installation_nothing_is_signed_wrongly(
    world: World, client: UUID, receiver: Receiver, clock: Clock, settings: Any
) -> None:
    hook = hook_of(world, client, receiver.address)
    settings.SECRET_KEY = "another"
    tell(world, clock.now)
    send_next(world.first.id, hook)
    assert (receiver.got, tries(world)) == ([], [("no_secret", 0)])
    new = webhooks.renew_webhook_secret(actor=world.first.ad, webhook=hook, old_until=None, at=clock.now)
    clock.now += timedelta(seconds=PAUSES[0])
    send_next(world.first.id, hook)
    assert verifies(receiver.got[0], new)


def test_only_its_own_client_reads_and_ends_it(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook, another = hook_of(world, client, receiver.address), client_of(world)
    with pytest.raises(NotFound):
        webhooks.own_webhook(actor=system_of(world), client=another, webhook=hook)
    with pytest.raises(NotFound):
        webhooks.end_webhook(actor=system_of(world), webhook=hook, client=another, at=clock.now)
    with pytest.raises(NotFound):
        webhooks.webhook_of(actor=world.second.ad, webhook=hook, at=clock.now)
    with pytest.raises(Refused):
        webhooks.webhook_of(actor=world.first.anna, webhook=hook, at=clock.now)
    with pytest.raises(Refused):
        webhooks.turn_on_webhook(actor=world.first.carla, webhook=hook, at=clock.now)
    webhooks.end_webhook(actor=system_of(world), webhook=hook, client=client, at=clock.now)
    assert webhooks.webhooks_of_client(actor=system_of(world), client=client) == ()
    assert tell(world, clock.now) == 0


@pytest.mark.parametrize(
    "address", ["https://10.0.0.1/", "ftp://x.example/", "", f"https://x.example/{'x' * 500}"]
)
def test_an_address_must_be_sound(world: World, client: UUID, address: str) -> None:
    with pytest.raises(Refused):
        hook_of(world, client, address)


def test_a_client_asks_only_for_what_it_may_read(world: World) -> None:
    reader = client_of(world, Scope.CASES_READ, Scope.WEBHOOKS)
    with pytest.raises(Refused):
        hook_of(world, reader, "https://zaken.example/", EventKind.REPORT_SIGNED)
    assert hook_of(world, reader, "https://zaken.example/", EventKind.CASE_OPENED)


def test_what_was_delivered_is_forgotten_after_three_months(
    world: World, client: UUID, receiver: Receiver, clock: Clock
) -> None:
    hook = hook_of(world, client, receiver.address)
    tell(world, clock.now)
    send_next(world.first.id, hook)
    for days, left in ((DAYS_KEPT - 1, 1), (DAYS_KEPT + 1, 0)):
        tidy(timestamp=int((clock.now + timedelta(days=days)).timestamp()))
        assert len(deliveries(world)) == left
