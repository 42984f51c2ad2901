"""Units from a file: codes, what they are part of, and who still works in one that would end."""

from datetime import date

from tests.foundation.imports.conftest import Desk
from tests.foundation.imports.files import UNITS, csv_file
from tests.world import TODAY, World

from bodemplaat.foundation.organisations import api as organisations

JULY = date(2026, 7, 1)
P = ("P", "Personeel", "MID", "", "")
MID = ("MID", "Middelen", "", "2024-01-01", "")


def units(desk: Desk, *lines: tuple[str, ...], **how: object) -> object:
    return desk.do("units", csv_file("units", UNITS, *lines), **how)


def test_a_unit_may_be_part_of_one_that_stands_below_it(desk: Desk) -> None:
    units(desk, P, MID)
    codes = {
        unit.code: unit
        for unit in organisations.units_of(actor=desk.actor, organisation=desk.actor.organisation_id)
    }
    assert codes["P"].parent_id == codes["MID"].id
    assert codes["MID"].since == date(2024, 1, 1)
    assert codes["P"].since is None, "always"


def test_what_was_downloaded_changes_nothing(desk: Desk) -> None:
    units(desk, P, MID)
    same = desk.do("units", desk.as_it_stands("units"), is_complete=True)
    assert (same.count, same.unchanged) == (0, 3)


def test_a_circle_is_told_with_its_path(desk: Desk) -> None:
    wrong = desk.mistakes("units", csv_file("units", UNITS, P, ("MID", "Middelen", "P", "", "")))
    assert [line for line, _, _ in wrong] == [2, 3]
    assert "MID → P → MID" in wrong[0][2] or "P → MID → P" in wrong[0][2]


def test_a_unit_in_which_people_work_does_not_end_and_names_them(desk: Desk, world: World) -> None:
    names = "Ad van Dijk, Anna Jansen, Bert Hendriks, Carla Dekker, Jan de Vries"
    wrong = desk.mistakes("units", csv_file("units", UNITS, ("FIN", "Financiën", "", "", "2026-12-01")))
    assert wrong == [
        (
            2,
            "Exists until",
            f"6 people work in “Financiën” from that day on: {names} …. Give them another unit first.",
        )
    ]


def test_a_complete_list_ends_an_empty_unit_from_the_day_and_undo_brings_it_back(desk: Desk) -> None:
    units(desk, P, MID)
    fin = ("FIN", "Financiën", "", "", "")
    seen = desk.do("units", csv_file("units", UNITS, fin), is_complete=True)
    assert seen.ended == 2

    def there(on: date) -> set[str]:
        own = desk.actor.organisation_id
        return {u.code for u in organisations.units_of(actor=desk.actor, organisation=own, on=on)}

    assert there(TODAY) == {"FIN"}
    assert there(JULY) == {"FIN", "P", "MID"}
    desk.undo(seen.id)
    assert there(TODAY) == {"FIN", "P", "MID"}


def test_a_title_that_is_nearly_right_is_pointed_at(desk: Desk) -> None:
    content = b"Codes;Name of the unit\r\nP;Personeel"
    ((line, column, text),) = desk.mistakes("units", content)
    assert (line, column) == (1, "Code")
    assert "Is it the one that is called “Codes” now?" in text


def test_a_column_that_is_not_part_of_the_list_is_told(desk: Desk) -> None:
    seen = desk.do("units", b"Code;Name of the unit;Telefoon\r\nX;Extra;0182")
    assert [(w.column, w.line) for w in seen.warnings] == [("Telefoon", 0)]


def test_a_name_from_a_file_holds_from_the_day_of_the_file_and_is_taken_back_whole(desk: Desk) -> None:
    own = desk.actor.organisation_id
    units(desk, P, MID)
    (unit,) = (
        each for each in organisations.units_of(actor=desk.actor, organisation=own) if each.code == "MID"
    )

    def name_on(day: date) -> str:
        return organisations.unit_of(actor=desk.actor, unit=unit.id, on=day).unit.name

    content = csv_file("units", UNITS, ("MID", "Bedrijfsvoering", "", "2024-01-01", ""))
    seen = desk.do("units", content, since=date(2026, 12, 1))
    assert (name_on(TODAY), name_on(date(2026, 12, 1))) == ("Middelen", "Bedrijfsvoering")
    same = desk.do("units", content, since=date(2026, 12, 1))
    assert (same.added, same.changed, same.unchanged) == (0, 0, 1)
    desk.undo(seen.id)
    assert name_on(date(2026, 12, 1)) == "Middelen"
