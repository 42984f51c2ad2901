"""A file on the page: mistakes by line, a preview, doing it, undoing it; and what there is to start from."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import World

from bodemplaat.foundation.organisations import api as organisations

PEOPLE = "/inrichting/lijsten/people/importeren/"
FILE = (
    "Personeelsnummer;Naam;E-mailadres;Afdeling (code);Leidinggevende (e-mail of nummer);In dienst sinds\n"
    "101;Eva Smit;eva@nederlek.example;FIN;102;1-3-2024\n"
    "102;Ron Bos;ron@nederlek.example;{unit};;1-1-2023\n"
)


def hand_in(client: Client, content: str | bytes, **fields: str) -> object:
    body = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("mensen.csv", body)
    return client.post(PEOPLE, {"file": file, "since": "2026-11-23", **fields})


def names(world: World) -> set[str]:
    return {p.name for p in organisations.people_of(actor=world.first.ad, organisation=world.first.id)}


def test_mistakes_are_shown_by_line_and_nothing_is_stored(world: World, signed_in: SignedIn) -> None:
    answer = hand_in(signed_in(world.first.ad), FILE.format(unit="FNI"))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    text = text_of(answer)
    assert "1 mistake in this file" in text
    assert "line 3" in text
    assert "Is FIN (Financiën) meant?" in text
    assert "Eva Smit" not in names(world)


def test_a_preview_is_carried_out_and_undone(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = hand_in(admin, FILE.format(unit="FIN"))["Location"]  # type: ignore[index]
    text = text_of(admin.get(page))
    assert "What would change" in text
    assert "2 new, 0 changed, 0 ended, 0 the same." in text
    assert "Manager (e-mail or number): Ron Bos" in text
    assert "Eva Smit" not in names(world)
    admin.post(page, {"action": "carry_out"})
    assert {"Eva Smit", "Ron Bos"} <= names(world)
    assert "Undo this import" in text_of(admin.get(page))
    assert "mensen.csv" in text_of(admin.get("/inrichting/importen/"))
    admin.post(page, {"action": "undo"})
    assert "Eva Smit" not in names(world)
    assert "is not carried out now" in text_of(admin.post(page, {"action": "undo"}))


def test_what_builds_on_an_import_is_named(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = hand_in(admin, FILE.format(unit="FIN"))["Location"]  # type: ignore[index]
    admin.post(page, {"action": "carry_out"})
    later = hand_in(admin, FILE.format(unit="FIN").replace("Eva Smit", "Eva Smits"))["Location"]  # type: ignore[index]
    admin.post(later, {"action": "carry_out"})
    text = text_of(admin.post(page, {"action": "undo"}))
    assert "This import cannot be undone" in text
    assert "“Eva Smit” was changed after this import." in text


def test_a_preview_that_was_overtaken_is_shown_anew(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    first, second = (hand_in(admin, FILE.format(unit="FIN"))["Location"] for _ in range(2))  # type: ignore[index]
    admin.post(first, {"action": "carry_out"})
    overtaken = admin.post(second, {"action": "carry_out"})
    assert overtaken.status_code == 409
    assert "The list changed in the meantime" in text_of(overtaken)
    assert "Nothing would change" in text_of(overtaken)
    assert admin.post(second, {"action": "drop"}).status_code == 302


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_as_it_stands_can_be_handed_in_again(world: World, signed_in: SignedIn, form: str) -> None:
    admin = signed_in(world.first.ad)
    answer = admin.get("/inrichting/lijsten/people/bestand/", {"format": form})
    assert f".{form}" in answer["Content-Disposition"]
    file = BytesIO(answer.content)
    file.name = f"mensen.{form}"
    handed = admin.post(PEOPLE, {"file": file, "since": "2026-11-23", "is_complete": "on"})
    assert "Nothing would change" in text_of(admin.get(handed["Location"]))


def test_the_template_has_titles_in_the_readers_language(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    address = "/inrichting/lijsten/units/bestand/?format=csv&empty=1"
    assert admin.get(address).content.decode("utf-8-sig").startswith("Code;Name of the unit;")
    dutch = admin.get(address, headers={"accept-language": "nl"}).content.decode("utf-8-sig")
    assert dutch.startswith("Code;Naam van de afdeling;")
    assert dutch.count("\n") == 1


def test_another_role_fills_nothing(world: World, signed_in: SignedIn) -> None:
    for actor in (world.first.anna, world.first.carla, world.clerk):
        assert signed_in(actor).get(PEOPLE).status_code == 403


def test_a_file_that_would_change_nothing_asks_nobody_to_do_something(
    world: World, signed_in: SignedIn
) -> None:
    admin = signed_in(world.first.ad)
    page = hand_in(admin, FILE.format(unit="FIN"))["Location"]  # type: ignore[index]
    admin.post(page, {"action": "carry_out"})
    same = hand_in(admin, FILE.format(unit="FIN"))["Location"]  # type: ignore[index]
    assert "Nothing would change" in text_of(admin.get(same))
    assert "not carried out yet" not in text_of(admin.get("/inrichting/"))


def test_a_preview_that_was_left_is_found_back_and_thrown_away(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = hand_in(admin, FILE.format(unit="FIN"))["Location"]  # type: ignore[index]
    assert "1 list that was handed in from a file is not carried out yet" in text_of(
        admin.get("/inrichting/")
    )
    text = text_of(admin.get("/inrichting/importen/"))
    waiting = text.partition("Not carried out yet")[2].partition("</section>")[0]
    for said in (f'href="{page}"', "mensen.csv", "Ad van Dijk", "23 November 2026", ">2<"):
        assert said in waiting, said
    assert "mensen.csv" not in text_of(signed_in(world.second.ad).get("/inrichting/importen/"))
    admin.post(page, {"action": "drop"})
    assert "mensen.csv" not in text_of(admin.get("/inrichting/importen/"))
    assert "not carried out yet" not in text_of(admin.get("/inrichting/"))


def test_files_that_were_handed_in_at_once_wait_as_one(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    units = SimpleUploadedFile("afdelingen.csv", b"Code;Naam van de afdeling\nVRG;Vergunningen\n")
    people = SimpleUploadedFile("mensen.csv", FILE.format(unit="VRG").encode())
    sent = {"lists": [units, people], "since": "2026-11-23"}
    page = admin.post("/inrichting/bestanden/", sent)["Location"]
    waiting = text_of(admin.get("/inrichting/importen/")).partition("Not carried out yet")[2]
    assert waiting.count(f'href="{page}"') == 1
    assert "afdelingen.csv, mensen.csv" in waiting
    admin.post(page, {"action": "drop"})
    assert "mensen.csv" not in text_of(admin.get("/inrichting/importen/"))


def test_functions_that_the_platform_knows_are_named_in_the_readers_language(
    world: World, signed_in: SignedIn
) -> None:
    admin = signed_in(world.first.ad)
    person = organisations.person_of(actor=world.first.ad, person=world.first.anna.person)
    file = SimpleUploadedFile(
        "functies.csv",
        f"Persoon (e-mail of nummer);Functie;Geldt vanaf\n{person.email};zeerover;1-12-2026\n".encode(),
    )
    sent = {"file": file, "since": "2026-11-23"}
    page = admin.post("/inrichting/lijsten/functions/importeren/", sent)["Location"]
    dutch = admin.get(page, headers={"Accept-Language": "nl"}).content.decode()
    assert "“zeerover” is een nieuwe functie van uzelf" in dutch
    for word in ("tekenbevoegde overeenkomsten", "budgethouder", "directeur", "vangnetbeslisser"):
        assert word in dutch.partition("Het platform kent")[2].partition("<")[0], word
