"""The isolation exam for other systems: with a secret of one organisation nothing of another is read, found or written.

Another cooperation, and beside it another customer of the same service centre: both are asked at every address there is.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from tests.architecture.isolation.conftest import Both
from tests.architecture.isolation.owner import tokens
from tests.architecture.isolation.side import Side
from tests.architecture.isolation.walking import fillings, text_of
from tests.world import TODAY, another_hat, employ

from bodemplaat.connectors.rest.urls import PLACES
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

pytestmark = pytest.mark.xdist_group("isolation")
LISTS = ("/services", "/cases", "/cases?role=provider", "/reports", "/webhooks")


def asks(secret: str, method: str, path: str, document: Any = None) -> Any:
    cache.clear()  # whoever guesses is stopped elsewhere
    return Client().generic(
        method,
        f"/api/v1{path}",
        b"" if document is None else json.dumps(document).encode(),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": uuid4().hex},
    )


def secret_of(side: Side, admin: Actor, second: Actor) -> str:
    """The secret of a client that may all there is."""
    client, secret = clients.make_client(
        actor=admin,
        name=f"Alles {uuid4().hex[:6]}",
        purpose="Examen",
        contact="examen@gemeente.example",
        last_day=TODAY,
        scopes=tuple(clients.Scope),
        at=side.world.at,
    )
    waits = clients.client_of(actor=admin, client=client, at=side.world.at).waits
    assert waits is not None
    clients.SCOPES.confirm(actor=second, which=waits.proposal.id, at=side.world.at)
    return secret


def secrets_of(side: Side) -> dict[str, str]:
    """Of each organisation of a side: both customers and the service centre."""
    w = side.world
    (desk,) = organisations.units_of(actor=w.system, organisation=w.provider)
    admin = employ(w.system, w.provider, desk.id, "Adri Post", None, Role.ADMINISTRATOR)
    return {
        "first": secret_of(side, w.first.ad, w.first.carla),
        "second": secret_of(side, w.second.ad, w.second.carla),
        "centre": secret_of(side, admin, another_hat(w.system, w.paula, Role.CONTROLLER)),
    }


def ids_at(both: Both, side: Side, part: str) -> list[str]:
    return [str(each[part]) for each in fillings(both.owner, side, frozenset({part}))]


def addresses(both: Both, side: Side) -> Iterator[str]:
    """Every address of one thing, filled in with what is on a side."""
    for place in PLACES.values():
        if "<" in place:
            part = place.split("<uuid:")[1].split(">")[0]
            for each in ids_at(both, side, part):
                yield "/" + place.replace(f"<uuid:{part}>", each)


def test_another_cooperation_is_not_there_for_any_system(both: Both) -> None:
    for mine, other in both.ways:
        theirs = list(addresses(both, other))
        assert {path.split("/")[1] for path in theirs} == {"services", "cases", "reports", "webhooks"}
        foreign = {other.mark, *(path.split("/")[2] for path in theirs)}
        before = both.owner.fingerprint(other)
        for whose, secret in secrets_of(mine).items():
            for path in LISTS:
                answer = asks(secret, "GET", path)
                assert answer.status_code == 200, (whose, path)
                assert not tokens(text_of(answer)) & foreign, (whose, path)
            for path in theirs:
                assert asks(secret, "GET", path).status_code in (404, 405), (whose, path)
                if path.startswith("/webhooks/"):
                    assert asks(secret, "DELETE", path).status_code in (404, 405), (whose, path)
                if path.endswith("/messages"):
                    assert asks(secret, "POST", path, {"words": "x"}).status_code == 404, (whose, path)
            for service in ids_at(both, other, "service"):
                answer = asks(secret, "POST", "/cases", sent(UUID(service), other.world.first.anna))
                assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/service")
            for service in ids_at(both, mine, "service"):
                answer = asks(secret, "POST", "/cases", sent(UUID(service), other.world.first.anna))
                assert answer.status_code == 400, (whose, service)
        assert both.owner.fingerprint(other) == before


def test_another_customer_of_the_centre_is_not_there_for_the_system_of_a_customer(both: Both) -> None:
    side = both.one
    w = side.world
    secrets = secrets_of(side)
    cases = {
        place: {
            str(row["id"])
            for table, row in both.owner.everything(side)
            if table == "cases_case" and row["organisation_id"] == str(place)
        }
        for place in (w.first.id, w.second.id)
    }
    assert all(cases.values())
    for whose, own, others in (("first", w.first.id, w.second.id), ("second", w.second.id, w.first.id)):
        found = {each["id"] for each in asks(secrets[whose], "GET", "/cases?limit=100").json()["items"]}
        assert found == cases[own]
        for case in cases[others]:
            for path in (f"/cases/{case}", f"/cases/{case}/content"):
                assert asks(secrets[whose], "GET", path).status_code == 404, path
            assert asks(secrets[whose], "POST", f"/cases/{case}/messages", {"words": "x"}).status_code == 404
    handled = asks(secrets["centre"], "GET", "/cases?role=provider&limit=100").json()["items"]
    assert {each["id"] for each in handled} == cases[w.first.id] | cases[w.second.id]
    service = UUID(ids_at(both, side, "service")[0])
    answer = asks(secrets["second"], "POST", "/cases", sent(service, w.first.anna))
    assert answer.status_code == 400


def sent(service: UUID, requester: Actor) -> dict[str, Any]:
    return {
        "service": str(service),
        "requester": {"personId": str(requester.person)},
        "subject": "Examen",
        "answers": {"reden": "x"},
    }
