"""The second check by what people press at the desk."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from tests.capabilities.cases.desk import STATEMENT, asked, controller_of, published
from tests.surfaces.cases.conftest import SignedIn
from tests.world import World

QUEUE = reverse("cases:queue")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def case(world: World) -> UUID:
    """A request for a service of which every case is checked."""
    service = published(world, controller_of(world), replace(STATEMENT, second_check="always"))
    return asked(world.first.anna, service)


def test_closed_by_one_checked_by_another(world: World, case: UUID, signed_in: SignedIn) -> None:
    anna, clerk, kim = (signed_in(who) for who in (world.first.anna, world.clerk, world.kim))
    page, own = reverse("cases:desk_case", args=[case]), reverse("cases:case", args=[case])
    handed = text(clerk.post(page, {"act": "close", "result": "done", "words": "It was sent."}, follow=True))
    assert "goes to a colleague, who checks it before it is closed" in handed
    mine = text(clerk.get(page))
    assert "You worked on this case yourself." in mine
    assert "It is right: close it" not in mine
    assert "It was sent." not in text(anna.get(own))
    assert "A second person at the service centre checks it." in text(anna.get(own))
    assert "To be checked" in text(kim.get(f"{QUEUE}?state=second_check"))
    sent = text(kim.post(page, {"act": "send_back", "words": "No stamp"}, follow=True))
    assert "Sent back by the second person" in sent
    clerk.post(page, {"act": "close", "result": "done", "words": "Sent with a stamp."})
    assert clerk.post(page, {"act": "check"}).status_code == 409
    assert "is closed" in text(kim.post(page, {"act": "check"}, follow=True))
    assert "Sent with a stamp." in text(anna.get(own))
