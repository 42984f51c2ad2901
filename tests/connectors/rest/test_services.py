"""Services as another system reads them, with a form that says of answers what the form itself says."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import jsonschema
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.capabilities.cases.desk import ADVICE, controller_of, published
from tests.connectors.rest.conftest import System
from tests.world import TODAY, World

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.capabilities.catalogue.api import Choice, Field, FieldKind, Form, Price, ShownWhen, Words
from bodemplaat.connectors.rest.forms import asks_a_file, schema_of, typed_from
from bodemplaat.foundation.tenancy.api import Actor
from bodemplaat.kernel import Euro
from bodemplaat.kernel.written import Habit


def test_what_is_offered_is_listed_by_code_without_forms(
    world: World, controller: Actor, intranet: System, service: UUID
) -> None:
    priced = catalogue.Content(
        name=Words("Advies"), process="per-9C", prices=(Price(2026, Euro.of("1234.5")),)
    )
    published(world, controller, priced, code="SP30")
    document = intranet.gets("/services").json()
    first, second = document["items"]
    assert (first["code"], first["name"]) == (
        "SP18",
        {"nl": "Werkgeversverklaring", "en": "Employer's statement"},
    )
    assert (second["price"], second["name"]) == ("1234.50", {"nl": "Advies"})
    assert first["canBeSent"] is True
    assert "form" not in first
    assert "price" not in first


def test_as_many_statements_for_many_services_as_for_few(
    world: World, controller: Actor, intranet: System
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert intranet.gets("/services").status_code == 200
        return len(queries)

    statements()
    before = statements()
    for number in range(5):
        published(world, controller, ADVICE, code=f"SP4{number}")
    assert statements() == before


def test_a_service_has_its_form_as_a_schema_in_the_language_asked_for(
    intranet: System, service: UUID
) -> None:
    document = intranet.gets(f"/services/{service}").json()
    schema = document["form"]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [each["title"] for each in schema["properties"]["kind"]["oneOf"]] == ["Work", "Mortgage"]
    intranet.language = "nl"
    assert intranet.gets(f"/services/{service}").json()["form"]["properties"]["kind"]["title"] == "Soort"
    check = jsonschema.Draft202012Validator(schema)
    assert check.is_valid({"kind": "work"})
    assert check.is_valid({"kind": "mortgage", "amount": "12.50"})
    for wrong in (
        {},
        {"kind": "mortgage"},
        {"kind": "other"},
        {"kind": "mortgage", "amount": 12.5},
        {"kind": "mortgage", "amount": "12,50"},
        {"kind": "work", "wanted": "1-1-2027"},
        {"kind": "work", "more": "x"},
    ):
        assert not check.is_valid(wrong), wrong


def test_schema_and_form_agree_about_answers() -> None:
    form = Form(
        (
            Field("what", FieldKind.TEXT, Words("Wat"), required=True),
            Field("number", FieldKind.NUMBER, Words("Aantal"), required=True),
            Field(
                "lines",
                FieldKind.TABLE,
                Words("Regels"),
                required=True,
                columns=(Field("amount", FieldKind.AMOUNT, Words("Bedrag"), required=True),),
            ),
        )
    )
    check = jsonschema.Draft202012Validator(schema_of(form, "nl"))
    sound = {"what": "x", "number": "7.125", "lines": [{"amount": "1.00"}, {"amount": "-1234.56"}]}
    for answers in (
        sound,
        {**sound, "number": 7},
        {**sound, "number": "1.000"},
        {**sound, "number": "1,5"},
        {**sound, "lines": []},
        {**sound, "lines": [{}]},
        {**sound, "lines": [{"amount": "1.0"}]},
        {**sound, "lines": "x"},
        {**sound, "what": ""},
        {key: value for key, value in sound.items() if key != "what"},
    ):
        typed, wrong = typed_from(form, answers)
        read = catalogue.read_answers(form, typed, known=catalogue.Known(), today=TODAY, habit=Habit.STORED)
        assert check.is_valid(answers) == (not wrong and not read.findings), answers


def test_a_service_that_is_not_offered_is_not_there(
    world: World, controller: Actor, intranet: System, elsewhere: World
) -> None:
    later = published(world, controller, ADVICE, code="SP31", since=TODAY + timedelta(days=30))
    theirs = published(elsewhere, controller_of(elsewhere), ADVICE, code="SP31")
    for service in (later, theirs, world.first.id):
        assert intranet.gets(f"/services/{service}").status_code == 404


def test_an_answer_that_asks_a_file_is_none_that_another_system_can_give() -> None:
    way = Field(
        "way",
        FieldKind.CHOICE,
        Words("Hoe"),
        required=True,
        choices=(Choice("car", Words("Auto")), Choice("train", Words("Trein"))),
    )
    ticket = Field("ticket", FieldKind.FILE, Words("Kaartje"), required=True)
    assert asks_a_file(Form((way, ticket)))
    form = Form((way, replace(ticket, shown_when=ShownWhen("way", ("train",)))))
    assert not asks_a_file(form)
    check = jsonschema.Draft202012Validator(schema_of(form, "nl"))
    for answer in ("car", "train"):
        typed, wrong = typed_from(form, {"way": answer})
        read = catalogue.read_answers(form, typed, known=catalogue.Known(), today=TODAY, habit=Habit.STORED)
        assert check.is_valid({"way": answer}) == (not wrong and not read.findings) == (answer == "car")


def test_what_is_written_otherwise_than_systems_send_it_is_told_as_they_do() -> None:
    kinds = {FieldKind.AMOUNT: "12.50", FieldKind.NUMBER: "7.5", FieldKind.DATE: "2026-12-31"}
    form = Form(tuple(Field(kind.value, kind, Words(kind.value)) for kind in kinds))
    told = catalogue.read_answers(
        form, dict.fromkeys(map(str, kinds), "x"), known=catalogue.Known(), today=TODAY, habit=Habit.STORED
    ).findings
    for finding, example in zip(told, kinds.values(), strict=True):
        assert example in finding.render()
        assert not catalogue.read_answers(
            form, {finding.place: example}, known=catalogue.Known(), today=TODAY, habit=Habit.STORED
        ).findings, "and so it is taken"
