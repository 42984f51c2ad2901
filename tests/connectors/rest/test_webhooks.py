"""Being told: a client registers over the interface, and hears of exactly what it could read there."""

import json
from uuid import UUID, uuid4

import pytest
from tests.capabilities.cases.desk import asked
from tests.connectors.rest.conftest import System, connect
from tests.world import World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.connectors.rest.document import document, with_webhooks
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.outbox.api import deliver_waiting
from bodemplaat.foundation.tenancy.api import Actor, entered
from bodemplaat.foundation.webhooks.api import EventKind
from bodemplaat.foundation.webhooks.models import WebhookDelivery

ADDRESS = "https://zaken.nederlek.example/hook"
NEW = {"address": ADDRESS, "kinds": [each.value for each in EventKind]}


def told_to(organisation: UUID) -> list[tuple[str, dict[str, str]]]:
    """What was put down for the webhooks of an organisation: kind and facts."""
    actor = Actor.system(organisation)
    with entered(actor):
        rows = WebhookDelivery.records.of(actor).filter(organisation_id=organisation)
        return [(each.kind, json.loads(each.body)["data"]) for each in rows.order_by("happened_at", "id")]


def test_a_client_registers_reads_and_ends(intranet: System, other: System) -> None:
    made = intranet.posts("/webhooks", NEW, "first")
    assert made.status_code == 201
    document = made.json()
    assert (document["address"], document["isOn"]) == (ADDRESS, True)
    place = f"/webhooks/{document['id']}"
    assert made["Location"].endswith(place)
    assert intranet.posts("/webhooks", NEW, "first").json() == document
    assert intranet.gets(place).json() == document
    assert intranet.gets("/webhooks").json() == {"items": [document]}
    secret = intranet.gets(f"{place}/secret").json()["secret"]
    assert secret.startswith("whsec_")
    assert secret not in made.content.decode()
    for path in (place, f"{place}/secret", f"/webhooks/{uuid4()}"):
        assert other.gets(path).status_code == 404
    assert other.deletes(place).status_code == 404
    ended = intranet.deletes(place)
    assert (ended.status_code, ended.content) == (204, b"")
    assert intranet.gets(place).status_code == intranet.deletes(place).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"address": "http://zaken.example/"}, 409), ({"address": "https://10.0.0.1/"}, 409), ({"address": 5}, 400),
     ({"kinds": []}, 400), ({"kinds": ["case.read"]}, 400), ({"more": 1}, 400)],
)  # fmt: skip
def test_what_cannot_be_registered(
    intranet: System, wrong: dict[str, object], status: int, settings: object
) -> None:
    settings.WEBHOOKS_TO_THIS_MACHINE = False  # type: ignore[attr-defined]
    assert intranet.posts("/webhooks", {**NEW, **wrong}).status_code == status


def test_a_kind_that_is_not_there_is_told_which_there_are(intranet: System) -> None:
    (error,) = intranet.posts("/webhooks", {**NEW, "kinds": ["case.read"]}).json()["errors"]
    assert error["detail"] == "Must be one of: " + ", ".join(EventKind) + "."


def test_it_waits_for_a_second_person_and_needs_what_it_is_told_of(world: World, service: UUID) -> None:
    alone = connect(world, world.first.ad, None, Scope.CASES_READ, Scope.WEBHOOKS, name="Alleen")
    assert alone.posts("/webhooks", NEW).status_code == 403
    by_two = connect(world, world.first.ad, world.first.carla, Scope.CASES_READ, Scope.WEBHOOKS, name="Twee")
    assert by_two.posts("/webhooks", NEW).status_code == 409, "reports are not read by it"
    assert by_two.posts("/webhooks", {**NEW, "kinds": ["case.opened"]}).status_code == 201


def test_both_sides_are_told_of_a_case_and_nobody_else(
    world: World, service: UUID, intranet: System, other: System, centre: System
) -> None:
    for system in (intranet, other, centre):
        assert system.posts("/webhooks", NEW).status_code == 201
    case = asked(world.first.anna, service)
    cases.withdraw_case(actor=world.first.anna, case=case, at=world.at)
    deliver_waiting(world.first.id)
    sides = {"case": str(case), "customer": str(world.first.id), "provider": str(world.provider)}
    wanted = [
        ("case.opened", {**sides, "state": "received"}),
        ("case.closed", {**sides, "state": "withdrawn"}),
    ]
    for here in (world.first.id, world.provider):
        assert sorted(told_to(here), key=str, reverse=True) == wanted
    assert told_to(world.second.id) == []
    for system, status in ((intranet, 200), (centre, 200), (other, 404)):
        assert system.gets(f"/cases/{case}").status_code == status


def test_each_change_of_state_is_one_event(world: World, service: UUID, centre: System) -> None:
    centre.posts("/webhooks", NEW)
    case = asked(world.first.anna, service)
    cases.take_case(actor=world.clerk, case=case, at=world.at)
    cases.note_for_colleagues(actor=world.clerk, case=case, words="Even kijken", at=world.at)
    cases.ask_requester(actor=world.clerk, case=case, question="Welke bank?", at=world.at)
    cases.write_message(actor=world.first.anna, case=case, words="De Bank", at=world.at)
    cases.close_case(actor=world.clerk, case=case, result=cases.Result.DONE, words="Klaar", at=world.at)
    for each in (world.first.id, world.provider):
        deliver_waiting(each)
    seen = sorted((kind, facts["state"]) for kind, facts in told_to(world.provider))
    assert seen == [
        ("case.closed", "closed"),
        ("case.opened", "received"),
        ("case.state_changed", "in_progress"),
        ("case.state_changed", "in_progress"),
        ("case.state_changed", "waits_for_customer"),
    ]
    texts = str(told_to(world.provider))
    assert not [word for word in ("bank", "Bank", "Anna", "kijken", "Z2026") if word in texts]


def test_the_document_of_3_1_says_what_is_sent(world: World) -> None:
    made = with_webhooks()
    assert made["openapi"].startswith("3.1")
    assert set(made["webhooks"]) == {each.value for each in EventKind}
    assert made["paths"] == document()["paths"]
    for each in made["webhooks"].values():
        schema = each["post"]["requestBody"]["content"]["application/json"]["schema"]
        name = schema["properties"]["data"]["$ref"].rsplit("/", 1)[1]
        assert set(made["components"]["schemas"][name]["properties"]) >= {"customer", "provider", "state"}
