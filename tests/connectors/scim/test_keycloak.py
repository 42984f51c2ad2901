"""What two plugins of Keycloak send: one of PUT alone (mitodl, after libre.sh), one with small PATCHes (suvera)."""

from typing import Any

from tests.connectors.scim.conftest import GROUP, USER, Directory
from tests.world import World

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations

NOOR: dict[str, Any] = {
    "schemas": [USER],
    "externalId": "d9a5b0a8-4d8b-4f0c-9c1f-9a3a4d6a1f10",
    "userName": "nsmit",
    "displayName": "Noor Smit",
    "active": True,
    "emails": [{"value": "noor.smit@nederlek.example", "primary": True}],
    "roles": [{"value": "administrator"}],
}


def added(there: Directory, document: Any = NOOR) -> str:
    answer = there.asks("POST", "Users", document)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def put(there: Directory, person: str, **changed: Any) -> Any:
    document = {**NOOR, "id": person, "meta": {"location": f"Users/{person}"}, **changed}
    return there.asks("PUT", f"Users/{person}", document)


def test_somebody_is_added_whole_and_the_roles_of_keycloak_are_none_here(
    nederlek: Directory, world: World
) -> None:
    nederlek.kind = "application/json"
    noor = added(nederlek)
    kept = nederlek.gets(f"Users/{noor}").json()
    assert (kept["userName"], kept["emails"][0]["value"]) == ("nsmit", "noor.smit@nederlek.example")
    assert "roles" not in kept
    person = organisations.people_at_address(
        actor=world.system, organisation=world.first.id, email="noor.smit@nederlek.example"
    )[0]
    held = access.assignments_of(actor=world.system, people=[person.id], on=world.at.date())
    assert held[person.id] == ()


def test_put_replaces_the_whole_and_the_same_again_changes_nothing(nederlek: Directory) -> None:
    noor = added(nederlek)
    first = put(nederlek, noor, displayName="Noor de Wit", userName="ndewit")
    assert (first.status_code, first.json()["displayName"], first.json()["userName"]) == (
        200, "Noor de Wit", "ndewit",
    )  # fmt: skip
    again = put(nederlek, noor, displayName="Noor de Wit", userName="ndewit")
    assert (again["ETag"], again.json()["meta"]) == (first["ETag"], first.json()["meta"])


def test_disabled_is_shut_out_by_put_and_a_put_that_says_nothing_lets_nobody_in(
    nederlek: Directory, world: World
) -> None:
    noor = added(nederlek)
    assert put(nederlek, noor, active=False).json()["active"] is False
    silent = {name: value for name, value in NOOR.items() if name != "active"}
    answer = nederlek.asks("PUT", f"Users/{noor}", silent)
    assert (answer.status_code, answer.json()["active"]) == (200, False)
    assert put(nederlek, noor).json()["active"] is True


def test_put_without_a_name_leaves_the_name_that_is_known(nederlek: Directory) -> None:
    noor = added(nederlek)
    answer = put(nederlek, noor, displayName=None)
    assert answer.json()["displayName"] == "Noor Smit"


def test_groups_come_and_go_whole(nederlek: Directory) -> None:
    noor = added(nederlek)
    member = {"value": noor, "$ref": f"Users/{noor}"}
    document = {"schemas": [GROUP], "externalId": "g-1", "displayName": "Allen", "members": [member]}
    created = nederlek.asks("POST", "Groups", document)
    assert created.status_code == 201, created.content
    group = created.json()["id"]
    assert [each["value"] for each in created.json()["members"]] == [noor]
    assert nederlek.gets(f"Users/{noor}").json()["groups"] == [{"value": group, "display": "Allen"}]
    whole = {"schemas": [GROUP], "id": group, "externalId": "g-1", "displayName": "Allen"}
    emptied = nederlek.asks("PUT", f"Groups/{group}", whole)
    assert (emptied.status_code, "members" in emptied.json()) == (200, False)
    assert nederlek.asks("DELETE", f"Groups/{group}").status_code == 204


def test_removed_is_deleted_and_added_anew_later(nederlek: Directory) -> None:
    noor = added(nederlek)
    assert nederlek.asks("DELETE", f"Users/{noor}").status_code == 204
    assert nederlek.gets(f"Users/{noor}").status_code == 404
    assert added(nederlek, {**NOOR, "externalId": "another-realm"}) == noor


def test_small_patches_with_a_bare_word_in_the_brackets(nederlek: Directory) -> None:
    noor = added(nederlek, {**NOOR, "emails": [{"value": "noor.smit@nederlek.example", "type": "work"}]})
    answer = nederlek.patches(
        f"Users/{noor}",
        {"op": "replace", "path": "name", "value": {"givenName": "Noor", "familyName": "de Wit"}},
        {"op": "replace", "path": "displayName", "value": "Noor de Wit"},
        {"op": "add", "path": "nickName", "value": "No"},
        {"op": "replace", "path": "emails[type eq work].value", "value": "ndw@nederlek.example"},
        {"op": "remove", "path": "phoneNumbers[type eq work].value", "value": ""},
        {"op": "remove", "path": "title", "value": ""},
        {"op": "replace", "path": "active", "value": False},
    )
    assert answer.status_code == 200, answer.content
    kept = answer.json()
    assert (kept["name"]["familyName"], kept["emails"][0]["value"]) == ("de Wit", "ndw@nederlek.example")
    assert kept["active"] is False


def test_everything_is_read_page_by_page_for_an_import(nederlek: Directory) -> None:
    people = {
        added(nederlek, {**NOOR, "externalId": str(n), "userName": f"n{n}", "emails": []}) for n in range(5)
    }
    seen: list[str] = []
    for start in (1, 3, 5):
        page = nederlek.gets("Users", startIndex=start, count=2).json()
        assert (page["totalResults"], page["startIndex"]) == (5, start)
        assert page["itemsPerPage"] == len(page["Resources"])
        seen += [each["id"] for each in page["Resources"]]
    assert (len(seen), set(seen)) == (5, people)
    assert nederlek.gets("Users", startIndex=99).json()["Resources"] == []
    assert nederlek.gets("Users", count=0).json()["totalResults"] == 5
