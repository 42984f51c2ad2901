"""People and their employment from a file: what is added, changed and ended, and everything that is wrong at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.foundation.imports.conftest import PEOPLE, Desk
from tests.foundation.imports.files import csv_file, xlsx_file
from tests.world import IBANS, MONDAY, TODAY, World

from bodemplaat.foundation.audit import api as audit
from bodemplaat.foundation.imports import api as imports
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import NotFound, Refused

JULY = date(2026, 7, 1)
Fields = Callable[[imports.ChangeView], dict[str, tuple[object, object]]]

EVA = ("101", "Eva Smit", "eva@nederlek.example", "FIN", "102", "Adviseur", IBANS[1], "1-3-2024", "")
RON = ("102", "Ron Bos", "ron@nederlek.example", "fin", "", "Teamleider", "", "2023-01-01", "")


def jobs_of(desk: Desk, name: str, on: date = TODAY) -> list[organisations.EmploymentView]:
    people, _ = organisations.people_found(
        actor=desk.actor, organisation=desk.actor.organisation_id, text=name
    )
    return [
        job
        for person in people
        for job in organisations.employments_of(actor=desk.actor, person=person.id, on=on)
    ]


def test_a_manager_may_stand_below_and_be_named_by_number_or_address(desk: Desk) -> None:
    tim = ("103", "Tim Kok", "tim@nederlek.example", "FIN", "EVA@nederlek.example", "", "", "1-1-2025", "")
    seen = desk.people(EVA, RON, tim)
    assert (seen.added, seen.changed, seen.ended, seen.unchanged) == (3, 0, 0, 0)
    (eva,) = jobs_of(desk, "Eva Smit")
    assert (eva.unit_name, eva.manager_name, eva.job_title) == ("Financiën", "Ron Bos", "Adviseur")
    assert (eva.iban, eva.since) == (IBANS[1], date(2024, 3, 1))
    assert jobs_of(desk, "Tim Kok")[0].manager_name == "Eva Smit"


def test_the_preview_changes_nothing(desk: Desk) -> None:
    desk.preview("people", csv_file("people", PEOPLE, EVA, RON))
    assert jobs_of(desk, "Eva Smit") == []


@pytest.mark.parametrize("make", [csv_file, xlsx_file])
def test_the_same_file_twice_changes_nothing(desk: Desk, make: Callable[..., bytes]) -> None:
    content = make("people", PEOPLE, EVA, RON)
    desk.do("people", content)
    again = desk.do("people", content)
    assert (again.added, again.changed, again.ended, again.unchanged) == (0, 0, 0, 2)


def test_what_was_downloaded_and_is_handed_in_again_changes_nothing(desk: Desk) -> None:
    desk.people(EVA, RON)
    same = desk.do("people", desk.as_it_stands("people"), is_complete=True)
    assert (same.added, same.changed, same.ended) == (0, 0, 0)
    assert same.unchanged == 8


def test_a_second_file_shows_the_difference_and_changes_from_a_day(desk: Desk, fields: Fields) -> None:
    desk.people(EVA, RON)
    promoted = (*EVA[:5], "Strateeg", *EVA[6:])
    seen = desk.people(promoted, RON, since=JULY)
    assert (seen.changed, seen.unchanged) == (1, 1)
    (change,) = desk.changes(seen.id)
    assert (change.line, change.act, change.name) == (2, "change", "Eva Smit")
    assert fields(change) == {"Job title": ("Adviseur", "Strateeg")}
    assert jobs_of(desk, "Eva Smit", date(2026, 6, 30))[0].job_title == "Adviseur"
    assert jobs_of(desk, "Eva Smit", JULY)[0].job_title == "Strateeg"
    again = desk.people(promoted, RON)
    assert again.unchanged == 2, "the day on which a row of employments began is that of its first"


def test_a_complete_list_ends_whoever_is_not_in_it(desk: Desk, world: World) -> None:
    desk.people(EVA, RON)
    everybody = desk.as_it_stands("people").decode().splitlines()
    without = "\r\n".join(line for line in everybody if "Eva" not in line).encode()
    seen = desk.do("people", without, is_complete=True)
    (change,) = desk.changes(seen.id)
    assert (change.line, change.act, change.name) == (0, "end", "Eva Smit")
    assert jobs_of(desk, "Eva Smit") == []
    assert jobs_of(desk, "Eva Smit", date(2026, 11, 22))[0].until == TODAY


def test_a_column_that_is_absent_changes_nothing_and_an_empty_one_empties(desk: Desk) -> None:
    desk.people(EVA, RON)
    short = csv_file("people", ("number", "name", "unit"), ("101", "Eva Smit", "FIN"))
    assert desk.do("people", short).unchanged == 1
    empty = csv_file("people", ("number", "name", "unit", "job"), ("101", "Eva Smit", "FIN", ""))
    assert desk.do("people", empty).changed == 1
    assert jobs_of(desk, "Eva Smit")[0].job_title == ""


def test_every_mistake_is_told_at_once_with_its_line_and_nothing_is_stored(desk: Desk) -> None:
    wrong = desk.wrong_people(
        EVA,
        ("", "", "geen adres", "FNI", "xyz", "", "NL00RABO0123456789", "31-2-2026", ""),
        ("101", "Nog eens", "", "FIN", "", "", "", "1-1-2025", ""),
        ("104", "Wie", "wie@nederlek.example", "FIN", "104", "", "", "1-1-2025", "1-1-2024"),
    )
    told = {(line, column): text for line, column, text in wrong}
    assert told[2, "Manager (e-mail or number)"].startswith("Nobody has the number or address “102”")
    assert told[3, "Name"] == "This is empty. Fill it in."
    assert "is not an e-mail address" in told[3, "E-mail address"]
    assert "is not a date: write it as 1-7-2026." in told[3, "Employed since"]
    assert "is not an account number" in told[3, "Account number (IBAN)"]
    assert told[4, "Personnel number"] == "Line 2 is about the same person. Keep one line per person."
    assert told[5, "Manager (e-mail or number)"] == "Nobody is their own manager: choose a colleague."
    assert "ends after the day on which it began" in told[5, "Employed until"]
    assert [line for line, _, _ in wrong] == sorted(line for line, _, _ in wrong)
    assert jobs_of(desk, "Eva Smit") == []
    assert imports.imports_of(actor=desk.actor) == ()


def test_a_unit_that_nobody_knows_is_told_with_the_one_that_may_be_meant(desk: Desk) -> None:
    ((_, column, text),) = desk.wrong_people((*RON[:3], "Financien", *RON[4:]))
    assert column == "Unit (code)"
    assert text == (
        "There is no unit “Financien”. Is FIN (Financiën) meant? Otherwise fill the list of units first."
    )


def test_a_circle_of_managers_is_told_with_its_path(desk: Desk) -> None:
    wrong = desk.wrong_people(EVA, (*RON[:4], "101", *RON[5:]))
    assert [
        (line, "Eva Smit → Ron Bos" in text or "Ron Bos → Eva Smit" in text) for line, _, text in wrong
    ] == [
        (2, True),
        (3, True),
    ]


def test_nobody_changes_their_own_employment_by_file(desk: Desk, world: World) -> None:
    ad = world.first.ad
    email = organisations.person_of(actor=ad, person=ad.person).email
    wrong = desk.wrong_people(("", ad.person_name, email, "FIN", "", "Directeur", "", "", ""))
    assert any("your own employment" in text for _, _, text in wrong)


def test_who_leaves_and_still_manages_people_is_told_and_does_not_stop(desk: Desk) -> None:
    desk.people(EVA, RON)
    seen = desk.people((*RON[:8], "2026-12-01"))
    (warning,) = seen.warnings
    assert "Ron Bos leaves and is still the manager of 1 person: Eva Smit." in warning.said.render()
    assert seen.ended == 1


def test_an_import_is_undone_to_the_letter(desk: Desk) -> None:
    desk.people(EVA, RON)
    before = desk.as_it_stands("people")
    promoted = (*EVA[:5], "Strateeg", *EVA[6:])
    new = ("105", "Nieuw Iemand", "nieuw@nederlek.example", "FIN", "101", "", "", "1-1-2026", "")
    seen = desk.people(promoted, new)
    assert desk.as_it_stands("people") != before
    desk.undo(seen.id)
    assert desk.as_it_stands("people") == before
    assert desk.seen(seen.id).state == "undone"
    with pytest.raises(Refused):
        desk.undo(seen.id)


def test_an_import_that_something_builds_on_is_not_undone_and_says_what(desk: Desk, world: World) -> None:
    seen = desk.people(EVA, RON)
    later = desk.people((*EVA[:5], "Strateeg", *EVA[6:]))
    with pytest.raises(imports.BuiltUpon) as refusal:
        desk.undo(seen.id)
    assert any("“Eva Smit” was changed after" in reason.said.render() for reason in refusal.value.reasons)
    desk.undo(later.id)
    (ron,) = jobs_of(desk, "Ron Bos")
    (anna,) = organisations.employments_of(actor=desk.actor, person=world.first.anna.person, on=TODAY)
    organisations.change_manager(
        actor=desk.actor, employment=anna.id, manager=ron.person_id, since=TODAY, at=MONDAY
    )
    with pytest.raises(imports.BuiltUpon) as refusal:
        desk.undo(seen.id)
    ((line, text),) = [(reason.line, reason.said.values) for reason in refusal.value.reasons]
    assert (line, text["name"]) == (3, "Ron Bos")
    assert len(jobs_of(desk, "Eva Smit")) == 1


def test_a_preview_that_the_list_left_behind_is_not_carried_out(desk: Desk) -> None:
    held = desk.preview("people", csv_file("people", PEOPLE, EVA, RON))
    desk.people(EVA, RON)
    with pytest.raises(imports.Outdated):
        imports.carry_out_import(actor=desk.actor, import_id=held, at=MONDAY)
    imports.renew_preview(actor=desk.actor, import_id=held, at=MONDAY)
    assert desk.seen(held).unchanged == 2


def test_each_line_leaves_its_line_in_the_trail(desk: Desk) -> None:
    desk.people(EVA, RON)
    (eva,) = jobs_of(desk, "Eva Smit")
    assert [line.action for line in audit.trail_of(actor=desk.actor, subject=eva.person_id)] == [
        "person.added",
        "role.assigned",
    ]


def test_only_an_administrator_of_the_organisation_fills_its_lists(world: World) -> None:
    for actor in (world.first.carla, world.first.anna, world.clerk):
        with pytest.raises(Refused):
            Desk(actor).people(EVA)


def test_an_import_belongs_to_its_organisation(desk: Desk, world: World) -> None:

    held = desk.preview("people", csv_file("people", PEOPLE, RON))
    with pytest.raises(NotFound):
        imports.carry_out_import(actor=world.second.ad, import_id=held, at=MONDAY)


def test_a_file_that_nobody_carries_out_is_gone_after_a_day(desk: Desk) -> None:
    held = desk.preview("people", csv_file("people", PEOPLE, EVA, RON))
    imports.forget_previews(actor=desk.actor, at=MONDAY + timedelta(hours=23))
    assert desk.seen(held).state == "previewed"
    imports.forget_previews(actor=desk.actor, at=MONDAY + timedelta(hours=24))
    with pytest.raises(NotFound):
        desk.seen(held)
