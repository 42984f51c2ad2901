"""What holds for every directory: its secret, its own organisation, its answers, its limits and what it leaves behind."""

import json
import logging
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.connectors.scim.conftest import ENTERPRISE, ERROR, GROUP, USER, Directory
from tests.world import World, account_of

from bodemplaat.connectors.scim import views
from bodemplaat.foundation.access.api import MOST_GUESSES
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.directory import api as directory

NOOR: dict[str, Any] = {"schemas": [USER], "userName": "noor@nederlek.example", "displayName": "Noor Smit"}


def added(there: Directory, **changed: Any) -> str:
    answer = there.asks("POST", "Users", {**NOOR, **changed})
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def is_error(answer: Any, status: int, kind: str = "") -> bool:
    document = answer.json()
    return bool(
        (answer.status_code, document["status"], document["schemas"]) == (status, str(status), [ERROR])
        and document.get("scimType", "") == kind
        and document["detail"]
        and answer["Content-Type"] == "application/scim+json"
    )


def test_without_the_secret_of_this_organisation_nothing_opens(
    nederlek: Directory, vlist: Directory, world: World
) -> None:
    noor = added(nederlek)
    for wrong in (
        Directory(nederlek.organisation, ""),
        Directory(nederlek.organisation, "geraden"),
        Directory(nederlek.organisation, vlist.secret),
        Directory(world.provider, nederlek.secret),
        Directory(uuid4(), nederlek.secret),
    ):
        answer = wrong.gets("Users")
        assert is_error(answer, 401)
        assert answer["WWW-Authenticate"].startswith("Bearer")
        cache.clear()
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        assert is_error(vlist.asks(method, f"Users/{noor}", {**NOOR, "Operations": []}), 404)
    assert vlist.gets("Users").json()["totalResults"] == 0
    assert vlist.finds("Users", 'userName eq "noor@nederlek.example"') == []


def test_whoever_has_signed_in_opens_nothing_without_a_secret(nederlek: Directory, world: World) -> None:
    client = Client()
    client.force_login(account_of(world.first.ad))
    assert client.get(f"/scim/v2/{nederlek.organisation}/Users").status_code == 401


def test_whoever_guesses_is_stopped_and_others_are_not(nederlek: Directory) -> None:
    guess = Directory(nederlek.organisation, "geraden")
    answers = [guess.gets("Users") for _ in range(MOST_GUESSES + 1)]
    assert [each.status_code for each in answers[-2:]] == [401, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    elsewhere = Client().get(
        f"/scim/v2/{nederlek.organisation}/Users",
        headers={"authorization": f"Bearer {nederlek.secret}"},
        REMOTE_ADDR="10.9.8.7",
    )
    assert elsewhere.status_code == 200


def test_a_request_whose_place_the_server_does_not_tell_is_answered(nederlek: Directory) -> None:
    users, secret = f"/scim/v2/{nederlek.organisation}/Users", f"Bearer {nederlek.secret}"
    for authorization, status in ((secret, 200), ("Bearer geraden", 401)):
        answer = Client().get(users, headers={"authorization": authorization}, REMOTE_ADDR="")
        assert answer.status_code == status


def test_too_many_requests_wait(nederlek: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_A_MINUTE", 3)
    answers = [nederlek.gets("ServiceProviderConfig") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_what_the_service_says_of_itself(nederlek: Directory) -> None:
    config = nederlek.gets("ServiceProviderConfig").json()
    assert {name: config[name]["supported"] for name in ("patch", "bulk", "filter", "sort", "etag")} == {
        "patch": True, "bulk": False, "filter": True, "sort": False, "etag": True,
    }  # fmt: skip
    kinds = nederlek.gets("ResourceTypes").json()["Resources"]
    assert [(each["id"], each["endpoint"]) for each in kinds] == [("User", "/Users"), ("Group", "/Groups")]
    assert nederlek.gets("ResourceTypes/User").json()["schemaExtensions"][0]["schema"] == ENTERPRISE
    schemas = {each["id"]: each for each in nederlek.gets("Schemas").json()["Resources"]}
    assert set(schemas) == {USER, GROUP, ENTERPRISE}
    assert nederlek.gets(f"Schemas/{USER}").json()["attributes"] == schemas[USER]["attributes"]
    assert "password" not in {each["name"] for each in schemas[USER]["attributes"]}
    for path in ("Schemas/urn:x", "ResourceTypes/x", "Me", "Bulk"):
        assert nederlek.gets(path).status_code == 404, path
    assert is_error(nederlek.asks("DELETE", "Users"), 405)


@pytest.mark.parametrize(
    ("document", "status", "kind"),
    [
        (b"{", 400, "invalidValue"),
        (b"[]", 400, "invalidValue"),
        (b"[" * 100_000, 400, "invalidValue"),
        ({"schemas": [USER]}, 400, "invalidValue"),
        ({**NOOR, "userName": " "}, 400, "invalidValue"),
        ({**NOOR, "active": "misschien"}, 400, "invalidValue"),
        ({**NOOR, "userName": "x" * 255}, 400, "invalidValue"),
        ({**NOOR, "displayName": "x" * 121}, 400, "invalidValue"),
        ({**NOOR, "displayName": "a\x00b"}, 400, "invalidValue"),
        ({**NOOR, "emails": [{"value": "geen adres"}]}, 400, "invalidValue"),
        ({**NOOR, "schemas": ["urn:x"]}, 400, "invalidSyntax"),
    ],
)
def test_what_cannot_be_is_refused_in_the_form_of_scim_and_leaves_nothing(
    nederlek: Directory, world: World, document: Any, status: int, kind: str
) -> None:
    answer = nederlek.asks("POST", "Users", document)
    assert is_error(answer, status, kind), answer.content
    assert nederlek.gets("Users").json()["totalResults"] == 0
    view = directory.connection_of(actor=world.first.ad, at=world.at)
    assert view is not None
    assert [(each.method, each.about, each.status) for each in view.refusals] == [("POST", "Users", status)]


def test_the_same_user_name_or_external_id_is_a_conflict(nederlek: Directory) -> None:
    added(nederlek, externalId="e")
    for twice in (
        NOOR,
        {**NOOR, "userName": "NOOR@nederlek.example"},
        {**NOOR, "userName": "x", "externalId": "e"},
    ):
        assert is_error(nederlek.asks("POST", "Users", twice), 409, "uniqueness")
    tess = added(nederlek, userName="tess@nederlek.example")
    clash = nederlek.patches(
        f"Users/{tess}", {"op": "replace", "path": "userName", "value": NOOR["userName"]}
    )
    assert is_error(clash, 409, "uniqueness")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('userName eq "', 400),
        ("userName eq", 400),
        ('shoeSize eq "44"', 400),
        ('meta.lastModified gt "2020-01-01T00:00:00Z"', 400),
        ('userName eq "' + "x" * 3000 + '"', 400),
        ("(" * 900 + 'id pr' + ")" * 900, 200),
        ('active eq "misschien"', 200),
        ('id eq "geen-id"', 200),
        ("externalId pr", 200),
        ('userName eq "a\\"b" or (displayName sw "noor" and active eq true)', 200),
    ],
)  # fmt: skip
def test_filters_are_answered_or_refused_and_never_break(nederlek: Directory, text: str, status: int) -> None:
    added(nederlek)
    answer = nederlek.gets("Users", filter=text)
    assert answer.status_code == status, answer.content
    if status == 400:
        assert is_error(answer, 400, "invalidFilter")


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "explode", "path": "title", "value": "x"}, "invalidValue"),
        ({"op": "replace", "path": "emails[", "value": "x"}, "invalidPath"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "remove"}, "noTarget"),
        ("tekst", "invalidValue"),
    ],
)
def test_a_patch_is_done_whole_or_not_at_all(nederlek: Directory, operation: Any, kind: str) -> None:
    noor = added(nederlek)
    before = nederlek.gets(f"Users/{noor}").content
    change = {"op": "replace", "path": "displayName", "value": "Anders"}
    answer = nederlek.patches(f"Users/{noor}", change, operation)
    assert is_error(answer, 400, kind), answer.content
    assert nederlek.gets(f"Users/{noor}").content == before
    assert nederlek.asks("PATCH", f"Users/{noor}", {}).status_code == 400


def test_a_version_that_is_not_the_last_changes_nothing(nederlek: Directory) -> None:
    noor = added(nederlek)
    seen = nederlek.gets(f"Users/{noor}")["ETag"]
    change = {"schemas": [], "Operations": [{"op": "replace", "path": "title", "value": "x"}]}
    assert nederlek.asks("PATCH", f"Users/{noor}", change, **{"if-match": seen}).status_code == 200
    assert is_error(nederlek.asks("PATCH", f"Users/{noor}", change, **{"if-match": seen}), 412)
    now = nederlek.gets(f"Users/{noor}")["ETag"]
    assert nederlek.asks("GET", f"Users/{noor}", None, **{"if-none-match": now}).status_code == 304


def test_only_the_attributes_that_are_asked_for(nederlek: Directory) -> None:
    noor = added(nederlek)
    assert set(nederlek.gets(f"Users/{noor}", attributes="userName,shoeSize").json()) == {
        "schemas",
        "id",
        "userName",
    }
    assert (
        "displayName" not in nederlek.gets("Users", excludedAttributes="displayName").json()["Resources"][0]
    )


def test_each_change_is_in_the_trail_by_the_directory_and_the_log_says_nothing_of_anybody(
    nederlek: Directory, world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = added(nederlek)
    nederlek.patches(f"Users/{noor}", {"op": "replace", "path": "active", "value": False})
    lines = trail_of(actor=world.first.ad, subject=UUID(noor))
    assert [(line.action, line.role, line.person_id) for line in lines] == [
        ("person.added", "scim", None),
        ("directory.person_linked", "scim", None),
        ("account.given", "scim", None),
        ("directory.person_changed", "scim", None),
        ("account.shut", "scim", None),
    ]

    def breaks(**_: object) -> None:
        raise RuntimeError(NOOR["userName"])

    monkeypatch.setattr(directory, "people_in_directory", breaks)
    with caplog.at_level(logging.DEBUG):
        assert is_error(nederlek.gets("Users"), 500)
    assert "RuntimeError" in caplog.text
    assert NOOR["userName"] not in caplog.text


def test_what_is_used_and_refused_is_counted(nederlek: Directory, world: World) -> None:
    added(nederlek)
    nederlek.asks("POST", "Users", NOOR)
    view = directory.connection_of(actor=world.first.ad, at=world.at + timedelta(minutes=1))
    assert view is not None
    assert (view.answered, view.refused, view.people, view.last_used_at) == (1, 1, 1, world.at)
    assert [each.reason for each in view.refusals] == [
        "Another person of the directory has this userName already."
    ]


def test_a_page_costs_the_same_number_of_statements_however_many_there_are(nederlek: Directory) -> None:
    counts = []
    for more in range(3):
        for n in range(3):
            added(nederlek, userName=f"{more}-{n}@nederlek.example")
        with CaptureQueriesContext(connection) as seen:
            nederlek.gets("Users")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["userName", "active", "emails", "value", "name", "members", "path", "op",
    "schemas", "Operations", "displayName", ENTERPRISE, "manager", "externalId"]), inner, max_size=5), max_leaves=15,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    document=JSON, method=st.sampled_from(["POST", "PUT", "PATCH"]), kind=st.sampled_from(["Users", "Groups"])
)
def test_whatever_is_sent_is_answered(nederlek: Directory, document: Any, method: str, kind: str) -> None:
    """Law: no document breaks it, and a refusal is one of SCIM."""
    path = kind if method == "POST" else f"{kind}/{uuid4()}"
    answer = nederlek.asks(method, path, json.dumps(document).encode())
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400:
        assert answer.json()["schemas"] == [ERROR]
