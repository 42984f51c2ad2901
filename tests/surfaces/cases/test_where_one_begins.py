"""Where each role begins once a service is offered: what one is held to, and what runs."""

from django.urls import reverse
from tests.capabilities.cases.desk import asked, controller_of, published
from tests.surfaces.cases.conftest import SignedIn
from tests.surfaces.cases.test_pages_of_a_case import text
from tests.world import World

START = reverse("front:home")


def test_a_clerk_begins_with_the_cases_once_one_is_open(world: World, signed_in: SignedIn) -> None:
    service = published(world, controller_of(world))
    clerk = signed_in(world.clerk)
    assert clerk.get(START)["Location"] == reverse("desk:queue"), "claims, as long as nothing else is there"
    asked(world.first.anna, service)
    assert clerk.get(START)["Location"] == reverse("cases:queue")


def test_a_controller_begins_with_norms_once_services_are_offered(world: World, signed_in: SignedIn) -> None:
    adopts = controller_of(world)
    both = (world.first.carla, adopts)
    assert {signed_in(who).get(START)["Location"] for who in both} == {reverse("board:overview")}
    published(world, adopts)
    assert {signed_in(who).get(START)["Location"] for who in both} == {reverse("performance:all")}


def test_what_one_asked_is_under_way_on_the_first_page(world: World, signed_in: SignedIn) -> None:
    service = published(world, controller_of(world))
    anna = signed_in(world.first.anna)
    home = reverse("selfservice:home")
    assert "Under way" not in text(anna.get(home))
    case = asked(world.first.anna, service)
    page = text(anna.get(home))
    assert reverse("cases:case", args=[case]) in page
    assert ("Under way" in page, "asked of" in page) == (True, True)
    assert reverse("cases:case", args=[case]) not in text(signed_in(world.second.anna).get(home))
