"""What Entra ID sends, with and without its flag for compliance (learn.microsoft.com, app-provisioning, 2023 and later)."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.connectors.scim.conftest import ENTERPRISE, GROUP, USER, Directory
from tests.world import World

from bodemplaat.foundation.access import api as access
from bodemplaat.foundation.organisations import api as organisations

NOOR = {
    "schemas": [USER, ENTERPRISE],
    "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    "userName": "Noor.Smit@nederlek.example",
    "active": True,
    "displayName": "Noor Smit",
    "emails": [{"primary": True, "type": "work", "value": "noor.smit@nederlek.example"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "Noor Smit", "familyName": "Smit", "givenName": "Noor"},
    "title": "Beleidsmedewerker",
    "preferredLanguage": "en-US",
    "phoneNumbers": [{"type": "work", "value": "0182 123456"}],
    ENTERPRISE: {"employeeNumber": "5001", "department": "Financiën"},
}


def added(there: Directory, document: Any = NOOR) -> str:
    answer = there.asks("POST", "Users", document)
    assert answer.status_code == 201, answer.content
    assert answer["Location"] == answer.json()["meta"]["location"]
    return str(answer.json()["id"])


def test_the_test_of_a_connection_asks_for_somebody_who_is_not_there(nederlek: Directory) -> None:
    for attribute in ("userName", "externalId", 'emails[type eq "work"].value', "id"):
        answer = nederlek.gets("Users", filter=f'{attribute} eq "{uuid4()}"')
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/scim+json")
        assert answer.json() == {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 0,
            "startIndex": 1,
            "itemsPerPage": 0,
            "Resources": [],
        }


def test_somebody_is_added_and_found_by_each_attribute_that_entra_matches_on(
    nederlek: Directory, world: World
) -> None:
    noor = added(nederlek)
    kept = nederlek.gets(f"Users/{noor}").json()
    assert (kept["userName"], kept["active"], kept["externalId"]) == (
        "Noor.Smit@nederlek.example", True, NOOR["externalId"],
    )  # fmt: skip
    assert kept[ENTERPRISE] == NOOR[ENTERPRISE]
    assert kept["emails"] == NOOR["emails"]
    assert "phoneNumbers" not in kept
    for text in (
        'userName eq "noor.smit@NEDERLEK.example"',
        f'externalId eq "{NOOR["externalId"]}"',
        'emails[type eq "work"].value eq "noor.smit@nederlek.example"',
        'emails.value eq "noor.smit@nederlek.example"',
        f'id eq "{noor}"',
        'active eq true and displayName co "smit"',
        f'{ENTERPRISE}:employeeNumber eq "5001"',
        'not (userName eq "iemand anders")',
    ):
        assert nederlek.finds("Users", text) == [noor], text
    assert nederlek.finds("Users", f'externalId eq "{NOOR["externalId"].upper()}"') == []  # type: ignore[attr-defined]
    person = organisations.people_at_address(
        actor=world.system, organisation=world.first.id, email="noor.smit@nederlek.example"
    )[0]
    assert (person.number, person.language) == ("5001", "en")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "path": "active", "value": False},
        {"op": "Replace", "value": {"active": "False"}},
        {"op": "replace", "value": {"active": False, "id": "anders"}},
    ],
    ids=["as text", "with the flag", "without a path", "beside what is read-only"],
)
def test_soft_deleted_is_shut_out_and_restored_comes_in(
    nederlek: Directory, world: World, operation: Any
) -> None:
    noor = added(nederlek)
    person = UUID(noor)
    answer = nederlek.patches(f"Users/{noor}", operation)
    assert (answer.status_code, answer.json()["active"]) == (200, False)
    state = access.account_of(actor=world.first.ad, person=person)
    assert state is not None
    assert not state.is_active
    assert nederlek.finds("Users", "active eq false") == [noor], "it is still there"
    nederlek.patches(f"Users/{noor}", {"op": "Add", "path": "active", "value": "True"})
    state = access.account_of(actor=world.first.ad, person=person)
    assert state is not None
    assert state.is_active


def test_attributes_change_one_by_one_as_without_the_flag(nederlek: Directory) -> None:
    noor = added(nederlek)
    answer = nederlek.patches(
        f"Users/{noor}",
        {"op": "Replace", "path": "displayName", "value": "Noor de Wit"},
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "n.dewit@nederlek.example"},
        {"op": "Replace", "path": "name.familyName", "value": "de Wit"},
        {"op": "Replace", "path": "externalId", "value": "x-1"},
        {"op": "Add", "path": "nickName", "value": "No"},
        {"op": "Add", "path": 'addresses[type eq "work"].locality', "value": "Nederlek"},
        {"op": "Replace", "path": f"{ENTERPRISE}:employeeNumber", "value": "5002"},
        {"op": "Add", "path": f"{ENTERPRISE}:manager", "value": "x-9"},
    )
    assert answer.status_code == 200, answer.content
    kept = answer.json()
    assert (kept["displayName"], kept["name"]["familyName"], kept["externalId"]) == (
        "Noor de Wit",
        "de Wit",
        "x-1",
    )
    assert kept["emails"][0]["value"] == "n.dewit@nederlek.example"
    assert kept[ENTERPRISE] == {
        "employeeNumber": "5002", "department": "Financiën", "manager": {"value": "x-9"},
    }  # fmt: skip
    gone = nederlek.patches(f"Users/{noor}", {"op": "Remove", "path": f"{ENTERPRISE}:manager"}).json()
    assert "manager" not in gone[ENTERPRISE]


def test_attributes_change_together_as_with_the_flag(nederlek: Directory) -> None:
    noor = added(nederlek)
    answer = nederlek.patches(
        f"Users/{noor}",
        {"op": "replace", "path": 'emails[type eq "work"].value', "value": "n@nederlek.example"},
        {
            "op": "replace",
            "value": {
                "displayName": "Noor W",
                "name.givenName": "Noortje",
                f"{ENTERPRISE}:employeeNumber": "5003",
                f"{ENTERPRISE}:department": "BZ",
                'emails[type eq "work"].value': "noor.w@nederlek.example",
            },
        },
    )
    kept = answer.json()
    assert (answer.status_code, kept["displayName"], kept["name"]["givenName"]) == (200, "Noor W", "Noortje")
    assert kept["emails"][0]["value"] == "noor.w@nederlek.example"
    assert kept[ENTERPRISE] == {"employeeNumber": "5003", "department": "BZ"}


def test_an_address_is_added_to_somebody_without_one(nederlek: Directory) -> None:
    noor = added(nederlek, {"schemas": [USER], "userName": "nsmit", "externalId": "e-2", "active": True})
    answer = nederlek.patches(
        f"Users/{noor}", {"op": "Add", "path": 'emails[type eq "work"].value', "value": "noor@nederlek.local"}
    )
    assert (answer.status_code, answer.json()["emails"][0]["value"]) == (200, "noor@nederlek.local")


def test_a_part_of_the_name_changes_the_whole_where_nothing_else_says_it(nederlek: Directory) -> None:
    noor = added(nederlek)
    change = {"op": "Replace", "path": "name.familyName", "value": "de Wit"}
    assert nederlek.patches(f"Users/{noor}", change).json()["displayName"] == "Noor de Wit"


def test_groups_are_found_without_members_and_change_in_both_shapes(nederlek: Directory) -> None:
    noor = added(nederlek)
    tess = added(
        nederlek,
        {**NOOR, "userName": "tess@nederlek.example", "externalId": "t", "emails": [], ENTERPRISE: {}},
    )
    created = nederlek.asks(
        "POST", "Groups", {"schemas": [GROUP], "displayName": "Allen", "externalId": "g-1", "members": []}
    )
    group = created.json()["id"]
    assert created.status_code == 201
    for joining in ([{"$ref": None, "value": noor}], [{"value": tess}]):
        change = {"op": "Add", "path": "members", "value": joining}
        assert nederlek.patches(f"Groups/{group}", change).status_code == 200
    answer = nederlek.gets("Groups", filter='displayName eq "allen"', excludedAttributes="members").json()
    assert [(each["id"], "members" in each) for each in answer["Resources"]] == [(group, False)]
    assert "members" not in nederlek.gets(f"Groups/{group}", excludedAttributes="members").json()

    def members() -> set[str]:
        return {each["value"] for each in nederlek.gets(f"Groups/{group}").json().get("members", [])}

    assert members() == {noor, tess}
    assert nederlek.finds("Groups", f'id eq "{group}" and members eq "{noor}"') == [group]
    nederlek.patches(f"Groups/{group}", {"op": "Remove", "path": "members", "value": [{"value": noor}]})
    assert members() == {tess}
    nederlek.patches(f"Groups/{group}", {"op": "remove", "path": f'members[value eq "{tess}"]'})
    assert members() == set()
    renamed = nederlek.patches(
        f"Groups/{group}", {"op": "Replace", "path": "displayName", "value": "Iedereen"}
    )
    assert renamed.json()["displayName"] == "Iedereen"
    assert nederlek.asks("DELETE", f"Groups/{group}").status_code == 204
    assert nederlek.gets(f"Groups/{group}").status_code == 404


def test_hard_deleted_is_no_longer_there(nederlek: Directory) -> None:
    noor = added(nederlek)
    assert nederlek.asks("DELETE", f"Users/{noor}").status_code == 204
    for answer in (nederlek.asks("DELETE", f"Users/{noor}"), nederlek.gets(f"Users/{noor}")):
        assert (answer.status_code, answer.json()["status"]) == (404, "404")
    assert added(nederlek) == noor, "who comes back is the same person"


@pytest.mark.parametrize(
    "beside", [{"$ref": None}, {"$ref": "https://x.example/Users/1"}, {"display": "Noor", "type": "User"}]
)
def test_who_leaves_a_group_leaves_it_whatever_stands_beside_the_id(
    nederlek: Directory, beside: dict[str, Any]
) -> None:
    """Without the flag Entra writes ``"$ref": null`` beside the id, in what joins and in what leaves."""
    noor = added(nederlek)
    tess = added(
        nederlek,
        {**NOOR, "userName": "tess@nederlek.example", "externalId": "t", "emails": [], ENTERPRISE: {}},
    )
    body = {"schemas": [GROUP], "displayName": "Allen", "members": [{"value": noor}, {"value": tess}]}
    group = nederlek.asks("POST", "Groups", body).json()["id"]

    def left(*who: str) -> list[str]:
        change = {"op": "Remove", "path": "members", "value": [{**beside, "value": each} for each in who]}
        answer = nederlek.patches(f"Groups/{group}", change)
        assert answer.status_code == 200, answer.content
        return [each["value"] for each in nederlek.gets(f"Groups/{group}").json().get("members", [])]

    assert left(noor) == [tess]
    assert left(noor) == [tess], "who is gone is gone"
    change = {"op": "Add", "path": "members", "value": [{**beside, "value": noor}]}
    assert nederlek.patches(f"Groups/{group}", change).status_code == 200
    assert left(noor, tess) == []
