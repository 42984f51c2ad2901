"""Each page for its roles; the others are told who may."""

import pytest
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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_its_roles_and_refuses_the_others(
    name: str, world: World, signed_in: SignedIn
) -> None:
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
        response = signed_in(actor).get(reverse(f"board:{name}"))
        assert response.status_code == (200 if who in PAGES[name] else 403), who
