"""An administrator chooses all files of a new organisation at once: one preview, all of it or nothing."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from tests.surfaces.founding.conftest import SignedIn
from tests.surfaces.founding.test_units_and_people import text_of
from tests.world import World

from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Refused

NEW_YEAR = date(2026, 1, 1)
FILES = "/inrichting/bestanden/"
SHEETS: dict[str, list[dict[str, imports.Value]]] = {
    "functions": [{"person": "n1", "function": "budget holder", "since": NEW_YEAR}],
    "roles": [{"person": "n2", "role": "manager", "since": NEW_YEAR}],
    "people": [
        {"number": "n1", "name": "Eva Smit", "unit": "JUR", "manager": "n2", "since": NEW_YEAR},
        {"number": "n2", "name": "Ron Bos", "unit": "JUR", "manager": "", "since": NEW_YEAR},
    ],
    "cost-centres": [{"code": "7100", "name": "Juridisch", "since": NEW_YEAR}],
    "units": [{"code": "JUR", "name": "Juridische zaken", "parent": "", "since": None, "until": None}],
}
"""Handed in with the first last: they are laid on one another in another order."""


def as_file(name: str, lines: list[dict[str, imports.Value]], form: str) -> BytesIO:
    """A real CSV or XLSX with the titles of a list."""
    a_list = imports.imported_list(name)
    assert a_list is not None
    file = BytesIO(imports.list_as_file(a_list, lines, form))
    file.name = f"{name}.{form}"
    return file


def handed_in(client: Client, form: str = "csv", **changed: list[dict[str, imports.Value]]) -> object:
    lists = {name: changed.get(name.replace("-", "_"), lines) for name, lines in SHEETS.items()}
    files = [as_file(name, lines, form) for name, lines in lists.items()]
    return client.post(FILES, {"lists": files, "since": "2026-11-23"})


def names(world: World) -> set[str]:
    return {p.name for p in organisations.people_of(actor=world.first.ad, organisation=world.first.id)}


def test_five_workbooks_fill_an_organisation_in_one_go(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = handed_in(admin, "xlsx")["Location"]  # type: ignore[index]
    text = text_of(admin.get(page))
    order = ["units.xlsx", "people.xlsx", "roles.xlsx", "functions.xlsx", "cost-centres.xlsx"]
    assert sorted(order, key=text.index) == order
    assert "2 new, 0 changed, 0 ended, 0 the same." in text
    assert "Eva Smit" not in names(world), "it was rehearsed and taken back"
    admin.post(page, {"action": "carry_out"})
    assert {"Eva Smit", "Ron Bos"} <= names(world)
    done = text_of(admin.get(page))
    assert "What was changed" in done
    admin.post(page, {"action": "undo"})
    assert "Eva Smit" not in names(world)
    assert "JUR" not in {u.code for u in organisations.units_of(actor=world.first.ad)}


def test_mistakes_are_named_by_file_and_line_and_nothing_is_stored(world: World, signed_in: SignedIn) -> None:
    answer = handed_in(
        signed_in(world.first.ad),
        units=[{"code": "JUR", "name": "Juridische zaken", "parent": "GEEN"}],
        roles=[{"person": "n3", "role": "manager", "since": NEW_YEAR}],
    )
    assert answer.status_code == 422  # type: ignore[attr-defined]
    text = text_of(answer)
    assert "2 mistakes in these files" in text, "people do not fail because of the unit's own mistake"
    told = " ".join(re.sub(r"<[^>]+>", " ", text).split())
    assert "units.csv line 2 Part of (code)" in told
    assert "roles.csv line 2 Person (e-mail or number)" in told
    assert imports.imports_of(actor=world.first.ad) == ()
    assert "Eva Smit" not in names(world)


def test_a_mistake_in_somebodys_own_line_is_not_told_again_where_they_get_a_role(
    world: World, signed_in: SignedIn
) -> None:
    answer = handed_in(
        signed_in(world.first.ad),
        people=[
            {"number": "n1", "name": "Eva Smit", "email": "eva@n.example", "unit": "GEEN", "since": NEW_YEAR},
        ],
        roles=[
            {"person": "n1", "role": "manager", "since": NEW_YEAR},
            {"person": "eva@n.example", "role": "controller", "since": NEW_YEAR},
            {"person": "n7", "role": "manager", "since": NEW_YEAR},
        ],
    )
    text = " ".join(re.sub(r"<[^>]+>", " ", text_of(answer)).split())
    assert "people.csv line 2 Unit (code)" in text
    assert "roles.csv line 4 Person (e-mail or number)" in text, "nobody has that number in any file"
    assert "roles.csv line 2" not in text
    assert "roles.csv line 3" not in text


def test_what_was_overtaken_is_shown_anew(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    first, second = (handed_in(admin)["Location"] for _ in range(2))  # type: ignore[index]
    admin.post(first, {"action": "carry_out"})
    overtaken = admin.post(second, {"action": "carry_out"})
    assert overtaken.status_code == 409
    assert "A list changed in the meantime" in text_of(overtaken)
    assert "Nothing would change" in text_of(overtaken)
    assert admin.post(second, {"action": "drop"})["Location"] == FILES
    assert admin.get(second).status_code == 404


def test_one_of_them_is_not_taken_in_alone(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    page = handed_in(admin)["Location"]  # type: ignore[index]
    (people,) = (
        each.id
        for each in imports.imports_together(actor=world.first.ad, together=page.split("/")[-2])
        if each.list_name == "people"
    )
    answer = admin.post(f"/inrichting/importen/{people}/", {"action": "carry_out"})
    assert answer["Location"] == page
    with pytest.raises(Refused, match="together"):
        imports.carry_out_import(actor=world.first.ad, import_id=people, at=world.at)
    assert "Eva Smit" not in names(world)


def test_a_file_that_fits_no_list_or_two_says_what_to_do(world: World, signed_in: SignedIn) -> None:
    admin = signed_in(world.first.ad)
    for content in (b"kleur;smaak\nrood;zoet\n", b"code;name\nX;Y\n"):
        file = BytesIO(content)
        file.name = "iets.csv"
        text = text_of(admin.post(FILES, {"lists": [file], "since": "2026-11-23"}))
        assert "It is not clear which list this file fills" in text
    file = BytesIO(b"code;name\nX;Y\n")
    file.name = "units.csv"
    assert admin.post(FILES, {"lists": [file], "since": "2026-11-23"}).status_code == 302, "its name tells"


def test_a_line_of_another_organisation_is_refused(world: World, signed_in: SignedIn) -> None:
    file = BytesIO(b"Organisatie;Code;Naam van de afdeling\nNederlek;A1;Een\nVlist;B1;Ander\n")
    file.name = "units.csv"
    text = text_of(signed_in(world.first.ad).post(FILES, {"lists": [file], "since": "2026-11-23"}))
    assert "1 mistake in these files" in text
    assert "This line is of “Vlist”" in text


def test_no_file_is_answered_beside_the_field(world: World, signed_in: SignedIn) -> None:
    answer = signed_in(world.first.ad).post(FILES, {"since": "2026-11-23"})
    assert answer.status_code == 422
    assert "Choose the files with the lists." in text_of(answer)
