"""Whatever page of a list of claims is asked, and in whatever order: the pages are parts of one list."""

from datetime import timedelta

import pytest
from tests.world import TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims

NOTHING = claims.ClaimFilter()


@pytest.fixture
def listed(world: World) -> World:
    for number in range(5):
        world.submitted(world.first.anna, journey(str(10 + number), day=TODAY - timedelta(days=number)))
    return world


@pytest.mark.parametrize("sort", ["-submitted", "submitted", "-amount", "amount", "claimant", "-claimant"])
def test_pages_are_parts_of_one_list(listed: World, sort: str) -> None:
    carla = listed.first.carla
    whole = claims.claims(actor=carla, on=TODAY, narrow=NOTHING, sort=sort).rows
    parts = [
        claims.claims(actor=carla, on=TODAY, narrow=NOTHING, sort=sort, start=start, count=2)
        for start in (0, 2, 4)
    ]
    assert tuple(row.id for part in parts for row in part.rows) == tuple(row.id for row in whole)
    assert {part.count for part in parts} == {len(whole)}
