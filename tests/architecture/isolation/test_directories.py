"""The isolation exam for machines: with the secret of one organisation nothing of another is read, found or changed."""

from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from tests.architecture.isolation.conftest import Both
from tests.architecture.isolation.owner import tokens
from tests.architecture.isolation.side import Side
from tests.architecture.isolation.walking import text_of

from bodemplaat.foundation.directory import api as directory

pytestmark = pytest.mark.xdist_group("isolation")
READ = ("Users", "Groups", "ServiceProviderConfig", "ResourceTypes", "Schemas")


def asks(secret: str, method: str, organisation: UUID, path: str, body: str = "") -> Any:
    cache.clear()  # whoever guesses is stopped elsewhere
    return Client().generic(
        method,
        f"/scim/v2/{organisation}/{path}",
        body,
        content_type="application/scim+json",
        headers={"authorization": f"Bearer {secret}"},
    )


def ids_of(side: Side) -> list[str]:
    there = directory.directory_of(side.world.first.id)
    people, _ = directory.people_in_directory(actor=there)
    groups, _ = directory.groups_in_directory(actor=there)
    assert people
    assert groups
    return [f"Users/{each.id}" for each in people] + [f"Groups/{each.id}" for each in groups]


def test_a_secret_opens_its_own_organisation_and_nothing_of_another(both: Both) -> None:
    for mine, other in both.ways:
        hall = mine.world.first
        secret = directory.renew_secret(actor=hall.ad, old_until=None, at=mine.world.at)
        foreign = {other.mark, *(path.split("/")[1] for path in ids_of(other))}
        for path in (*READ, *ids_of(mine), "Users?filter=active eq true or userName pr"):
            answer = asks(secret, "GET", hall.id, path)
            assert answer.status_code == 200, path
            assert not tokens(text_of(answer)) & foreign, path
        found = asks(secret, "GET", hall.id, f'Users?filter=externalId eq "e-{other.mark}"')
        assert found.json()["totalResults"] == 0
        theirs = ids_of(other)
        for path in theirs:
            for method in ("GET", "PUT", "PATCH", "DELETE"):
                answer = asks(
                    secret, method, hall.id, path, '{"Operations": [], "userName": "x", "displayName": "x"}'
                )
                assert answer.status_code == 404, (method, path)
        for organisation in (other.world.first.id, mine.world.second.id, mine.world.provider):
            for path in (*READ, *theirs):
                assert asks(secret, "GET", organisation, path).status_code == 401, path
        assert ids_of(other) == theirs
