"""A list of claims is walked and counted in an index that holds all its policies ask: a page far in opens its rows only."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.world import TODAY, World, journey

from bodemplaat.capabilities.claims import api as claims
from bodemplaat.foundation.tenancy.api import entered

NOTHING = claims.ClaimFilter()
WAYS = {
    "claims_listed": (NOTHING, "-submitted"),
    "claims_listed_by_state": (claims.ClaimFilter(state="in_approval"), "-submitted"),
    "claims_listed_by_amount": (NOTHING, "-amount"),
}


@pytest.fixture
def listed(world: World) -> World:
    for number in range(5):
        world.submitted(world.first.anna, journey(str(10 + number), day=TODAY - timedelta(days=number)))
    return world


def plans(statements: Sequence[str]) -> str:
    """How PostgreSQL would answer, were the tables too large to read whole."""
    found = []
    with connection.cursor() as cursor:
        for name in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{name} = off")
        for statement in statements:
            cursor.execute(f"EXPLAIN {statement}")
            found += [line for (line,) in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.parametrize("index", WAYS)
def test_the_order_of_a_list_is_walked_without_opening_a_claim(listed: World, index: str) -> None:
    narrow, sort = WAYS[index]
    carla = listed.first.carla
    with entered(carla):
        with CaptureQueriesContext(connection) as asked:
            claims.claims(actor=carla, on=TODAY, narrow=narrow, sort=sort, start=2, count=2)
        said = [each["sql"] for each in asked if "claims_claim" in each["sql"] and "LIMIT" in each["sql"]]
        plan = plans(said)
    assert f"Index Only Scan using {index} on claims_claim" in plan


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
