"""The page on which a form is built, as somebody without code builds it; it works without a script."""

import json
import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.surfaces.services.conftest import SignedIn
from tests.world import MONDAY, TODAY, World

from bodemplaat.capabilities.catalogue import api as catalogue
from bodemplaat.foundation.tenancy.api import Actor

PURPOSE = {
    "kind": "choice",
    "label_nl": "Waarvoor?",
    "answers": "3",
    "answer_0_nl": "Hypotheek",
    "answer_1_nl": "Huur",
    "answer_1_en": "Rent",
}


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def service(world: World) -> UUID:
    return catalogue.write_service(
        actor=world.contract_manager,
        cooperation=world.cooperation,
        code="SP18",
        content=catalogue.Content(name=catalogue.Words("Verklaring", "Statement"), process="per-3D"),
        at=MONDAY,
    )


@pytest.fixture
def manager(world: World, signed_in: SignedIn) -> Client:
    return signed_in(world.contract_manager)


def form_of(world: World) -> catalogue.Form:
    (row,) = catalogue.services_of(actor=world.contract_manager, on=TODAY)
    return row.content.form


def new(service: UUID, kind: str = "text", inside: str = "") -> str:
    return f"{reverse('services:new_field', args=[service])}?kind={kind}&inside={inside}"


def save(manager: Client, address: str, typed: dict[str, str]) -> Any:
    seen = manager.get(address).context
    return manager.post(address, {"stamp": seen["stamp"], **typed, "save": "yes"}, follow=True)


def test_a_form_is_built_from_nothing_and_tried_in_its_preview(
    world: World, service: UUID, manager: Client
) -> None:
    page = reverse("services:form", args=[service])
    assert "Nothing is asked yet" in text(manager.get(page))
    saved = save(manager, new(service, "choice"), PURPOSE)
    assert saved.redirect_chain == [(f"{page}?moved=waarvoor#veld-waarvoor", 302)]
    typed = {"kind": "amount", "label_nl": "Welk bedrag?", "least": "10", "required": "on"}
    typed |= {"shown_field": "waarvoor", "shown_answers": "hypotheek"}
    assert save(manager, new(service, "amount"), typed).status_code == 200
    purpose, amount = form_of(world).fields
    assert [choice.code for choice in purpose.choices] == ["hypotheek", "huur"]
    assert amount.shown_when == catalogue.ShownWhen("waarvoor", ("hypotheek",))
    built = text(manager.get(page))
    assert "Only for: Waarvoor? – Hypotheek" in built
    assert "Amount, required, at least 10, only where “Waarvoor?” is Hypotheek" in built
    wrong = manager.post(page, {"try": "yes", "waarvoor": "hypotheek", "welk_bedrag": "5"})
    assert (wrong.status_code, "This is €10.00 at the least." in text(wrong)) == (422, True)
    assert "Welk bedrag? – This is" in text(wrong)
    empty = manager.post(page, {"try": "yes", "waarvoor": "hypotheek"}, headers={"accept-language": "nl"})
    assert "Welk bedrag? – Vul dit in" in text(empty)
    wrong = manager.post(
        page,
        {"try": "yes", "waarvoor": "hypotheek", "welk_bedrag": "5"},
        headers={"accept-language": "nl"},
    )
    assert "Dit is minstens € 10,00." in text(wrong)
    right = manager.post(page, {"try": "yes", "waarvoor": "huur", "welk_bedrag": "5"})
    assert "This can be sent." in text(right), "what is not asked is not checked"


def test_everything_wrong_with_a_field_is_said_at_once(world: World, service: UUID, manager: Client) -> None:
    wrong = {"kind": "amount", "label_nl": " ", "least": "veel", "most": "10"}
    refused = save(manager, new(service, "amount"), wrong)
    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"label_nl", "least"}
    choice = save(manager, new(service, "choice"), {**PURPOSE, "label_nl": "", "answer_1_nl": ""})
    assert "A choice has 2 to 100 answers; this one has 1." not in text(choice)  # English alone is an answer
    assert "Write each answer in Dutch" in text(choice)
    assert "Write what this field asks" in text(choice)
    assert form_of(world) == catalogue.Form()


def test_fields_are_moved_and_taken_out_and_what_depended_on_them_says_so(
    world: World, service: UUID, manager: Client
) -> None:
    page = reverse("services:form", args=[service])
    save(manager, new(service, "choice"), PURPOSE)
    save(
        manager,
        new(service),
        {"kind": "text", "label_nl": "Waar?", "shown_field": "waarvoor", "shown_answers": "huur"},
    )
    moved = manager.post(page, {"up": "waar"}, follow=True)
    assert "“Waar?” stands at place 1 of 2." in text(moved)
    assert [each.key for each in form_of(world).fields] == ["waar", "waarvoor"]
    manager.post(page, {"down": "waar"})
    assert [each.key for each in form_of(world).fields] == ["waarvoor", "waar"]
    out = text(manager.post(page, {"remove": "waarvoor"}, follow=True))
    assert "“Waarvoor?” was taken out of the draft." in out
    assert "Before this can be adopted" in out
    assert f'href="{reverse("services:field", args=[service, "waar"])}"' in out
    assert manager.post(page, {"remove": "waarvoor"}).status_code == 404


def test_a_table_gets_its_columns_on_the_page_of_the_form(
    world: World, service: UUID, manager: Client
) -> None:
    page = reverse("services:form", args=[service])
    built = save(manager, new(service, "table"), {"kind": "table", "label_nl": "Kosten", "most": "5"})
    assert "A table has at least one column: add one." in text(built)
    save(manager, new(service, "amount", "kosten"), {"kind": "amount", "label_nl": "Bedrag"})
    save(manager, new(service, "date", "kosten"), {"kind": "date", "label_nl": "Dag"})
    manager.post(page, {"up": "kosten.dag"})
    (table,) = form_of(world).fields
    assert [each.key for each in table.columns] == ["dag", "bedrag"]
    save(
        manager,
        reverse("services:field", args=[service, "kosten.dag"]),
        {"kind": "date", "label_nl": "Welke dag?"},
    )
    assert form_of(world).fields[0].columns[0].label.nl == "Welke dag?"
    assert "Welke dag?, line 1" in text(manager.get(page))
    assert "File" not in [label for _kind, label in manager.get(page).context["column_kinds"]]


def test_answers_are_added_ordered_and_emptied_without_a_script(
    world: World, service: UUID, manager: Client
) -> None:
    more = manager.post(new(service, "choice"), PURPOSE | {"add_answer": "yes"})
    assert [row["nl"] for row in more.context["form"].rows] == ["Hypotheek", "Huur", "", ""]
    assert form_of(world) == catalogue.Form(), "drawing keeps nothing"
    turned = manager.post(new(service, "choice"), PURPOSE | {"answer_up": "1"})
    assert [row["nl"] for row in turned.context["form"].rows] == ["Huur", "Hypotheek", ""]
    save(manager, new(service, "choice"), PURPOSE)
    address = reverse("services:field", args=[service, "waarvoor"])
    rows = manager.get(address).context["form"].rows
    typed = {f"answer_{at}_{part}": value for at, row in enumerate(rows) for part, value in row.items()}
    typed |= {"answers": str(len(rows)), "answer_0_nl": "Een hypotheek", "answer_2_nl": "Anders"}
    save(manager, address, {"kind": "choice", "label_nl": "Waarvoor?", **typed})
    assert [(each.code, each.words.nl) for each in form_of(world).fields[0].choices] == [
        ("hypotheek", "Een hypotheek"),
        ("huur", "Huur"),
        ("anders", "Anders"),
    ]
    typed |= {"answer_1_nl": "", "answer_1_en": ""}
    save(manager, address, {"kind": "choice", "label_nl": "Waarvoor?", **typed})
    assert [each.code for each in form_of(world).fields[0].choices] == ["hypotheek", "anders"]


def test_the_preview_follows_what_is_typed_and_keeps_nothing(
    world: World, service: UUID, manager: Client
) -> None:
    typed = {"kind": "text", "label_nl": "Naam", "label_en": "Your name", "least": "x"}
    drawn = manager.post(new(service), typed, headers={"hx-request": "true"})
    assert drawn.status_code == 200
    assert 'for="preview-naam"' in text(drawn)
    assert not drawn.context["form"].errors
    assert form_of(world) == catalogue.Form()
    other = manager.post(new(service), typed | {"kind": "choice"})
    assert "The answers" in text(other)


def test_a_preview_that_is_fetched_after_the_press_keeps_nothing_either(
    world: World, service: UUID, manager: Client
) -> None:
    """A script that draws late sends along the button that was pressed meanwhile: the field was there twice."""
    address, typed = new(service), {"kind": "text", "label_nl": "Kenteken"}
    form = re.search(r'<form[^>]* id="field"[^>]*>', manager.get(address).content.decode())
    assert form is not None
    (sent_along,) = re.findall(r"hx-vals='([^']+)'", form[0])
    save(manager, address, typed)
    save(manager, address, typed | json.loads(sent_along))
    assert [field.label.nl for field in form_of(world).fields] == ["Kenteken"]


def test_who_changed_a_field_meanwhile_is_not_overwritten(
    world: World, service: UUID, manager: Client
) -> None:
    save(manager, new(service), {"kind": "text", "label_nl": "Naam"})
    address = reverse("services:field", args=[service, "naam"])
    seen = manager.get(address).context["stamp"]
    save(manager, address, {"kind": "text", "label_nl": "Voornaam"})
    late = manager.post(
        address, {"stamp": seen, "kind": "text", "label_nl": "Achternaam", "save": "yes"}, follow=True
    )
    assert (late.status_code, "Somebody changed this field" in text(late)) == (422, True)
    assert form_of(world).fields[0].label.nl == "Voornaam"


def test_an_adopted_form_is_shown_and_the_next_version_builds_on(
    world: World, service: UUID, manager: Client, controller: Actor, signed_in: SignedIn
) -> None:
    save(manager, new(service), {"kind": "text", "label_nl": "Naam"})
    page = reverse("services:form", args=[service])
    assert "The form is built by an administrator or a contract manager" in text(
        signed_in(controller).get(page)
    )
    assert signed_in(controller).get(new(service)).status_code == 403
    version = catalogue.service(actor=world.contract_manager, service=service, on=TODAY).latest.id
    catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
    assert manager.get(new(service)).status_code == 302
    assert "its form stays as it is" in text(manager.get(page))
    catalogue.publish_version(actor=world.contract_manager, version=version, since=TODAY, at=MONDAY)
    begun = manager.post(
        reverse("services:kept_service", args=[service]), {"action": "next", "then": "form"}, follow=True
    )
    assert begun.redirect_chain == [(page, 302)]
    save(manager, new(service), {"kind": "date", "label_nl": "Wanneer?"})
    kept = text(manager.get(reverse("services:kept_service", args=[service])))
    assert "Form field “Wanneer?”: was “–”, is “Wanneer?, Date”" in kept


def test_who_adopts_reads_when_a_field_is_asked_and_what_changed_in_a_column(
    world: World, service: UUID, manager: Client, controller: Actor, signed_in: SignedIn
) -> None:
    kept, built = (reverse(name, args=[service]) for name in ("services:kept_service", "services:form"))
    save(manager, new(service, "choice"), PURPOSE)
    table = {"kind": "table", "label_nl": "Ritten", "shown_field": "waarvoor", "shown_answers": "huur"}
    save(manager, new(service, "table"), table)
    column = {"kind": "amount", "label_nl": "Bedrag", "required": "on", "most": "100"}
    save(manager, new(service, "amount", "ritten"), column)
    told = "Ritten, Table of lines, only where “Waarvoor?” is Rent, Bedrag (Amount, required, at most {n})"
    assert told.format(n=100) in text(signed_in(controller).get(kept))
    version = catalogue.service(actor=world.contract_manager, service=service, on=TODAY).latest.id
    catalogue.adopt_version(actor=controller, version=version, at=MONDAY)
    catalogue.publish_version(actor=world.contract_manager, version=version, since=TODAY, at=MONDAY)
    manager.post(kept, {"action": "next"})
    save(manager, f"{built}veld/ritten.bedrag/", column | {"most": "4"})
    was, is_now = told.format(n=100), told.format(n=4)
    assert f"Form field “Ritten”: was “{was}”, is “{is_now}”" in text(signed_in(controller).get(kept))


def test_no_key_that_somebody_makes_up_breaks_the_page(service: UUID, manager: Client) -> None:
    address = reverse("services:form", args=[service])
    for typed in ({"up": "x"}, {"remove": "a.b"}, {}):
        assert manager.post(address, typed).status_code == 404
    for path in ("weg", "a.b", ".."):
        assert manager.get(f"{address}veld/{path}/").status_code == 404
    assert manager.get(new(service, "script", "weg")).status_code == 404
    assert manager.get(f"{address}?moved=%3Cscript%3E").status_code == 200
