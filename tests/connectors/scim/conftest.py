"""A directory that asks: the requests as Entra ID and Keycloak send them, in the shape that their documentation shows."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from tests.pages import on_monday  # noqa: F401  # every test happens on that Monday
from tests.world import World

from bodemplaat.foundation.directory import api as directory

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"


@dataclass
class Directory:
    """A client with a secret of one organisation."""

    organisation: UUID
    secret: str
    kind: str = "application/scim+json"

    def asks(self, method: str, path: str, document: Any = None, **headers: str) -> Any:
        """Send it and return the response."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return Client().generic(
            method,
            f"/scim/v2/{self.organisation}/{path}",
            b"" if document is None else body,
            content_type=self.kind,
            headers={"authorization": f"Bearer {self.secret}", **headers},
        )

    def gets(self, path: str, **query: str | int) -> Any:
        """Ask for something; returns the response."""
        return Client().get(
            f"/scim/v2/{self.organisation}/{path}", query, headers={"authorization": f"Bearer {self.secret}"}
        )

    def finds(self, kind: str, text: str) -> list[str]:
        """The ids that a filter finds."""
        answer = self.gets(kind, filter=text)
        assert answer.status_code == 200, answer.content
        assert answer.json()["totalResults"] == len(answer.json()["Resources"])
        return [each["id"] for each in answer.json()["Resources"]]

    def patches(self, path: str, *operations: Any) -> Any:
        """Change something; returns the response."""
        return self.asks("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})


@pytest.fixture
def nederlek(world: World, settings: Any) -> Directory:
    """The directory of the first municipality."""
    cache.clear()
    settings.PUBLIC_ADDRESS = "https://bodemplaat.example"
    return Directory(world.first.id, directory.switch_on(actor=world.first.ad, at=world.at))


@pytest.fixture
def vlist(world: World) -> Directory:
    """The directory of the other municipality."""
    return Directory(world.second.id, directory.switch_on(actor=world.second.ad, at=world.at))
