"""Cases through another system: facts in pages, words only of what it sent or handles, and sending with every finding."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import get_args
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests.capabilities.cases.desk import ADVICE, asked, published, seen
from tests.connectors.rest.conftest import System, connect, new_case
from tests.database import TestDatabase
from tests.world import MONDAY, World

from bodemplaat.capabilities.cases import api as cases
from bodemplaat.connectors.rest.operations.cases import States
from bodemplaat.foundation.audit.api import trail_of
from bodemplaat.foundation.clients.api import Scope
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor

HOUR = timedelta(hours=1)


def test_a_case_is_sent_in_the_name_of_somebody_who_follows_it(
    world: World, intranet: System, service: UUID
) -> None:
    answer = intranet.posts("/cases", new_case(service, world))
    assert answer.status_code == 201, answer.content
    document = answer.json()
    assert answer["Location"] == f"/api/v1/cases/{document['id']}"
    assert (document["state"], document["channel"]) == ("received", "system")
    assert document["term"] == {
        "dueAt": document["term"]["dueAt"],
        "dueDate": "2026-11-26",
        "isLate": False,
    }
    view = seen(world.first.anna, UUID(document["id"]))
    assert (view.is_own, str(view.answers["amount"]), view.timeline[0].person_name) == (
        True,
        str(view.answers["amount"]),
        "Intranet",
    )
    assert getattr(view.answers["amount"], "cents", None) == 123450
    (line,) = trail_of(actor=world.first.ad, subject=view.id)
    assert (line.role, line.person_id) == ("client", None)
    assert intranet.gets(f"/cases/{view.id}").json() == document


@pytest.mark.parametrize("how", ["personId", "personnelNumber", "email"])
def test_whoever_asks_is_named_in_one_of_three_ways(
    world: World, intranet: System, service: UUID, how: str
) -> None:
    anna = organisations.person_of(actor=world.first.system, person=world.first.anna.person)
    organisations.change_person(
        actor=world.first.ad, person=anna.id, name=anna.name, email=anna.email, number="10443",
        language=anna.language, at=world.at,
    )  # fmt: skip
    named = {"personId": str(anna.id), "personnelNumber": "10443", "email": anna.email.upper()}
    sent = intranet.posts("/cases", new_case(service, world, requester={how: named[how]}))
    assert sent.status_code == 201, sent.content
    assert seen(world.first.anna, UUID(sent.json()["id"])).is_own


def test_a_character_that_cannot_be_kept_is_wrong_input(
    world: World, intranet: System, service: UUID
) -> None:
    answer = intranet.posts("/cases", new_case(service, world, subject="Hal\x00lo"))
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:bodemplaat:problem:invalid-input")
    assert "Hal" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({"answers": {"kind": "mortgage"}}, ["/answers/amount"]),
        ({"answers": {"kind": "x", "wanted": "2026-13-45", "more": "x"}}, ["/answers/more", "/answers/kind", "/answers/wanted"]),
        ({"answers": {"kind": "mortgage", "amount": 12.5}}, ["/answers/amount"]),
        ({"answers": {"kind": "mortgage", "amount": "12,50"}}, ["/answers/amount"]),
        ({"answers": {"kind": "work", "for_whom": str(uuid4())}}, ["/answers/for_whom"]),
        ({"subject": " "}, ["/subject"]),
        ({"subject": "x" * 141, "requester": {}, "new": 1}, ["/subject", "/new"]),
        ({"requester": {"email": "a@b.example", "personnelNumber": "1"}, "answers": {}}, ["/requester", "/answers/kind"]),
        ({"requester": {"email": "niemand@b.example"}}, ["/requester/email"]),
        ({"requester": {"personId": "x"}}, ["/requester/personId"]),
        ({"service": str(uuid4())}, ["/service"]),
        ({"service": "x"}, ["/service"]),
    ],
)  # fmt: skip
def test_every_finding_is_told_with_its_place(
    world: World, intranet: System, service: UUID, changed: dict[str, object], pointers: list[str]
) -> None:
    answer = intranet.posts("/cases", new_case(service, world, **changed))
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json"), answer.content
    assert [each["pointer"] for each in answer.json()["errors"]] == pointers
    assert intranet.gets("/cases").json()["items"] == []


def test_nobody_of_another_organisation_is_named(world: World, intranet: System, service: UUID) -> None:
    for stranger in (world.second.anna, world.clerk):
        answer = intranet.posts(
            "/cases", new_case(service, world, requester={"personId": str(stranger.person)})
        )
        assert answer.status_code == 400, stranger


def test_nobody_is_named_for_whom_the_service_is_not(
    world: World, intranet: System, controller: Actor
) -> None:
    content = replace(ADVICE, requesters=("manager",))
    service = published(world, controller, content, "SP03")
    sent = {"service": str(service), "subject": "Nieuwe collega", "words": "Per 1 januari.", "answers": {}}
    anna, jan = ({"personId": str(who.person)} for who in (world.first.anna, world.first.jan))
    answer = intranet.posts("/cases", {**sent, "requester": anna})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["detail"]) == (
        "/requester",
        "This service is for managers. Is something of it needed? Ask your manager or the service centre.",
    )
    assert intranet.posts("/cases", {**sent, "requester": jan}).status_code == 201


def test_the_same_key_gets_the_same_answer_and_another_body_none(
    world: World, intranet: System, other: System, service: UUID
) -> None:
    first = intranet.posts("/cases", new_case(service, world), key="een")
    again = intranet.posts("/cases", new_case(service, world), key="een")
    assert (again.status_code, again.content) == (201, first.content)
    assert (again["Idempotency-Replayed"], again["Location"]) == ("true", first["Location"])
    assert len(intranet.gets("/cases").json()["items"]) == 1
    changed = intranet.posts("/cases", new_case(service, world, subject="Anders"), key="een")
    assert (changed.status_code, changed.json()["type"]) == (422, "urn:bodemplaat:problem:key-reused")
    requester = {"personId": str(world.second.anna.person)}
    theirs = other.posts("/cases", new_case(service, world, requester=requester), key="een")
    assert theirs.status_code == 201


def test_what_was_refused_may_be_sent_again_under_its_key(
    world: World, intranet: System, service: UUID
) -> None:
    assert intranet.posts("/cases", new_case(service, world, answers={}), key="een").status_code == 400
    assert intranet.posts("/cases", new_case(service, world), key="een").status_code == 201


@pytest.mark.parametrize("key", ["", "é", "a b", "x" * 256])
def test_sending_needs_a_key(world: World, intranet: System, service: UUID, key: str) -> None:
    from django.test import Client

    headers = intranet.headers(**({"Idempotency-Key": key} if key else {}))
    answer = Client().post(
        "/api/v1/cases", new_case(service, world), content_type="application/json", headers=headers
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "Idempotency-Key"


def test_two_at_once_with_one_key_make_one_case(fresh_database: TestDatabase) -> None:
    from tests.capabilities.cases.desk import controller_of, published

    world = World.founded()
    service = published(world, controller_of(world))
    system = connect(world, world.first.ad, world.first.carla, *Scope)
    start = Barrier(4)

    def send(_: int) -> tuple[int, bytes]:
        start.wait()
        try:
            answer = system.posts("/cases", new_case(service, world), key="een")
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(send, range(4)))
    assert len(answers) == 1, answers
    assert {status for status, _ in answers} == {201}
    assert len(system.gets("/cases").json()["items"]) == 1


def test_a_list_goes_on_where_it_was_and_misses_nothing(
    world: World, intranet: System, service: UUID
) -> None:
    made = {str(asked(world.first.anna, service, MONDAY - HOUR * (number // 3))) for number in range(8)}
    found: list[str] = []
    query: dict[str, object] = {"limit": 3}
    while True:
        document = intranet.gets("/cases", **query).json()
        found += [each["id"] for each in document["items"]]
        if "next" not in document:
            break
        query["cursor"] = document["next"]
    assert len(found) == 8
    assert set(found) == made


def test_a_list_is_narrowed(world: World, intranet: System, service: UUID) -> None:
    first, second = asked(world.first.anna, service), asked(world.first.anna, service)
    cases.close_case(
        actor=world.clerk, case=second, result=cases.Result.DONE, words="Klaar", at=MONDAY + HOUR
    )

    def found(**query: str) -> set[str]:
        return {each["id"] for each in intranet.gets("/cases", **query).json()["items"]}

    assert found(state="open") == found(state="received") == {str(first)}
    assert found(state="over") == found(state="closed") == {str(second)}
    assert found(service=str(uuid4())) == set()
    assert found(service=str(service)) == {str(first), str(second)}
    assert found(receivedFrom="2026-11-23", receivedBefore="2026-11-24") == {str(first), str(second)}
    assert found(receivedFrom="2026-11-24") == found(receivedBefore="2026-11-23") == set()
    assert found(role="provider") == set()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "asleep"), ("service", "x"), ("limit", "0"), ("limit", "101"), ("limit", "x"), ("role", "x"),
        ("cursor", "abc"), ("cursor", "%"), ("receivedFrom", "2026-13-01"), ("receivedBefore", "gisteren"),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_is_told(intranet: System, name: str, value: str) -> None:
    answer = intranet.gets("/cases", **{name: value})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, name)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("state", "asleep", "Must be one of: " + ", ".join(get_args(States)) + "."),
        ("role", "x", "Must be one of: customer, provider."),
        ("limit", "0", "Must be at least 1."),
        ("limit", "101", "Must be at most 100."),
        ("limit", "x", "Must be a whole number."),
        ("service", "x", "Must be an id (UUID)."),
        ("receivedBefore", "gisteren", "Send a day as YYYY-MM-DD."),
        ("cursor", "a" * 201, "Must be at most 200 characters."), ("cursor", "%", "Must be written as ^[A-Za-z0-9_-]+$."),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_is_told_what_it_can_be(
    intranet: System, name: str, value: str, says: str
) -> None:
    assert intranet.gets("/cases", **{name: value}).json()["errors"][0]["detail"] == says


@pytest.mark.parametrize(
    ("address", "name", "says"),
    [
        (
            "/cases", "receivedfrom",
            "There is no such parameter. There are: role, state, service, receivedFrom, receivedBefore, cursor, limit.",
        ),
        ("/reports", "page", "There is no such parameter. There are: cursor, limit."),
        ("/services", "limit", "There is no such parameter: this address takes none."),
    ],
)  # fmt: skip
def test_a_misspelt_parameter_is_told_with_those_that_there_are(
    intranet: System, address: str, name: str, says: str
) -> None:
    answer = intranet.gets(address, **{name: "2026-11-24"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    (wrong,) = answer.json()["errors"]
    assert wrong == {"code": "parameter.unknown", "detail": says, "parameter": name}
    assert System("bdc_wrong", intranet.client, "en").gets(address, **{name: "x"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "place", "says"),
    [
        ({"answers": []}, "/answers", "Must be an object."),
        ({"subject": 5}, "/subject", "Must be text."),
        ({"answers": {"kind": "villa", "amount": "1.00"}}, "/answers/kind", "Must be one of: work, mortgage."),
        (
            {"requester": {"workAddress": "a@b.example"}}, "/requester/workAddress",
            "There is no such member. There are: personId, personnelNumber, email.",
        ),
        (
            {"subjct": "x"}, "/subjct",
            "There is no such member. There are: service, requester, subject, words, answers.",
        ),
        ({"answers": {"kind": "work", "knd": "work"}}, "/answers/knd", "The form does not ask this. It asks: kind, amount, for_whom, wanted."),
        ({"requester": {"personnelNumber": "1" * 21}}, "/requester/personnelNumber", "Must be at most 20 characters."),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_is_told_what_it_can_be(
    world: World, intranet: System, service: UUID, body: dict[str, object], place: str, says: str
) -> None:
    (error,) = intranet.posts("/cases", new_case(service, world, **body)).json()["errors"]
    assert (error["pointer"], error["detail"]) == (place, says)


def test_facts_hold_no_words_and_no_names(world: World, intranet: System, service: UUID) -> None:
    case = asked(world.first.anna, service)
    cases.take_case(actor=world.clerk, case=case, at=MONDAY)
    text = intranet.gets("/cases").content.decode() + intranet.gets(f"/cases/{case}").content.decode()
    for secret in (
        "Verklaring voor de bank",
        "loonstrook",
        "Anna",
        "Jansen",
        "Carlijn",
        str(world.first.anna.person),
    ):
        assert secret not in text


def test_as_many_statements_for_many_cases_as_for_few(world: World, intranet: System, service: UUID) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert intranet.gets("/cases").status_code == 200
        return len(queries)

    asked(world.first.anna, service)
    statements()
    before = statements()
    for _ in range(6):
        asked(world.first.anna, service)
    assert statements() == before


def test_words_are_read_of_what_was_sent_itself_and_of_what_is_handled(
    world: World, intranet: System, other: System, centre: System, service: UUID
) -> None:
    own = intranet.posts("/cases", new_case(service, world)).json()["id"]
    portal = str(asked(world.first.anna, service))
    cases.note_for_colleagues(actor=world.clerk, case=UUID(own), words="Alleen voor ons", at=MONDAY + HOUR)
    cases.answer_case(actor=world.clerk, case=UUID(own), words="Hij komt vandaag.", at=MONDAY + HOUR)
    document = intranet.gets(f"/cases/{own}/content").json()
    assert document["answers"] == {"kind": "mortgage", "amount": "1234.50"}
    assert document["requester"] == {"personId": str(world.first.anna.person), "name": "Anna Jansen"}
    assert [(each["by"], each["words"]) for each in document["messages"]] == [
        ("serviceCentre", "Hij komt vandaag.")
    ]
    assert intranet.gets(f"/cases/{portal}").status_code == 200
    assert intranet.gets(f"/cases/{portal}/content").status_code == 404
    second = connect(world, world.first.ad, world.first.carla, *Scope, name="Een ander")
    assert second.gets(f"/cases/{own}/content").status_code == 404
    for case in (own, portal):
        assert centre.gets(f"/cases/{case}/content").status_code == 200
        for path in (f"/cases/{case}", f"/cases/{case}/content"):
            assert other.gets(path).status_code == 404, path


def test_a_provider_lists_what_it_handles_and_nothing_else(
    world: World, centre: System, intranet: System, other: System, service: UUID
) -> None:
    made = {str(asked(world.first.anna, service)), str(asked(world.second.anna, service))}
    assert {each["id"] for each in centre.gets("/cases", role="provider").json()["items"]} == made
    assert centre.gets("/cases").json()["items"] == []
    for system, place in ((intranet, world.first.id), (other, world.second.id)):
        items = system.gets("/cases").json()["items"]
        assert [each["customer"]["id"] for each in items] == [str(place)]


def test_a_message_goes_to_the_desk_and_lets_a_case_go_on(
    world: World, intranet: System, service: UUID
) -> None:
    case = intranet.posts("/cases", new_case(service, world)).json()["id"]
    cases.ask_requester(actor=world.clerk, case=UUID(case), question="Welke bank?", at=MONDAY)
    answer = intranet.posts(f"/cases/{case}/messages", {"words": "De BNG."}, key="een")
    assert (answer.status_code, answer.json()["case"]) == (201, case)
    assert intranet.posts(f"/cases/{case}/messages", {"words": "De BNG."}, key="een").status_code == 201
    assert intranet.gets(f"/cases/{case}").json()["state"] == "in_progress"
    messages = intranet.gets(f"/cases/{case}/content").json()["messages"]
    assert [(each["by"], each["words"]) for each in messages if each["by"] == "requester"] == [
        ("requester", "De BNG.")
    ]
    portal = asked(world.first.anna, service)
    assert intranet.posts(f"/cases/{portal}/messages", {"words": "x"}).status_code == 404
    assert intranet.posts(f"/cases/{case}/messages", {"words": " "}).status_code == 409
    cases.withdraw_case(actor=world.first.anna, case=UUID(case), at=MONDAY)
    late = intranet.posts(f"/cases/{case}/messages", {"words": "Nog iets"})
    assert (late.status_code, late.json()["type"]) == (409, "urn:bodemplaat:problem:not-possible")


def test_people_do_not_come_in_by_the_door_of_systems(world: World, service: UUID) -> None:
    case = asked(world.first.anna, service)
    from bodemplaat.foundation.tenancy.api import Refused

    for who in (world.first.anna, world.clerk):
        with pytest.raises(Refused):
            cases.case_outline(actor=who, case=case, at=MONDAY)
        with pytest.raises(Refused):
            cases.case_content(actor=who, client=uuid4(), case=case, at=MONDAY)
    with pytest.raises(Refused):
        cases.open_case_for(
            actor=world.clerk, client=uuid4(), requester=world.first.anna.person, service=service,
            question=cases.Question("x"), key="x", at=MONDAY,
        )  # fmt: skip


def test_a_client_is_nobody_and_acts_for_one_organisation(
    world: World, intranet: System, centre: System
) -> None:
    from bodemplaat.connectors.rest.reach import actor_for
    from bodemplaat.foundation.clients.api import opened_by

    opened = opened_by(secret=intranet.secret, at=MONDAY)
    assert opened is not None
    actor: Actor = actor_for(opened, MONDAY)
    assert (actor.is_system, actor.person_id, actor.user_id) == (True, None, None)
    assert actor.scope == actor.homes == {world.first.id}
    opened = opened_by(secret=centre.secret, at=MONDAY)
    assert opened is not None
    actor = actor_for(opened, MONDAY)
    assert actor.partly == {world.first.id, world.second.id}
    assert actor.homes == actor.served == {world.provider}
