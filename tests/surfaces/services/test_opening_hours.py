"""The page of opening hours: everybody reads them, the provider's own people write them."""

from django.urls import reverse
from tests.surfaces.services.conftest import SignedIn
from tests.world import World

PAGE = reverse("services:hours")
WEEK = {
    "action": "week",
    "week-since": "2026-11-30",
    "week-free_days": "law",
    "week-monday": "09:00-12:30 13:00-17:00",
}


def test_a_municipality_reads_that_nothing_was_written(world: World, signed_in: SignedIn) -> None:
    page = signed_in(world.first.anna).get(PAGE)
    assert page.status_code == 200
    assert "Servicecentrum K5" in page.text
    assert "No hours were written" in page.text
    assert "Write this week" not in page.text


def test_a_week_and_a_day_are_written_and_taken_back(world: World, signed_in: SignedIn) -> None:
    keeper = signed_in(world.contract_manager)
    assert keeper.post(PAGE, WEEK).status_code == 302
    day = {
        "action": "day",
        "day-day": "2026-12-24",
        "day-stretches": "09:00-12:00",
        "day-reason": "Kerstavond",
    }
    assert keeper.post(PAGE, day).status_code == 302
    read = signed_in(world.first.anna).get(PAGE).text
    assert "09:00-12:30 · 13:00-17:00" in read
    assert "Kerstavond" in read
    assert keeper.post(PAGE, {"action": "usual", "of": "2026-12-24"}).status_code == 302
    assert "Kerstavond" not in signed_in(world.first.anna).get(PAGE).text


def test_every_mistake_is_told_at_its_field_and_nothing_is_lost(world: World, signed_in: SignedIn) -> None:
    keeper = signed_in(world.contract_manager)
    page = keeper.post(PAGE, WEEK | {"week-monday": "9 tot 5", "week-tuesday": "13:00-12:00"})
    assert page.status_code == 422
    assert page.text.count("Write opening hours such as") >= 2
    assert "9 tot 5" in page.text
    assert "13:00-12:00" in page.text


def test_who_keeps_no_hours_writes_none(world: World, signed_in: SignedIn) -> None:
    for actor in (world.first.anna, world.first.ad, world.clerk):
        assert signed_in(actor).post(PAGE, WEEK).status_code == 404
    assert signed_in(world.contract_manager).post(PAGE, {"action": "usual", "of": "x"}).status_code == 404
    assert signed_in(world.contract_manager).post(PAGE, {"action": "burn"}).status_code == 404
