"""Each page for its roles; the others are told who may."""

from django.test import Client
from django.urls import reverse
from tests.surfaces.board.conftest import SignedIn
from tests.world import World

PAGES = {
    "overview": {"carla", "contract_manager"},
    "claims": {"carla"},
    "export": {"carla"},
    "samples": {"carla"},
    "settings": {"carla", "ad"},
    "change_rules": {"ad"},
    "add_kind": {"ad"},
    "people": {"ad"},
    "trail": {"carla", "ad"},
    "trail_export": {"carla", "ad"},
}


def test_a_page_opens_for_its_roles_and_refuses_the_others(world: World, signed_in: SignedIn) -> None:
    world.approved(world.first.anna)
    actors = {
        "anna": world.first.anna,
        "jan": world.first.jan,
        "carla": world.first.carla,
        "ad": world.first.ad,
        "clerk": world.clerk,
        "payer": world.payer,
        "contract_manager": world.contract_manager,
    }
    for who, actor in actors.items():
        browser = signed_in(actor)
        for name, may in PAGES.items():
            response = browser.get(reverse(f"board:{name}"))
            assert response.status_code == (200 if who in may else 403), (who, name)


def test_a_refusal_says_who_may(world: World, signed_in: SignedIn) -> None:
    text = signed_in(world.first.anna).get(reverse("board:overview")).content.decode()
    assert "Controller" in text
    assert "Contract manager" in text


def test_a_visitor_is_sent_to_sign_in(client: Client, db: None) -> None:
    for name in PAGES:
        assert client.get(reverse(f"board:{name}")).status_code == 302
