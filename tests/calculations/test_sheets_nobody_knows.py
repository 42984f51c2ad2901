"""A sheet that the command does not know is never left out in silence: a renamed one would change the amounts."""

from pathlib import Path

import pytest
from tests.calculations.test_workbooks_of_others import book, changed, run

from bodemplaat.calculations.kinds import KINDS
from bodemplaat.presentation.voice import Voice


def template(path: Path) -> Path:
    path.write_bytes(KINDS["settle"].template().workbook(Voice("nl")))
    return path


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Reserves", "Reserves 2027"),
        ("Kortingen", "Korting"),
        ("Voorschotten", "2027 - Voorschotten"),
        ("Werkelijke tellingen", "Werkelijke teling"),
        ("Reserves", "Potjes"),
        ("Werkelijke tellingen", "Nacalculatie"),
    ],
)
def test_a_sheet_under_another_name_is_refused_with_its_title(tmp_path: Path, title: str, name: str) -> None:
    path = changed(
        template(tmp_path / "m.xlsx"), "xl/workbook.xml", f'<sheet name="{title}"', f'<sheet name="{name}"'
    )

    result = run("settle", path)

    assert result.exit_code == 2, result.stdout
    assert f"m.xlsx {name}" in result.stderr
    assert "call it" in result.stderr
    if name != "Nacalculatie":  # its heads are those of several sheets
        assert title in result.stderr


def test_a_second_sheet_of_the_same_kind_is_refused(tmp_path: Path) -> None:
    more: list[list[object]] = [["Naam", "Sleutel", "Begroting"], ["Meer", "k", 1]]

    result = run("settle", book(tmp_path / "m.xlsx", **{"Kosten (2)": more}))

    assert result.exit_code == 2, result.stdout
    assert "m.xlsx Kosten (2)" in result.stderr


@pytest.mark.parametrize("name", ["Notities", "Kosten toegelicht"])
def test_notes_of_the_controller_are_told_not_to_be_read(tmp_path: Path, name: str) -> None:
    notes: list[list[object]] = [["Bel Jan nog"]]

    result = run("settle", book(tmp_path / "m.xlsx", **{name: notes}))

    assert result.exit_code == 0, result.stderr
    assert f"'{name}' is not read" in result.stdout + result.stderr
    assert "300.00" in result.stdout


def test_an_empty_sheet_and_a_hidden_one_are_passed_by(tmp_path: Path) -> None:
    path = book(tmp_path / "m.xlsx", Blad2=[], Lijst=[["keuze"]])
    changed(path, "xl/workbook.xml", '<sheet name="Lijst"', '<sheet state="hidden" name="Lijst"')

    result = run("settle", path)

    assert result.exit_code == 0, result.stderr
    assert "is not read" not in result.stdout + result.stderr
